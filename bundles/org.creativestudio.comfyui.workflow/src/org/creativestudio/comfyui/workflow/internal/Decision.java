// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import org.creativestudio.comfyui.workflow.JobError;
import org.eclipse.jdt.annotation.Nullable;

/** What is done with a waiting job now. */
sealed interface Decision {

	/** One sentence for the user. */
	String reason();

	record Send(String instanceId, String reason) implements Decision {
	}

	/**
	 * It is asked about again when something changes.
	 *
	 * @param instanceId the instance that it waits for; null when it waits for any
	 */
	record Wait(String reason, @Nullable String instanceId) implements Decision {
		Wait(String reason) {
			this(reason, null);
		}
	}

	/** No waiting helps. */
	record Fail(JobError error) implements Decision {
		@Override
		public String reason() {
			return error.message();
		}
	}
}
