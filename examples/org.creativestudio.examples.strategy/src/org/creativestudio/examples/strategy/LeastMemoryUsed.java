// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.examples.strategy;

import java.util.Comparator;
import java.util.List;

import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.WorkRequest;

/**
 * Chooses the instance whose GPU has the smallest part of its memory in use. How small a difference does not count is an option that
 * the extension declares.
 */
public final class LeastMemoryUsed implements BalancingStrategy {

	@Override
	public Choice choose(WorkRequest request, List<Candidate> candidates) {
		double least = candidates.stream().mapToDouble(LeastMemoryUsed::used).min().orElseThrow();
		double tolerance = request.options().integer("tolerance", 0) / 100.0; //$NON-NLS-1$
		Candidate best = candidates.stream().filter(candidate -> used(candidate) <= least + tolerance)
				.min(Comparator.comparingInt(Candidate::ownJobs)).orElseThrow();
		if (least > 1)
			return new Choice.Selected(best.instance().id(), "no instance tells how much memory is in use"); //$NON-NLS-1$
		String others = used(best) > least ? ", hardly more than elsewhere, and fewer jobs are there" : ", the least of all"; //$NON-NLS-1$ //$NON-NLS-2$
		return new Choice.Selected(best.instance().id(), Math.round(used(best) * 100) + " % of its GPU memory is in use" + others); //$NON-NLS-1$
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
