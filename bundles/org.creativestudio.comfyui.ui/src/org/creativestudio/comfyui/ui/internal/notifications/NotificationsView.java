// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.notifications;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.notifications.Notification;
import org.creativestudio.comfyui.core.notifications.NotificationKind;
import org.creativestudio.comfyui.core.notifications.Notifications;
import org.creativestudio.comfyui.ui.internal.run.Coalescer;
import org.creativestudio.comfyui.ui.internal.tables.RowTable;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/** What was told lately, newest first. A double click shows the instance. */
public final class NotificationsView extends ViewPart {

	private static final int INTERVAL_MS = 250;

	private final Consumer<Notification> listener = notification -> requestShow();
	private final Map<NotificationKind, Image> images = new EnumMap<>(NotificationKind.class);
	private @Nullable Notifications notifications;
	private @Nullable TableViewer viewer;
	private @Nullable Coalescer coalescer;

	@Override
	public void createPartControl(@Nullable Composite parent) {
		if (parent == null)
			return;
		Notifications service = getSite().getService(Notifications.class);
		InstanceManager manager = getSite().getService(InstanceManager.class);
		if (service == null || manager == null) {
			new Label(parent, SWT.WRAP).setText(Messages.no_service);
			return;
		}
		notifications = service;
		Composite body = new Composite(parent, SWT.NONE);
		RowTable<Notification> rows = new RowTable<>(body, SWT.MULTI, "notifications", Notification.class, Notification::message); //$NON-NLS-1$
		TableViewer table = rows.viewer();
		viewer = table;
		LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), table.getTable());
		for (NotificationKind kind : NotificationKind.values())
			images.put(kind, resources.create(NotificationWords.icon(kind)));
		rows.column("kind", Messages.column_kind, 14, 150, notification -> NotificationWords.title(notification.kind()), //$NON-NLS-1$
				notification -> images.get(notification.kind()));
		rows.sortBy(rows.column("time", Messages.column_time, 9, 110, notification -> NotificationWords.time(notification.at())), //$NON-NLS-1$
				Comparator.comparing(Notification::at));
		rows.column("instance", Messages.column_instance, 16, 110, //$NON-NLS-1$
				notification -> NotificationWords.names(manager, notification.instanceIds()));
		rows.column("message", Messages.column_message, 60, 200, Notification::message); //$NON-NLS-1$
		table.addDoubleClickListener(event -> {
			if (table.getStructuredSelection().getFirstElement() instanceof Notification chosen && !chosen.instanceIds().isEmpty())
				InstanceOpener.open(PlatformUI.getWorkbench(), chosen.instanceIds().getFirst());
		});
		getSite().setSelectionProvider(table);
		coalescer = new Coalescer(body.getDisplay(), () -> INTERVAL_MS, this::show);
		service.addListener(listener);
		show();
	}

	private void requestShow() {
		Coalescer c = coalescer;
		if (c != null)
			c.request();
	}

	private void show() {
		TableViewer table = viewer;
		Notifications service = notifications;
		if (table == null || service == null || table.getControl().isDisposed())
			return;
		List<Notification> history = service.history();
		table.setInput(history);
		setContentDescription(history.isEmpty() ? Messages.description_none : NLS.bind(Messages.description, history.size()));
	}

	/** Forgets what is shown. */
	void clear() {
		Notifications service = notifications;
		if (service != null)
			service.clear();
		show();
	}

	@Override
	public void setFocus() {
		TableViewer table = viewer;
		if (table != null)
			table.getControl().setFocus();
	}

	@Override
	public void dispose() {
		Notifications service = notifications;
		if (service != null)
			service.removeListener(listener);
		Coalescer c = coalescer;
		if (c != null)
			c.close();
		super.dispose();
	}
}
