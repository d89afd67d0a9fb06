// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.balancing;

import java.util.Set;

/**
 * What is predicted of one piece of work at one instance, from how long work took before. All times are seconds.
 *
 * @param startIn      until it would begin there: what is there already, and {@code before}
 * @param before       what waits in our queue and goes there first: earlier work, and work whose models are loaded there; part of
 *                     {@code startIn}. Who chooses an instance with something before should wait for it
 * @param run          how long it would run, its models loaded
 * @param load         how long loading its models would take; 0 where they are loaded
 * @param learned      whether such work was seen at this instance; else the times are guesses from other work
 * @param loadedModels files of models that the instance used last
 */
public record Forecast(double startIn, double before, double run, double load, boolean learned, Set<String> loadedModels) {

	/** Where nothing was ever seen. */
	public static final Forecast NONE = new Forecast(0, 0, 0, 0, false, Set.of());

	public Forecast {
		loadedModels = Set.copyOf(loadedModels);
	}

	/** Until it would be done. */
	public double end() {
		return startIn + load + run;
	}
}
