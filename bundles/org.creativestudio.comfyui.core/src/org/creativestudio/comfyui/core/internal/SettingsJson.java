// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.creativestudio.comfyui.core.ActiveFallback;
import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.JobSettings;
import org.creativestudio.comfyui.core.LaunchSettings;
import org.creativestudio.comfyui.core.SecuritySettings;
import org.creativestudio.comfyui.core.health.HealthSettings;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** The settings for all instances as they stand in {@code instances.json}. What is as by default is not written. */
final class SettingsJson {

	private static final String FALLBACK = "activeFallback"; //$NON-NLS-1$
	private static final String METRICS_PORT = "metricsPort"; //$NON-NLS-1$
	private static final String MUTED = "mutedNotifications"; //$NON-NLS-1$
	private static final String INTERVAL = "healthIntervalMs"; //$NON-NLS-1$
	private static final String FALL = "healthFall"; //$NON-NLS-1$
	private static final String RISE = "healthRise"; //$NON-NLS-1$
	private static final String SLOW_FACTOR = "healthSlowFactor"; //$NON-NLS-1$
	private static final String SLOW = "healthSlowMs"; //$NON-NLS-1$
	private static final String DEADLINE = "healthDeadlineMs"; //$NON-NLS-1$
	private static final String STRATEGY_OPTIONS = "strategyOptions"; //$NON-NLS-1$
	private static final String FIRST_PORT = "firstPort"; //$NON-NLS-1$
	private static final String RESTARTS = "restarts"; //$NON-NLS-1$
	private static final String START_DEADLINE = "startDeadlineMs"; //$NON-NLS-1$
	private static final String REFUSE_SECRETS = "refuseReadableSecrets"; //$NON-NLS-1$
	private static final String REFUSE_OPEN = "refuseOpenServers"; //$NON-NLS-1$
	private static final String RESULT = "resultGibibytes"; //$NON-NLS-1$
	private static final String JOBS_KEPT = "jobsKept"; //$NON-NLS-1$
	private static final String JOBS_DAYS = "jobsKeptDays"; //$NON-NLS-1$
	private static final List<String> KNOWN = List.of(STRATEGY_OPTIONS, FALLBACK, METRICS_PORT, MUTED, INTERVAL, FALL, RISE, SLOW_FACTOR, SLOW, DEADLINE,
			FIRST_PORT, RESTARTS, START_DEADLINE, REFUSE_SECRETS, REFUSE_OPEN, RESULT, JOBS_KEPT, JOBS_DAYS);
	private static final int LONGEST_MS = 86_400_000;

	private SettingsJson() {
	}

	static FleetSettings read(@Nullable JsonElement element, @Nullable String strategy) {
		if (element == null || element.isJsonNull())
			return FleetSettings.DEFAULTS.strategy(strategy);
		if (!(element instanceof JsonObject json))
			throw new Document.DocumentException(Messages.settingsJson_settingsNoJsonObject);
		HealthSettings usual = HealthSettings.DEFAULTS;
		HealthSettings health = new HealthSettings(time(json, INTERVAL, usual.interval()), between(json, FALL, usual.fall(), 1, 100),
				between(json, RISE, usual.rise(), 1, 100), between(json, SLOW_FACTOR, usual.slowFactor(), 2, 1000),
				time(json, SLOW, usual.slow()), time(json, DEADLINE, usual.deadline()));
		String word = Members.string(json, FALLBACK, ActiveFallback.FALL_BACK.word());
		ActiveFallback fallback = ActiveFallback.of(word)
				.orElseThrow(() -> new Document.DocumentException(NLS.bind(Messages.settingsJson_cannot, FALLBACK, word)));
		Set<String> muted = new LinkedHashSet<>(Members.texts(json, MUTED));
		JsonObject unknown = json.deepCopy();
		KNOWN.forEach(unknown::remove);
		return new FleetSettings(strategy, strategyOptions(json), fallback, health, between(json, METRICS_PORT, 0, 0, 65535), muted,
				launching(json), security(json), jobs(json), unknown);
	}

	private static LaunchSettings launching(JsonObject json) {
		LaunchSettings usual = LaunchSettings.DEFAULTS;
		return new LaunchSettings(between(json, FIRST_PORT, usual.firstPort(), LaunchSettings.LOWEST_PORT, LaunchSettings.HIGHEST_PORT),
				between(json, RESTARTS, usual.restarts(), 0, LaunchSettings.MOST_RESTARTS), time(json, START_DEADLINE, usual.startDeadline()));
	}

	private static SecuritySettings security(JsonObject json) {
		SecuritySettings usual = SecuritySettings.DEFAULTS;
		return new SecuritySettings(Members.flag(json, REFUSE_SECRETS, usual.refuseReadableSecrets()),
				Members.flag(json, REFUSE_OPEN, usual.refuseOpenServers()),
				between(json, RESULT, usual.resultGibibytes(), 1, SecuritySettings.MOST_GIBIBYTES));
	}

