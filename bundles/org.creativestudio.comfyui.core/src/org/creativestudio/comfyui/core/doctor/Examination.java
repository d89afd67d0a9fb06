// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.doctor;

import java.util.List;

/** A part of what the {@link Doctor} looks at. Register one as an OSGi service to have more looked at. */
public interface Examination {

	/** Where it comes in the report; the built-in ones have 100 (home and configuration), 200 (this computer) and 300 (instances). */
	int order();

	/** Its name, for when it fails. */
	String name();

	/** Looks. Called on a virtual thread; may block for some seconds, and is interrupted when it takes longer. Changes nothing. */
	List<Check> examine();
}
