// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.strategies.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.WorkRequest;

/**
 * Each instance gets work in proportion to its weight, evenly interleaved: at each turn all that may take work gain their weight, the
 * richest is chosen and pays what all gained together. The option {@value #BY} says what the weight is: the one that users gave the
 * instance, how fast such work was seen to run there, or both.
 */
public final class Weighted implements BalancingStrategy {

	static final String BY = "by"; //$NON-NLS-1$
	private static final String WEIGHT = "weight"; //$NON-NLS-1$
	private static final String SPEED = "speed"; //$NON-NLS-1$

	private final Map<String, Double> credit = new HashMap<>();

	@Override
	public Choice choose(WorkRequest request, List<Candidate> candidates) {
		String by = request.options().text(BY, WEIGHT);
		double fastest = by.equals(WEIGHT) ? 0 : candidates.stream().mapToDouble(each -> each.forecast().run()).filter(run -> run > 0).min().orElse(0);
		double total = 0;
		Candidate richest = candidates.get(0);
		double most = Double.NEGATIVE_INFINITY;
		for (Candidate candidate : candidates) {
			double weight = weight(candidate, by, fastest);
			total += weight;
			double now = credit.merge(candidate.instance().id(), weight, Double::sum);
			if (now > most) {
				most = now;
				richest = candidate;
			}
		}
		credit.merge(richest.instance().id(), -total, Double::sum);
		return new Choice.Selected(richest.instance().id(), String.format(Locale.ROOT, Messages.weighted_itsTurnSS,
				by.equals(SPEED) ? Messages.weighted_speed : Messages.weighted_weight, inWords(weight(richest, by, fastest)), inWords(total)));
	}

	/** @param fastest seconds that the work takes at the fastest candidate; 0 when nothing is known of it, or the speed does not count */
	private static double weight(Candidate candidate, String by, double fastest) {
		double weight = by.equals(SPEED) ? 1 : Math.max(1, candidate.instance().configuration().weight());
		double run = candidate.forecast().run();
		return fastest > 0 && run > 0 ? weight * fastest / run : weight;
	}

	private static String inWords(double weight) {
		return weight == Math.rint(weight) ? Long.toString((long) weight) : String.format(Locale.ROOT, "%.2f", weight); //$NON-NLS-1$
	}
}