	private static JobSettings jobs(JsonObject json) {
		JobSettings usual = JobSettings.DEFAULTS;
		return new JobSettings(between(json, JOBS_KEPT, usual.kept(), 1, JobSettings.MOST),
				between(json, JOBS_DAYS, usual.days(), 1, JobSettings.MOST_DAYS));
	}

	private static void write(JsonObject json, LaunchSettings launching, SecuritySettings security, JobSettings jobs) {
		write(json, FIRST_PORT, launching.firstPort(), LaunchSettings.DEFAULTS.firstPort());
		write(json, RESTARTS, launching.restarts(), LaunchSettings.DEFAULTS.restarts());
		write(json, START_DEADLINE, launching.startDeadline().toMillis(), LaunchSettings.DEFAULTS.startDeadline().toMillis());
		if (security.refuseReadableSecrets())
			json.addProperty(REFUSE_SECRETS, Boolean.TRUE);
		if (security.refuseOpenServers())
			json.addProperty(REFUSE_OPEN, Boolean.TRUE);
		write(json, RESULT, security.resultGibibytes(), SecuritySettings.DEFAULTS.resultGibibytes());
		write(json, JOBS_KEPT, jobs.kept(), JobSettings.DEFAULTS.kept());
		write(json, JOBS_DAYS, jobs.days(), JobSettings.DEFAULTS.days());
	}

	static JsonObject write(FleetSettings settings) {
		JsonObject json = new JsonObject();
		HealthSettings health = settings.health();
		HealthSettings usual = HealthSettings.DEFAULTS;
		if (settings.activeFallback() != ActiveFallback.FALL_BACK)
			json.addProperty(FALLBACK, settings.activeFallback().word());
		write(json, INTERVAL, health.interval().toMillis(), usual.interval().toMillis());
		write(json, FALL, health.fall(), usual.fall());
		write(json, RISE, health.rise(), usual.rise());
		write(json, SLOW_FACTOR, health.slowFactor(), usual.slowFactor());
		write(json, SLOW, health.slow().toMillis(), usual.slow().toMillis());
		write(json, DEADLINE, health.deadline().toMillis(), usual.deadline().toMillis());
		write(json, METRICS_PORT, settings.metricsPort(), 0);
		write(json, settings.launching(), settings.security(), settings.jobs());
		if (!settings.mutedNotifications().isEmpty()) {
			JsonArray muted = new JsonArray();
			new TreeSet<>(settings.mutedNotifications()).forEach(muted::add);
			json.add(MUTED, muted);
		}
		if (!settings.strategyOptions().isEmpty())
			json.add(STRATEGY_OPTIONS, json(settings.strategyOptions()));
		settings.unknown().entrySet().forEach(member -> json.add(member.getKey(), member.getValue()));
		return json;
	}

	/** What is set of strategies that nobody contributes now stays: they may come back. */
	private static Map<String, Map<String, String>> strategyOptions(JsonObject json) {
		Map<String, Map<String, String>> all = new TreeMap<>();
		for (Map.Entry<String, JsonElement> strategy : Members.object(json, STRATEGY_OPTIONS).entrySet()) {
			if (!(strategy.getValue() instanceof JsonObject options))
				throw new Document.DocumentException(NLS.bind(Messages.settingsJson_noJsonObject, STRATEGY_OPTIONS, strategy.getKey()));
			Map<String, String> values = new TreeMap<>();
			for (Map.Entry<String, JsonElement> option : options.entrySet()) {
				if (!option.getValue().isJsonPrimitive())
					throw new Document.DocumentException(NLS.bind(Messages.settingsJson_noTextNumberBoolean, option.getKey(), strategy.getKey()));
				values.put(option.getKey(), option.getValue().getAsString());
			}
			all.put(strategy.getKey(), values);
		}
		return all;
	}

	private static JsonObject json(Map<String, Map<String, String>> strategyOptions) {
		JsonObject all = new JsonObject();
		strategyOptions.forEach((id, values) -> {
			JsonObject options = new JsonObject();
			values.forEach(options::addProperty);
			all.add(id, options);
		});
		return all;
	}

	private static void write(JsonObject json, String name, long value, long usual) {
		if (value != usual)
			json.addProperty(name, value);
	}

	private static Duration time(JsonObject json, String name, Duration otherwise) {
		return Duration.ofMillis(between(json, name, (int) otherwise.toMillis(), 1, LONGEST_MS));
	}

	private static int between(JsonObject json, String name, int otherwise, int least, int most) {
		int value = Members.integer(json, name, otherwise);
		if (value < least || value > most)
			throw new Document.DocumentException(NLS.bind(Messages.settingsJson_mustBetweenNot, new Object[] { name, least, most, value }));
		return value;
	}
}
