// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.util.Set;

import org.creativestudio.comfyui.core.health.HealthSettings;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/**
 * What the user decided for all instances of a home. Stored in {@code instances.json}, so that all programs of the home agree.
 *
 * @param strategy           id of the strategy that chooses when no instance is active or named; null: the default one
 * @param activeFallback     what happens to work while the active instance can't take any
 * @param health             how instances are checked
 * @param metricsPort        port of the endpoint for machines on the loopback address; 0: off
 * @param mutedNotifications words of {@link org.creativestudio.comfyui.core.notifications.NotificationKind kinds} that are not told
 * @param unknown            members that this version does not know; kept in a round trip
 */
public record FleetSettings(@Nullable String strategy, ActiveFallback activeFallback, HealthSettings health, int metricsPort,
		Set<String> mutedNotifications, JsonObject unknown) {

	public static final FleetSettings DEFAULTS = new FleetSettings(null, ActiveFallback.FALL_BACK, HealthSettings.DEFAULTS, 0, Set.of(),
			new JsonObject());

	public FleetSettings {
		mutedNotifications = Set.copyOf(mutedNotifications);
		unknown = unknown.deepCopy();
	}

	/** The members that this version does not know, as a copy. */
	@Override
	public JsonObject unknown() {
		return unknown.deepCopy();
	}

	public FleetSettings strategy(@Nullable String value) {
		return new FleetSettings(value, activeFallback, health, metricsPort, mutedNotifications, unknown);
	}

	public FleetSettings activeFallback(ActiveFallback value) {
		return new FleetSettings(strategy, value, health, metricsPort, mutedNotifications, unknown);
	}

	public FleetSettings health(HealthSettings value) {
		return new FleetSettings(strategy, activeFallback, value, metricsPort, mutedNotifications, unknown);
	}

	public FleetSettings metricsPort(int value) {
		return new FleetSettings(strategy, activeFallback, health, value, mutedNotifications, unknown);
	}

	public FleetSettings mutedNotifications(Set<String> value) {
		return new FleetSettings(strategy, activeFallback, health, metricsPort, value, unknown);
	}
}
