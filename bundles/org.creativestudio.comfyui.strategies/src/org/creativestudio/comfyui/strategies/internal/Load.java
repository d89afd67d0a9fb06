// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.strategies.internal;

import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.balancing.Candidate;

/** How much waits at an instance. */
final class Load {

	private Load() {
	}

	/** Our jobs are in the server's queue as well, once they have arrived; what it was when last asked may lack them. */
	static int of(Candidate candidate) {
		QueueLoad queue = candidate.instance().queue();
		return queue == null ? candidate.ownJobs() : Math.max(candidate.ownJobs(), queue.total());
	}

	static String inWords(int load) {
		return switch (load) {
		case 0 -> "nothing waits there"; //$NON-NLS-1$
		case 1 -> "one job is there"; //$NON-NLS-1$
		default -> load + " jobs are there"; //$NON-NLS-1$
		};
	}
}
