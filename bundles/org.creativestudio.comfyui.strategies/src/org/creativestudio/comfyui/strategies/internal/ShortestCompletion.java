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
 * models it would have to load. Rather waits for a fast instance than begins at a slow one, where that ends sooner, unless the option
 * {@value #WAIT} forbids it. The option {@value #LOAD_WEIGHT} says how much the loading of models counts.
 */
public final class ShortestCompletion implements BalancingStrategy {

	static final String WAIT = "wait"; //$NON-NLS-1$
	static final String LOAD_WEIGHT = "load-weight"; //$NON-NLS-1$

	@Override
	public boolean considersFull() {
		return true;
	}

	@Override
	public Choice choose(WorkRequest request, List<Candidate> candidates) {
		boolean waits = request.options().flag(WAIT, true);
		double loadWeight = request.options().number(LOAD_WEIGHT, 1);
		Candidate best = null;
		for (Candidate candidate : candidates)
			if ((waits || !candidate.full()) && (best == null || isBetter(candidate, best, loadWeight)))
				best = candidate;
		if (best == null)
			return new Choice.Wait("all instances are full"); //$NON-NLS-1$
		Forecast forecast = best.forecast();
		String reason = inWords(forecast);
		if (waits && !best.full() && forecast.before() > 0)
			return new Choice.Wait("waits for " + best.instance().name() + ", " + reason, best.instance().id()); //$NON-NLS-1$ //$NON-NLS-2$
		return new Choice.Selected(best.instance().id(), reason);
	}

	/** Of equals the less loaded one, then the first. */
	private static boolean isBetter(Candidate candidate, Candidate best, double loadWeight) {
		int order = Double.compare(end(candidate.forecast(), loadWeight), end(best.forecast(), loadWeight));
		return order < 0 || order == 0 && Load.of(candidate) < Load.of(best);
	}

	/** When it counts as done. */
	private static double end(Forecast forecast, double loadWeight) {
		return forecast.startIn() + loadWeight * forecast.load() + forecast.run();
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
