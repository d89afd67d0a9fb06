// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.notifications;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.creativestudio.comfyui.core.notifications.NotificationKind;

/** How often the same may be told of the same instance. Not thread-safe. */
final class Limits {

	/** Between two notifications of a kind about an instance. */
	static final Duration LEAST = Duration.ofMinutes(5);

	private record Key(NotificationKind kind, String about) {
	}

	private static final class Told {
		final Instant at;
		int held;

		Told(Instant at) {
			this.at = at;
		}
	}

	private final Map<Key, Told> told = new HashMap<>();

	/** Whether it may be told; what may not is counted. */
	boolean admits(NotificationKind kind, String about, Instant now) {
		told.values().removeIf(last -> last.held == 0 && isOver(last, now));
		Key key = new Key(kind, about);
		Told last = told.get(key);
		if (last == null || isOver(last, now)) {
			told.put(key, new Told(now));
			return true;
		}
		last.held++;
		return false;
	}

	private static boolean isOver(Told last, Instant now) {
		return Duration.between(last.at, now).abs().compareTo(LEAST) >= 0;
	}

	/** How many were held back since the last one that was told; forgets them. */
	int takeHeld(NotificationKind kind, String about) {
		Told last = told.get(new Key(kind, about));
		int held = last == null ? 0 : last.held;
		if (last != null)
			last.held = 0;
		return held;
	}

	void forget(String about) {
		told.keySet().removeIf(key -> key.about.equals(about));
	}
}
