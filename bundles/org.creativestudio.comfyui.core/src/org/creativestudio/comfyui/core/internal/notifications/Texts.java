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

/** What notifications say. Pure. */
final class Texts {

	private static final int NAMED = 5;
	private static final int LONGEST = 300;

	private Texts() {
	}

	static String of(NotificationKind kind, InstanceSnapshot instance) {
		String name = '\'' + instance.name() + '\'';
		return switch (kind) {
		case UNHEALTHY -> name + " is unhealthy: " + sentence(instance.health().reason()); //$NON-NLS-1$
		case RECOVERED -> name + " is well again: " + sentence(instance.health().reason()); //$NON-NLS-1$
		case CRASHED -> name + " crashed. " + sentence(instance.activity()) + next(instance); //$NON-NLS-1$
		case GAVE_UP -> name + " is not started again. " + sentence(instance.activity()) //$NON-NLS-1$
				+ " See its log, mend what is wrong, and start it."; //$NON-NLS-1$
		case MEMORY, ACTIVE_FALLBACK -> name;
		};
	}

	private static String next(InstanceSnapshot instance) {
		PendingRestart restart = instance.restart();
		return restart == null ? "" : " It is started again, " + restart.attempt() + " of " + restart.limit() + '.'; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	static String crashes(InstanceSnapshot instance, int count) {
		return '\'' + instance.name() + "' crashed " + (count == 1 ? "again" : count + " times more") + " within " //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
				+ Limits.LEAST.toMinutes() + " minutes."; //$NON-NLS-1$
	}

	static String fallback(ActiveInstance after, InstanceSnapshot chosen) {
		if (after.usable())
			return "New work goes to '" + chosen.name() + "' again, the active instance."; //$NON-NLS-1$ //$NON-NLS-2$
		String why = " until the active instance is back: " + sentence(after.reason()); //$NON-NLS-1$
		return switch (after.fallback()) {
		case FALL_BACK -> "New work goes to other instances" + why; //$NON-NLS-1$
		case WAIT -> "New work waits" + why; //$NON-NLS-1$
		case FAIL -> "New work fails" + why; //$NON-NLS-1$
		};
	}

	/** The first line with one full stop. */
	private static String sentence(String text) {
		String line = text.lines().findFirst().orElse("").strip(); //$NON-NLS-1$
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
		default -> ids.size() > 1 ? ids.size() + " instances " + plural(first.kind()) + ": " + list(ids, names) + '.' //$NON-NLS-1$ //$NON-NLS-2$
				: alike.get(alike.size() - 1).message();
		};
		return new Notification(first.kind(), first.at(), List.copyOf(ids), message);
	}

	private static String plural(NotificationKind kind) {
		return switch (kind) {
		case UNHEALTHY -> "are unhealthy"; //$NON-NLS-1$
		case RECOVERED -> "are well again"; //$NON-NLS-1$
		case CRASHED -> "crashed"; //$NON-NLS-1$
		case GAVE_UP -> "crashed too often and are not started again"; //$NON-NLS-1$
		case MEMORY, ACTIVE_FALLBACK -> ""; //$NON-NLS-1$
		};
	}

	private static String list(Set<String> ids, UnaryOperator<String> names) {
		String first = ids.stream().limit(NAMED).map(names).collect(Collectors.joining(", ")); //$NON-NLS-1$
		return ids.size() <= NAMED ? first : first + " and " + (ids.size() - NAMED) + " more"; //$NON-NLS-1$ //$NON-NLS-2$
	}
}
