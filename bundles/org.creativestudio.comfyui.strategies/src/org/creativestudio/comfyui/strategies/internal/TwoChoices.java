// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.strategies.internal;

import java.util.List;
import java.util.random.RandomGenerator;

import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.WorkRequest;
import org.eclipse.osgi.util.NLS;

/** The less loaded of two drawn by lot: nearly as even as asking all, and many choosers do not run to the same instance. */
public final class TwoChoices implements BalancingStrategy {

	private final RandomGenerator lots;

	public TwoChoices() {
		this(RandomGenerator.getDefault());
	}

	TwoChoices(RandomGenerator lots) {
		this.lots = lots;
	}

	@Override
	public Choice choose(WorkRequest request, List<Candidate> candidates) {
		Candidate one = candidates.get(lots.nextInt(candidates.size()));
		if (candidates.size() == 1)
			return new Choice.Selected(one.instance().id(), Messages.twoChoices_onlyOneFree);
		Candidate other = one;
		while (other == one)
			other = candidates.get(lots.nextInt(candidates.size()));
		Candidate less = Load.of(one) <= Load.of(other) ? one : other;
		Candidate more = less == one ? other : one;
		return new Choice.Selected(less.instance().id(),
				NLS.bind(Messages.twoChoices_drawnAgainstNotMore, more.instance().name(), Load.inWords(Load.of(less))));
	}
}
