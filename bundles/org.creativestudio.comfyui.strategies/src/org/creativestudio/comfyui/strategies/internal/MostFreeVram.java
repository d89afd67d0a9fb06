// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.strategies.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.WorkRequest;

/** The instance whose device has the most free memory; of equals the less loaded one. */
public final class MostFreeVram implements BalancingStrategy {

	private static final double GIB = 1L << 30;

	@Override
	public Choice choose(WorkRequest request, List<Candidate> candidates) {
		Candidate most = candidates.stream()
				.min(Comparator.comparingLong((Candidate candidate) -> -free(candidate)).thenComparingInt(Load::of)).orElseThrow();
		long free = free(most);
		return new Choice.Selected(most.instance().id(), free < 0 ? Messages.mostFreeVram_noInstanceTellsHow
				: String.format(Locale.ROOT, Messages.mostFreeVram_mostFreeMemoryF, free / GIB));
	}

	/** -1 when it is not known. */
	private static long free(Candidate candidate) {
		ServerFacts server = candidate.instance().server();
		Long free = server == null ? null : server.vramFree();
		return free == null ? -1 : free;
	}
}
