// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.strategies.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.WorkRequest;

/** The instance whose turn is longest ago, so that instances may come, go and be busy without anybody losing a turn. */
public final class RoundRobin implements BalancingStrategy {

	private final Map<String, Long> lastTurn = new HashMap<>();
	private long turns;

	@Override
	public Choice choose(WorkRequest request, List<Candidate> candidates) {
		Candidate next = candidates.stream()
				.min(Comparator.comparingLong(candidate -> lastTurn.getOrDefault(candidate.instance().id(), 0L))).orElseThrow();
		lastTurn.put(next.instance().id(), ++turns);
		return new Choice.Selected(next.instance().id(), Messages.roundRobin_itsTurn);
	}
}
