// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.metrics.MetricSample;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What was measured of an instance lately, for its card. Immutable.
 *
 * @param latest  null before the first sample
 * @param answers response times in seconds, oldest first; {@code NaN} where it did not answer
 */
public record CardFigures(@Nullable MetricSample latest, List<Double> answers) {

	/** Nothing was measured. */
	public static final CardFigures NONE = new CardFigures(null, List.of());

	public CardFigures {
		answers = List.copyOf(answers);
	}
}
