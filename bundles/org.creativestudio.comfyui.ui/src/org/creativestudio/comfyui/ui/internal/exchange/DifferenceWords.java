// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.core.ActiveFallback;
import org.creativestudio.comfyui.core.configuration.Difference;
import org.creativestudio.comfyui.ui.internal.editor.Durations;
import org.creativestudio.comfyui.ui.internal.editor.FieldWords;

/** What differs between two configurations, in the words of the dialog of an instance and of the preferences. */
public final class DifferenceWords {

	private static final String ABSENT = "-"; //$NON-NLS-1$
	private static final String ACTIVE = "activeInstance"; //$NON-NLS-1$
	private static final String FALLBACK = "activeFallback"; //$NON-NLS-1$
	/** Of what holds for all instances, by the names of members of {@code instances.json}. */
	private static final Map<String, String> SETTINGS = Map.ofEntries(Map.entry(ACTIVE, Messages.setting_active),
			Map.entry("strategy", Messages.setting_strategy), Map.entry("strategyOptions", Messages.setting_strategyOptions), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry(FALLBACK, Messages.setting_fallback), Map.entry("healthIntervalMs", Messages.setting_healthInterval), //$NON-NLS-1$
			Map.entry("healthDeadlineMs", Messages.setting_healthDeadline), Map.entry("healthFall", Messages.setting_healthFall), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("healthRise", Messages.setting_healthRise), Map.entry("healthSlowFactor", Messages.setting_healthSlowFactor), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("healthSlowMs", Messages.setting_healthSlow), Map.entry("metricsPort", Messages.setting_metricsPort), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("mutedNotifications", Messages.setting_muted), Map.entry("firstPort", Messages.setting_firstPort), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("restarts", Messages.setting_restarts), Map.entry("startDeadlineMs", Messages.setting_startDeadline), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("refuseReadableSecrets", Messages.setting_refuseSecrets), Map.entry("refuseOpenServers", Messages.setting_refuseOpen), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("resultGibibytes", Messages.setting_result), Map.entry("jobsKept", Messages.setting_jobsKept), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("jobsKeptDays", Messages.setting_jobsDays)); //$NON-NLS-1$
	/** Of an instance, where its dialog has no row for it. */
	private static final Map<String, String> OTHERS = Map.of("secrets", Messages.setting_secrets, "confirmedVariables", Messages.setting_confirmed); //$NON-NLS-1$ //$NON-NLS-2$
	private static final Set<String> DECISIONS = Set.of("queueMonitoring", "autoStart", "refuseReadableSecrets", "refuseOpenServers"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$

	private DifferenceWords() {
	}

	/** What differs, today's value, and the one that a restore brings. What this version does not know has its name in the file. */
	public static String[] of(Difference.Kind kind, Difference.Field field) {
		boolean common = kind == Difference.Kind.SETTINGS;
		String label = common ? SETTINGS.getOrDefault(field.name(), field.name())
				: FieldWords.label(field.name()).orElse(OTHERS.getOrDefault(field.name(), field.name()));
		return new String[] { label, value(common, field.name(), field.now()), value(common, field.name(), field.then()) };
	}

	private static String value(boolean common, String name, String text) {
		if (common && text.equals(ABSENT)) // what is as by default is not written
			return name.equals(ACTIVE) ? Messages.value_none : Messages.value_default;
		if (name.equals(FALLBACK))
			return ActiveFallback.of(text).map(DifferenceWords::word).orElse(text);
		if (name.endsWith("Ms") && text.matches("[1-9]\\d{0,17}")) //$NON-NLS-1$ //$NON-NLS-2$
			return Durations.words(Duration.ofMillis(Long.parseLong(text)));
		if (DECISIONS.contains(name))
			return Boolean.parseBoolean(text) ? Messages.value_yes : Messages.value_no;
		return text;
	}

	private static String word(ActiveFallback fallback) {
		return switch (fallback) {
		case FALL_BACK -> Messages.value_fallBack;
		case WAIT -> Messages.value_wait;
		case FAIL -> Messages.value_fail;
		};
	}
}
