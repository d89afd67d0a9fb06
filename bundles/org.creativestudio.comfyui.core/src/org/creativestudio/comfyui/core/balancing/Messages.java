// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.balancing;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String balancingStrategy_waits;
	public static String strategyOption_trueFalse;
	public static String strategyOption_wholeNumber;
	public static String strategyOption_number;
	public static String strategyOption_most;
	public static String strategyOption_least;
	public static String strategyOption_between;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.core.balancing.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
