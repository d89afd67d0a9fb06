// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.ActiveFallback;
import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.JobSettings;
import org.creativestudio.comfyui.core.LaunchSettings;
import org.creativestudio.comfyui.core.SecuritySettings;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry.Descriptor;
import org.creativestudio.comfyui.core.health.HealthSettings;
import org.creativestudio.comfyui.core.notifications.NotificationKind;

/** What users decide for all instances, by the words of the command line. */
enum SettingKey implements Setting {

	STRATEGY(settings -> settings.strategy() == null ? Setting.DEFAULT : settings.strategy()),
	ACTIVE_FALLBACK(settings -> settings.activeFallback().word()),
	HEALTH_INTERVAL(settings -> Times.text(settings.health().interval())),
	HEALTH_FALL(settings -> Integer.toString(settings.health().fall())),
	HEALTH_RISE(settings -> Integer.toString(settings.health().rise())),
	HEALTH_SLOW_FACTOR(settings -> Integer.toString(settings.health().slowFactor())),
	HEALTH_SLOW(settings -> Times.text(settings.health().slow())),
	HEALTH_DEADLINE(settings -> Times.text(settings.health().deadline())),
	METRICS_PORT(settings -> settings.metricsPort() == 0 ? SettingKey.OFF : Integer.toString(settings.metricsPort())),
	MUTED_NOTIFICATIONS(settings -> settings.mutedNotifications().isEmpty() ? SettingKey.NONE
			: String.join(",", new TreeSet<>(settings.mutedNotifications()))), //$NON-NLS-1$
	FIRST_PORT(settings -> Integer.toString(settings.launching().firstPort())),
	RESTARTS(settings -> Integer.toString(settings.launching().restarts())),
	START_DEADLINE(settings -> Times.text(settings.launching().startDeadline())),
	READABLE_SECRETS(settings -> settings.security().refuseReadableSecrets() ? SettingKey.REFUSE : SettingKey.WARN),
	OPEN_SERVERS(settings -> settings.security().refuseOpenServers() ? SettingKey.REFUSE : SettingKey.WARN),
	RESULT_GIB(settings -> Integer.toString(settings.security().resultGibibytes())),
	JOBS_KEPT(settings -> Integer.toString(settings.jobs().kept())),
	JOBS_DAYS(settings -> Integer.toString(settings.jobs().days()));

	private static final String OFF = "off"; //$NON-NLS-1$
	private static final String NONE = "none"; //$NON-NLS-1$
	private static final String WARN = "warn"; //$NON-NLS-1$
	private static final String REFUSE = "refuse"; //$NON-NLS-1$
	private static final Duration LONGEST = Duration.ofDays(1);

	private final Function<FleetSettings, String> text;

	SettingKey(Function<FleetSettings, String> text) {
		this.text = text;
	}

	@Override
	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	@Override
	public String text(FleetSettings settings) {
		return text.apply(settings);
	}

