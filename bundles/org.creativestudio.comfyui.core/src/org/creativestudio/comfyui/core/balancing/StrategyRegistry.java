// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.balancing;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The contributed strategies. An OSGi service; safe for any thread. */
public interface StrategyRegistry {

	/** What is contributed now, in the order of its names. Bundles may come and go. */
	List<Descriptor> getStrategies();

	/** The strategy of that id; empty when nobody contributes it. */
	Optional<Descriptor> getStrategy(String id);

	/** The strategy that is used when nothing else is said: the user's choice for all instances, else {@link #getUsual() the usual one}. */
	Descriptor getDefault();

	/** The strategy that {@link #getDefault()} gives as long as the user chose none. */
	default Descriptor getUsual() {
		return getDefault();
	}

	/**
	 * Asks a strategy, and in its place {@code least-loaded} when it is missing, throws, takes too long or answers nonsense; that
	 * is logged. Blocks for at most the deadline of a choice.
	 *
	 * @param candidates at least one that is not {@linkplain Candidate#full() full}
	 */
	Choice choose(String strategyId, WorkRequest request, List<Candidate> candidates);

	/**
	 * The same with an object of the strategy that nobody else asks: what it remembers and where it fails has nothing to do with real
	 * choices. For simulations; to be asked on one thread at a time.
	 */
	default BiFunction<WorkRequest, List<Candidate>, Choice> rehearse(String strategyId) {
		return (request, candidates) -> choose(strategyId, request, candidates);
	}

	/**
	 * A contributed strategy.
	 *
	 * @param id          as in {@code --strategy}
	 * @param name        for people
	 * @param description one sentence
	 * @param options     what users can set of it, in the order of its extension; the values are in
	 *                    {@link org.creativestudio.comfyui.core.FleetSettings#strategyOptions()}
	 */
	record Descriptor(String id, String name, String description, List<StrategyOption> options) {
		public Descriptor {
			options = List.copyOf(options);
		}

		/** One without options. */
		public Descriptor(String id, String name, String description) {
			this(id, name, description, List.of());
		}
	}
}
