// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.strategies.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.WorkRequest;

/**
 * Each instance gets work in proportion to its weight, evenly interleaved: at each turn all that may take work gain their weight, the
 * richest is chosen and pays what all gained together.
 */
public final class Weighted implements BalancingStrategy {

	private final Map<String, Long> credit = new HashMap<>();

	@Override
	public Choice choose(WorkRequest request, List<Candidate> candidates) {
		long total = 0;
		Candidate richest = candidates.get(0);
		long most = Long.MIN_VALUE;
		for (Candidate candidate : candidates) {
			int weight = weight(candidate);
			total += weight;
			long now = credit.merge(candidate.instance().id(), (long) weight, Long::sum);
			if (now > most) {
				most = now;
				richest = candidate;
			}
		}
		credit.merge(richest.instance().id(), -total, Long::sum);
		return new Choice.Selected(richest.instance().id(), "its turn, with a weight of " + weight(richest) + " of " + total); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static int weight(Candidate candidate) {
		return Math.max(1, candidate.instance().configuration().weight());
	}
}
