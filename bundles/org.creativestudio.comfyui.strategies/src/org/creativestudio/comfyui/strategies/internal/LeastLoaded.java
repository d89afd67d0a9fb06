// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.strategies.internal;

import java.util.Comparator;
import java.util.List;

import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.WorkRequest;
import org.eclipse.osgi.util.NLS;

/** The instance with the fewest jobs; of equals the first in the user's order. */
public final class LeastLoaded implements BalancingStrategy {
	@Override
	public Choice choose(WorkRequest request, List<Candidate> candidates) {
		Candidate least = candidates.stream().min(Comparator.comparingInt(Load::of)).orElseThrow();
		return new Choice.Selected(least.instance().id(), NLS.bind(Messages.leastLoaded_leastLoaded, Load.inWords(Load.of(least))));
	}
}
