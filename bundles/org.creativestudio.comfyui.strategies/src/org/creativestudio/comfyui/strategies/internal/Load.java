// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.strategies.internal;

import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.eclipse.osgi.util.NLS;

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
		case 0 -> Messages.load_nothingWaitsThere;
		case 1 -> Messages.load_oneJobThere;
		default -> NLS.bind(Messages.load_jobsThere, load);
		};
	}
}
