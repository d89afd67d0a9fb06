// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.strategies.internal;

import java.util.List;
import java.util.Locale;

import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.Forecast;
import org.creativestudio.comfyui.core.balancing.WorkRequest;
import org.eclipse.osgi.util.NLS;

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
			return new Choice.Wait(Messages.shortestCompletion_allInstancesFull);
		Forecast forecast = best.forecast();
		String reason = inWords(forecast);
		if (waits && !best.full() && forecast.before() > 0)
			return new Choice.Wait(NLS.bind(Messages.shortestCompletion_waits, best.instance().name(), reason), best.instance().id());
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
			return Messages.shortestCompletion_firstLeastLoadedNothing;
		StringBuilder words = new StringBuilder(String.format(Locale.ROOT, Messages.shortestCompletion_doneFirstThereAbout, forecast.end()));
		if (forecast.startIn() >= 1)
			words.append(String.format(Locale.ROOT, Messages.shortestCompletion_whichWaitsFS, forecast.startIn()));
		if (forecast.load() >= 1)
			words.append(String.format(Locale.ROOT, Messages.shortestCompletion_loadsModelsFS, forecast.load()));
		return forecast.learned() ? words.toString() : words.append(Messages.shortestCompletion_guess).toString();
	}
}
