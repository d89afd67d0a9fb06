// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.doctor;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Looks whether the whole set-up is sound, and says what to do where it is not. An OSGi service; safe for any thread. */
public interface Doctor {

	/**
	 * Makes all examinations side by side. Takes seconds; never fails: an examination that fails or is late is a warning. Cancelling
	 * interrupts them.
	 */
	CompletableFuture<List<Check>> examine();

	/** Ids of instances that are not configured any more, whose secrets are still kept. Blocks for the disk. */
	List<String> forgotten();
}
