// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Instances that did not take a job rest, longer each time. Safe for any thread. */
final class Rests {

	private static final Duration FIRST = Duration.ofSeconds(1);
	private static final int MAX_FACTOR = 16;

	private record Rest(Instant until, int factor) {
	}

	private final Clock clock;
	private final Map<String, Rest> rests = new ConcurrentHashMap<>();

	Rests(Clock clock) {
		this.clock = clock;
	}

	void rest(String instanceId) {
		rests.compute(instanceId, (id, last) -> {
			int factor = last == null ? 1 : Math.min(last.factor * 2, MAX_FACTOR);
			return new Rest(clock.instant().plus(FIRST.multipliedBy(factor)), factor);
		});
	}

	/** It has taken and done a job, or has changed. */
	void end(String instanceId) {
		rests.remove(instanceId);
	}

	Set<String> resting() {
		Instant now = clock.instant();
		return rests.entrySet().stream().filter(rest -> rest.getValue().until.isAfter(now)).map(Map.Entry::getKey).collect(Collectors.toSet());
	}
}
