// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.health.HealthSettings;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/**
 * What the user decided for all instances of a home. Stored in {@code instances.json}, so that all programs of the home agree.
 *
 * @param strategy           id of the strategy that chooses when no instance is active or named; null: the default one
 * @param strategyOptions    what was set of strategies that is not as by default: by strategy and by the option's name
 * @param activeFallback     what happens to work while the active instance can't take any
 * @param health             how instances are checked
 * @param metricsPort        port of the endpoint for machines on the loopback address; 0: off
 * @param mutedNotifications words of {@link org.creativestudio.comfyui.core.notifications.NotificationKind kinds} that are not told
 * @param launching          how instances are made and started
 * @param security           what is too dangerous
 * @param jobs               how long jobs that have ended are remembered
 * @param unknown            members that this version does not know; kept in a round trip
 */
public record FleetSettings(@Nullable String strategy, Map<String, Map<String, String>> strategyOptions, ActiveFallback activeFallback,
		HealthSettings health, int metricsPort, Set<String> mutedNotifications, LaunchSettings launching,
		SecuritySettings security, JobSettings jobs, JsonObject unknown) {

	public static final FleetSettings DEFAULTS = new FleetSettings(null, Map.of(), ActiveFallback.FALL_BACK, HealthSettings.DEFAULTS, 0,
			Set.of(), LaunchSettings.DEFAULTS, SecuritySettings.DEFAULTS, JobSettings.DEFAULTS, new JsonObject());

	public FleetSettings {
		Map<String, Map<String, String>> options = new TreeMap<>();
		strategyOptions.forEach((id, values) -> {
			if (!values.isEmpty())
				options.put(id, Collections.unmodifiableMap(new TreeMap<>(values)));
		});
		strategyOptions = Collections.unmodifiableMap(options);
		mutedNotifications = Set.copyOf(mutedNotifications);
		unknown = unknown.deepCopy();
	}

	/** The members that this version does not know, as a copy. */
	@Override
	public JsonObject unknown() {
		return unknown.deepCopy();
	}

	public FleetSettings strategy(@Nullable String value) {
		return with(next -> next.strategy = value);
	}

	/** What was set of one strategy; empty when all is as by default. */
	public Map<String, String> strategyOptions(String id) {
		return strategyOptions.getOrDefault(id, Map.of());
	}

	/** With these values for one strategy, in the place of all that were set of it. */
	public FleetSettings strategyOptions(String id, Map<String, String> values) {
		Map<String, Map<String, String>> all = new TreeMap<>(strategyOptions);
		all.put(id, values);
		return with(next -> next.strategyOptions = all);
	}

	/** @param value null: as by default */
	public FleetSettings strategyOption(String id, String name, @Nullable String value) {
		Map<String, String> values = new TreeMap<>(strategyOptions(id));
		if (value == null)
			values.remove(name);
		else
			values.put(name, value);
		return strategyOptions(id, values);
	}

	public FleetSettings activeFallback(ActiveFallback value) {
		return with(next -> next.activeFallback = value);
	}

	public FleetSettings health(HealthSettings value) {
		return with(next -> next.health = value);
	}

	public FleetSettings metricsPort(int value) {
		return with(next -> next.metricsPort = value);
	}

	public FleetSettings mutedNotifications(Set<String> value) {
		return with(next -> next.mutedNotifications = value);
	}

	public FleetSettings launching(LaunchSettings value) {
		return with(next -> next.launching = value);
	}

	public FleetSettings security(SecuritySettings value) {
		return with(next -> next.security = value);
	}

	public FleetSettings jobs(JobSettings value) {
		return with(next -> next.jobs = value);
	}

	/** What other settings are made of: these, with what is changed. */
	private final class Next {
		private @Nullable String strategy = FleetSettings.this.strategy;
		private Map<String, Map<String, String>> strategyOptions = FleetSettings.this.strategyOptions;
		private ActiveFallback activeFallback = FleetSettings.this.activeFallback;
		private HealthSettings health = FleetSettings.this.health;
		private int metricsPort = FleetSettings.this.metricsPort;
		private Set<String> mutedNotifications = FleetSettings.this.mutedNotifications;
		private LaunchSettings launching = FleetSettings.this.launching;
		private SecuritySettings security = FleetSettings.this.security;
		private JobSettings jobs = FleetSettings.this.jobs;
	}

	private FleetSettings with(Consumer<Next> change) {
		Next next = new Next();
		change.accept(next);
		return new FleetSettings(next.strategy, next.strategyOptions, next.activeFallback, next.health, next.metricsPort,
				next.mutedNotifications, next.launching, next.security, next.jobs, unknown);
	}
}