	@Override
	public FleetSettings with(FleetSettings settings, String value, StrategyRegistry strategies) {
		HealthSettings health = settings.health();
		LaunchSettings launching = settings.launching();
		SecuritySettings security = settings.security();
		JobSettings jobs = settings.jobs();
		return switch (this) {
		case STRATEGY -> settings.strategy(value.equals(DEFAULT) ? null : strategy(value, strategies));
		case ACTIVE_FALLBACK -> settings.activeFallback(ActiveFallback.of(value).orElseThrow(() -> wrong(value,
				Stream.of(ActiveFallback.values()).map(ActiveFallback::word).collect(Collectors.joining(", "))))); //$NON-NLS-1$
		case HEALTH_INTERVAL -> settings.health(new HealthSettings(time(value, Duration.ofSeconds(1)), health.fall(), health.rise(),
				health.slowFactor(), health.slow(), health.deadline()));
		case HEALTH_FALL -> settings.health(new HealthSettings(health.interval(), number(value, 1, 100), health.rise(),
				health.slowFactor(), health.slow(), health.deadline()));
		case HEALTH_RISE -> settings.health(new HealthSettings(health.interval(), health.fall(), number(value, 1, 100),
				health.slowFactor(), health.slow(), health.deadline()));
		case HEALTH_SLOW_FACTOR -> settings.health(new HealthSettings(health.interval(), health.fall(), health.rise(),
				number(value, 2, 1000), health.slow(), health.deadline()));
		case HEALTH_SLOW -> settings.health(new HealthSettings(health.interval(), health.fall(), health.rise(), health.slowFactor(),
				time(value, Duration.ofMillis(1)), health.deadline()));
		case HEALTH_DEADLINE -> settings.health(new HealthSettings(health.interval(), health.fall(), health.rise(), health.slowFactor(),
				health.slow(), time(value, Duration.ofMillis(100))));
		case METRICS_PORT -> settings.metricsPort(value.equals(OFF) ? 0 : number(value, 0, 65535));
		case MUTED_NOTIFICATIONS -> settings.mutedNotifications(value.equals(NONE) ? Set.of() : kinds(value));
		case FIRST_PORT -> settings.launching(new LaunchSettings(number(value, LaunchSettings.LOWEST_PORT, LaunchSettings.HIGHEST_PORT),
				launching.restarts(), launching.startDeadline()));
		case RESTARTS -> settings.launching(new LaunchSettings(launching.firstPort(), number(value, 0, LaunchSettings.MOST_RESTARTS),
				launching.startDeadline()));
		case START_DEADLINE -> settings.launching(new LaunchSettings(launching.firstPort(), launching.restarts(),
				time(value, Duration.ofSeconds(1))));
		case READABLE_SECRETS -> settings.security(new SecuritySettings(refuse(value), security.refuseOpenServers(), security.resultGibibytes()));
		case OPEN_SERVERS -> settings.security(new SecuritySettings(security.refuseReadableSecrets(), refuse(value), security.resultGibibytes()));
		case RESULT_GIB -> settings.security(new SecuritySettings(security.refuseReadableSecrets(), security.refuseOpenServers(),
				number(value, 1, SecuritySettings.MOST_GIBIBYTES)));
		case JOBS_KEPT -> settings.jobs(new JobSettings(number(value, 1, JobSettings.MOST), jobs.days()));
		case JOBS_DAYS -> settings.jobs(new JobSettings(jobs.kept(), number(value, 1, JobSettings.MOST_DAYS)));
		};
	}

	private String strategy(String id, StrategyRegistry strategies) {
		return strategies.getStrategy(id).map(Descriptor::id).orElseThrow(() -> wrong(id,
				DEFAULT + ", " + strategies.getStrategies().stream().map(Descriptor::id).collect(Collectors.joining(", ")))); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private boolean refuse(String value) {
		if (!value.equals(WARN) && !value.equals(REFUSE))
			throw wrong(value, WARN + ", " + REFUSE); //$NON-NLS-1$
		return value.equals(REFUSE);
	}

	private int number(String value, int least, int most) {
		try {
			int number = Integer.parseInt(value);
			if (number >= least && number <= most)
				return number;
		} catch (NumberFormatException e) {
			throw wrong(value, least + " ... " + most); //$NON-NLS-1$
		}
		throw wrong(value, least + " ... " + most); //$NON-NLS-1$
	}

	private Duration time(String value, Duration least) {
		return Times.parse(value).filter(time -> time.compareTo(least) >= 0 && time.compareTo(LONGEST) <= 0)
				.orElseThrow(() -> wrong(value, Times.text(least) + " ... 24h")); //$NON-NLS-1$
	}

	private Set<String> kinds(String value) {
		Set<String> known = Stream.of(NotificationKind.values()).map(NotificationKind::word).collect(Collectors.toCollection(LinkedHashSet::new));
		Set<String> kinds = new LinkedHashSet<>();
		for (String word : value.split(",")) { //$NON-NLS-1$
			String kind = word.strip();
			if (!known.contains(kind))
				throw wrong(kind, NONE + ", " + String.join(", ", known)); //$NON-NLS-1$ //$NON-NLS-2$
			kinds.add(kind);
		}
		return kinds;
	}
}
