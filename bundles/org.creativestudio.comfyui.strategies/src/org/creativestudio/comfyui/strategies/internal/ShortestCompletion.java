// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.strategies.internal;

import java.util.List;
import java.util.Locale;

import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.Forecast;
import org.creativestudio.comfyui.core.balancing.WorkRequest;

/**
 * The instance where the work will be done first, counting what is there, what waits before it, how fast the instance is and which
 * models it would have to load. Rather waits for a fast instance than begins at a slow one, where that ends sooner.
 */
public final class ShortestCompletion implements BalancingStrategy {

	@Override
	public boolean considersFull() {
		return true;
	}

	@Override
	public Choice choose(WorkRequest request, List<Candidate> candidates) {
		Candidate best = candidates.get(0);
		for (Candidate candidate : candidates)
			if (isBetter(candidate, best))
				best = candidate;
		Forecast forecast = best.forecast();
		String reason = inWords(forecast);
		if (!best.full() && forecast.before() > 0)
			return new Choice.Wait("waits for " + best.instance().name() + ", " + reason, best.instance().id()); //$NON-NLS-1$ //$NON-NLS-2$
		return new Choice.Selected(best.instance().id(), reason);
	}

	/** Of equals the less loaded one, then the first. */
	private static boolean isBetter(Candidate candidate, Candidate best) {
		int order = Double.compare(candidate.forecast().end(), best.forecast().end());
		return order < 0 || order == 0 && Load.of(candidate) < Load.of(best);
	}

	private static String inWords(Forecast forecast) {
		if (forecast.end() == 0)
			return "the first of the least loaded: nothing is known of such work yet"; //$NON-NLS-1$
		StringBuilder words = new StringBuilder(String.format(Locale.ROOT, "done first there, in about %.0f s", forecast.end())); //$NON-NLS-1$
		if (forecast.startIn() >= 1)
			words.append(String.format(Locale.ROOT, ", of which it waits %.0f s", forecast.startIn())); //$NON-NLS-1$
		if (forecast.load() >= 1)
			words.append(String.format(Locale.ROOT, " and loads models %.0f s", forecast.load())); //$NON-NLS-1$
		return forecast.learned() ? words.toString() : words.append(" (a guess)").toString(); //$NON-NLS-1$
	}
}
