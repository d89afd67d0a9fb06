// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.migration;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceSnapshot;

/**
 * Fills a home that has never had an instance: with the fleet of the first Creative Studio, else with the only previous set-up on
 * this computer, as "Legacy Instance", else with the "Default Instance". An OSGi service; safe for any thread.
 */
public interface FirstLaunch {

	/**
	 * Looks at files alone, asks no port, and falls back to the Default Instance after 2 s. Fails as
	 * {@link org.creativestudio.comfyui.core.InstanceManager#createDefaultInstance()} does.
	 *
	 * @return empty when the home already had a configuration
	 */
	CompletableFuture<Optional<Begun>> begin();

	/**
	 * What was made.
	 *
	 * @param instance the active one, else the first
	 * @param start    ids of the instances that the user expects to be started now
	 * @param message  one sentence on what was taken over, or could be, for the user; empty when there is nothing to say
	 * @param report   what came over and what did not, a sentence each
	 */
	record Begun(InstanceSnapshot instance, List<String> start, String message, List<String> report) {
		public Begun {
			start = List.copyOf(start);
			report = List.copyOf(report);
		}
	}
}
