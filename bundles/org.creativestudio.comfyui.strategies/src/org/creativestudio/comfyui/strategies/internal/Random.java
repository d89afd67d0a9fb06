// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.strategies.internal;

import java.util.List;
import java.util.random.RandomGenerator;

import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.WorkRequest;

/** Any instance, each with the same chance. */
public final class Random implements BalancingStrategy {

	private final RandomGenerator lots;

	public Random() {
		this(RandomGenerator.getDefault());
	}

	Random(RandomGenerator lots) {
		this.lots = lots;
	}

	@Override
	public Choice choose(WorkRequest request, List<Candidate> candidates) {
		Candidate drawn = candidates.get(lots.nextInt(candidates.size()));
		return new Choice.Selected(drawn.instance().id(), Messages.random_drawnLot);
	}
}
