// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.preferences;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.notifications.NotificationKind;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.creativestudio.comfyui.ui.internal.notifications.NotificationWords;

/** Which kinds of notifications are told. */
public final class NotificationsPage extends FleetPreferencePage {

	private final Map<NotificationKind, Button> kinds = new EnumMap<>(NotificationKind.class);

	@Override
	void create(Composite page, InstanceManager instances) {
		label(page, Messages.notifications_intro);
		for (NotificationKind kind : NotificationKind.values()) {
			Button box = new Button(page, SWT.CHECK);
			box.setText(NotificationWords.choice(kind));
			GridDataFactory.fillDefaults().span(2, 1).applyTo(box);
			kinds.put(kind, box);
		}
	}

	@Override
	void show(FleetSettings settings) {
		kinds.forEach((kind, box) -> box.setSelection(!settings.mutedNotifications().contains(kind.word())));
	}

	/** Words that this version does not know stay. */
	@Override
	FleetSettings apply(FleetSettings settings) {
		Set<String> muted = new HashSet<>(settings.mutedNotifications());
		kinds.forEach((kind, box) -> {
			if (box.getSelection())
				muted.remove(kind.word());
			else
				muted.add(kind.word());
		});
		return settings.mutedNotifications(muted);
	}

	@Override
	FleetSettings merge(FleetSettings newest, FleetSettings mine) {
		return newest.mutedNotifications(mine.mutedNotifications());
	}
}
