// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.examples.strategy;

import java.util.Comparator;
import java.util.List;

import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.WorkRequest;

/** Chooses the instance whose GPU has the smallest part of its memory in use. */
public final class LeastMemoryUsed implements BalancingStrategy {

	@Override
	public Choice choose(WorkRequest request, List<Candidate> candidates) {
		Candidate best = candidates.stream().min(Comparator.comparingDouble(LeastMemoryUsed::used)).orElseThrow();
		double used = used(best);
		String reason = used > 1 ? "no instance tells how much memory is in use" //$NON-NLS-1$
				: Math.round(used * 100) + " % of its GPU memory is in use, the least of all"; //$NON-NLS-1$
		return new Choice.Selected(best.instance().id(), reason);
	}

	/** 0 to 1; 2 when it is not known, so that such an instance comes last. */
	private static double used(Candidate candidate) {
		ServerFacts server = candidate.instance().server();
		if (server == null)
			return 2;
		Long total = server.vramTotal();
		Long free = server.vramFree();
		return total == null || free == null || total <= 0 ? 2 : 1 - (double) free / total;
	}
}
