// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.balancing;

/** What a strategy decided. */
public sealed interface Choice {
	/** One sentence for the user. */
	String reason();

	/** The work goes to this instance, one of the candidates. */
	record Selected(String instanceId, String reason) implements Choice {
	}

	/** The work waits and is asked about again when something changes. */
	record Wait(String reason) implements Choice {
	}
}
