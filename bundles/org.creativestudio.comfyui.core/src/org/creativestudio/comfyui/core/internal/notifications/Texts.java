// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.notifications;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.ActiveInstance;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.notifications.Notification;
import org.creativestudio.comfyui.core.notifications.NotificationKind;
import org.eclipse.osgi.util.NLS;

/** What notifications say. Pure. */
final class Texts {

	private static final int NAMED = 5;
	private static final int LONGEST = 300;

	private Texts() {
	}

	static String of(NotificationKind kind, InstanceSnapshot instance) {
		String name = '\'' + instance.name() + '\'';
		return switch (kind) {
		case UNHEALTHY -> NLS.bind(Messages.texts_unhealthy, name, sentence(instance.health().reason()));
		case RECOVERED -> NLS.bind(Messages.texts_wellAgain, name, sentence(instance.health().reason()));
		case CRASHED -> NLS.bind(Messages.texts_crashed, new Object[] { name, sentence(instance.activityLine()), next(instance) });
		case GAVE_UP -> NLS.bind(Messages.texts_notStartedAgainSee, name, sentence(instance.activityLine()));
		case MEMORY, ACTIVE_FALLBACK -> name;
		};
	}

	private static String next(InstanceSnapshot instance) {
		PendingRestart restart = instance.restart();
		return restart == null ? "" : NLS.bind(Messages.texts_startedAgain, restart.attempt(), restart.limit()); //$NON-NLS-1$
	}

	static String crashes(InstanceSnapshot instance, int count) {
		return NLS.bind(Messages.texts_crashedWithinMinutes,
				new Object[] { instance.name(), count == 1 ? Messages.texts_again : NLS.bind(Messages.texts_timesMore, count),
				Limits.LEAST.toMinutes() });
	}

	static String fallback(ActiveInstance after, InstanceSnapshot chosen) {
		if (after.usable())
			return NLS.bind(Messages.texts_newWorkGoesAgain, chosen.name());
		String why = NLS.bind(Messages.texts_untilActiveInstanceBack, sentence(after.reason()));
		return switch (after.fallback()) {
		case FALL_BACK -> NLS.bind(Messages.texts_newWorkGoesOther, why);
		case WAIT -> NLS.bind(Messages.texts_newWorkWaits, why);
		case FAIL -> NLS.bind(Messages.texts_newWorkFails, why);
		};
	}

	/** The first line with one full stop. */
	private static String sentence(String text) {
		String line = text.strip().lines().findFirst().orElse("").strip(); //$NON-NLS-1$
		if (line.length() > LONGEST)
			line = line.substring(0, LONGEST) + "..."; //$NON-NLS-1$
		return line.isEmpty() || line.endsWith(".") ? line : line + '.'; //$NON-NLS-1$
	}

	/** One notification for each kind, in the order in which the kinds came. */
	static List<Notification> grouped(List<Notification> all, UnaryOperator<String> names) {
		Map<NotificationKind, List<Notification>> kinds = new EnumMap<>(NotificationKind.class);
		List<NotificationKind> order = new ArrayList<>();
		for (Notification one : all) {
			if (!kinds.containsKey(one.kind()))
				order.add(one.kind());
			kinds.computeIfAbsent(one.kind(), kind -> new ArrayList<>()).add(one);
		}
		return order.stream().map(kind -> together(kinds.getOrDefault(kind, List.of()), names)).toList();
	}

	private static Notification together(List<Notification> alike, UnaryOperator<String> names) {
		Notification first = alike.get(0);
		Set<String> ids = new LinkedHashSet<>();
		alike.forEach(one -> ids.addAll(one.instanceIds()));
		Set<String> messages = alike.stream().map(Notification::message).collect(Collectors.toCollection(LinkedHashSet::new));
		String message = switch (first.kind()) {
		case MEMORY, ACTIVE_FALLBACK -> messages.stream().limit(NAMED).collect(Collectors.joining("\n")); //$NON-NLS-1$
		default -> ids.size() > 1 ? NLS.bind(Messages.texts_instances, new Object[] { ids.size(), plural(first.kind()), list(ids, names) })
				: alike.get(alike.size() - 1).message();
		};
		return new Notification(first.kind(), first.at(), List.copyOf(ids), message);
	}

	private static String plural(NotificationKind kind) {
		return switch (kind) {
		case UNHEALTHY -> Messages.texts_unhealthy2;
		case RECOVERED -> Messages.texts_wellAgain2;
		case CRASHED -> Messages.texts_crashed2;
		case GAVE_UP -> Messages.texts_crashedTooOftenNot;
		case MEMORY, ACTIVE_FALLBACK -> ""; //$NON-NLS-1$
		};
	}

	private static String list(Set<String> ids, UnaryOperator<String> names) {
		String first = ids.stream().limit(NAMED).map(names).collect(Collectors.joining(", ")); //$NON-NLS-1$
		return ids.size() <= NAMED ? first : NLS.bind(Messages.texts_more, first, ids.size() - NAMED);
	}
}
