// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.notifications;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.notifications.NotificationKind;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ResourceLocator;

/** Notifications in the user's language. */
public final class NotificationWords {

	private NotificationWords() {
	}

	static String title(NotificationKind kind) {
		return switch (kind) {
		case UNHEALTHY -> Messages.kind_unhealthy;
		case RECOVERED -> Messages.kind_recovered;
		case CRASHED -> Messages.kind_crashed;
		case GAVE_UP -> Messages.kind_gaveUp;
		case MEMORY -> Messages.kind_memory;
		case ACTIVE_FALLBACK -> Messages.kind_activeFallback;
		};
	}

	/** When such a one is told, as a label of a check box. */
	public static String choice(NotificationKind kind) {
		return switch (kind) {
		case UNHEALTHY -> Messages.choice_unhealthy;
		case RECOVERED -> Messages.choice_recovered;
		case CRASHED -> Messages.choice_crashed;
		case GAVE_UP -> Messages.choice_gaveUp;
		case MEMORY -> Messages.choice_memory;
		case ACTIVE_FALLBACK -> Messages.choice_activeFallback;
		};
	}

	/** A shape of its own for each kind. */
	static ImageDescriptor icon(NotificationKind kind) {
		return ResourceLocator.imageDescriptorFromBundle("org.creativestudio.comfyui.ui", "icons/notifications/" + kind.word() + ".svg") //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				.orElseGet(ImageDescriptor::getMissingImageDescriptor);
	}

	/** Only the time for those of today. */
	static String time(Instant at) {
		ZoneId zone = ZoneId.systemDefault();
		boolean today = LocalDate.ofInstant(at, zone).equals(LocalDate.now(zone));
		return (today ? DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
				: DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT, FormatStyle.MEDIUM)).withZone(zone).format(at);
	}

	/** Names; the ids of those that are gone. */
	static String names(InstanceManager manager, List<String> ids) {
		return ids.stream().map(id -> manager.getInstance(id).map(InstanceSnapshot::name).orElse(id)).collect(Collectors.joining(", ")); //$NON-NLS-1$
	}
}
