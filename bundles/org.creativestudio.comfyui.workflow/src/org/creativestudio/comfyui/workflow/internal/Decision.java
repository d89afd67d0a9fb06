// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import org.creativestudio.comfyui.workflow.JobError;

/** What is done with a waiting job now. */
sealed interface Decision {

	/** One sentence for the user. */
	String reason();

	record Send(String instanceId, String reason) implements Decision {
	}

	/** It is asked about again when something changes. */
	record Wait(String reason) implements Decision {
	}

	/** No waiting helps. */
	record Fail(JobError error) implements Decision {
		@Override
		public String reason() {
			return error.message();
		}
	}
}
