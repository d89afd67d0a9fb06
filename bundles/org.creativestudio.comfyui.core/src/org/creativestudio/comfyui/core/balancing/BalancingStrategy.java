// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.balancing;

import java.util.List;

import org.eclipse.osgi.util.NLS;

/**
 * Chooses among instances when none is active, contributed through the extension point
 * {@code org.creativestudio.comfyui.core.balancingStrategies}. A strategy is a pure choice: it asks nobody, waits for nothing and
 * changes nothing outside itself. It is called on one thread at a time, never on the UI thread, and has 50 ms.
 */
public interface BalancingStrategy {
	/**
	 * @param request    what the work needs
	 * @param candidates instances that may take it now, never empty, in the user's order
	 * @return one of the candidates, or to wait; both with a reason in words
	 */
	Choice choose(WorkRequest request, List<Candidate> candidates);

	/**
	 * Whether instances that are full now are offered too, as long as one is not. Choosing a full one means to wait for it; the work is
	 * asked about again when something changes, and {@link Forecast#startIn()} of that instance counts it for work that waits behind.
	 */
	default boolean considersFull() {
		return false;
	}

	/**
	 * Asks a strategy as the program does: full instances are kept from one that does not consider them, and choosing a full one
	 * becomes waiting for it. What it throws is thrown; whether its answer makes sense is not checked.
	 */
	static Choice ask(BalancingStrategy strategy, WorkRequest request, List<Candidate> candidates) {
		boolean anyFull = candidates.stream().anyMatch(Candidate::full);
		if (anyFull && !strategy.considersFull())
			return strategy.choose(request, candidates.stream().filter(candidate -> !candidate.full()).toList());
		Choice choice = strategy.choose(request, candidates);
		if (anyFull && choice instanceof Choice.Selected selected)
			for (Candidate candidate : candidates)
				if (candidate.full() && candidate.instance().id().equals(selected.instanceId()))
					return new Choice.Wait(NLS.bind(Messages.balancingStrategy_waits, candidate.instance().name(), selected.reason()),
							selected.instanceId());
		return choice;
	}
}
