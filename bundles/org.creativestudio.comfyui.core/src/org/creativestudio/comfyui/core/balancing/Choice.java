// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.balancing;

import org.eclipse.jdt.annotation.Nullable;

/** What a strategy decided. */
public sealed interface Choice {
	/** One sentence for the user. */
	String reason();

	/** The work goes to this instance, one of the candidates. */
	record Selected(String instanceId, String reason) implements Choice {
	}

	/**
	 * The work waits and is asked about again when something changes.
	 *
	 * @param instanceId the instance that it waits for; null when it waits for any
	 */
	record Wait(String reason, @Nullable String instanceId) implements Choice {
		/** Waits for any. */
		public Wait(String reason) {
			this(reason, null);
		}
	}
}
