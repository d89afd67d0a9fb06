// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.notifications;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.notifications.Notification;
import org.creativestudio.comfyui.core.notifications.Notifications;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.creativestudio.comfyui.ui.internal.run.LinkText;
import org.creativestudio.comfyui.ui.internal.run.PopupTitle;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.notifications.NotificationPopup;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IWorkbench;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Shows notifications in a small window at the edge of the screen that takes no focus and closes by itself. One window at a time: what
 * comes while it is open is added to it.
 */
public final class NotificationPopups implements AutoCloseable {

	private static final long OPEN_MS = 8_000;
	private static final int MOST = 4;
	private static final int WIDTH = 330;

	private final IWorkbench workbench;
	private final Display display;
	private final Consumer<Notification> listener = this::told;
	private final ServiceTracker<Notifications, Notifications> services;
	/** What the open window shows, newest first. UI thread only. */
	private final List<Notification> shown = new ArrayList<>();
	private @Nullable NotificationPopup popup;
	private boolean closed;

	/** Shows what is told from now on by any service that is there or comes later, until it is closed. UI thread. */
	public NotificationPopups(IWorkbench workbench) {
		this.workbench = workbench;
		display = workbench.getDisplay();
		services = new ServiceTracker<>(FrameworkUtil.getBundle(NotificationPopups.class).getBundleContext(), Notifications.class, null) {
			@Override
			public @Nullable Notifications addingService(@Nullable ServiceReference<Notifications> reference) {
				Notifications added = super.addingService(reference);
				if (added != null)
					added.addListener(listener);
				return added;
			}

			@Override
			public void removedService(@Nullable ServiceReference<Notifications> reference, @Nullable Notifications removed) {
				if (removed != null)
					removed.removeListener(listener);
				super.removedService(reference, removed);
			}
		};
		services.open();
	}

	private void told(Notification notification) {
		OnDisplay.later(display, () -> show(notification));
	}

	private void show(Notification notification) {
		if (closed)
			return;
		if (!isOpen())
			shown.clear();
		shown.addFirst(notification);
		closePopup();
		List<Notification> content = List.copyOf(shown);
		NotificationPopup next = NotificationPopup.forDisplay(display).title(PopupTitle.of(title(content)), true)
				.content(parent -> createContent(parent, content)).delay(OPEN_MS).fadeIn(false).build();
		popup = next;
		next.open();
	}

	private static String title(List<Notification> content) {
		return content.size() == 1 ? NotificationWords.title(content.getFirst().kind()) : NLS.bind(Messages.popup_many, content.size());
	}

	private boolean isOpen() {
		NotificationPopup open = popup;
		return open != null && open.getShell() != null && !open.getShell().isDisposed();
	}

	private void closePopup() {
		NotificationPopup open = popup;
		popup = null;
		if (open != null)
			open.close();
	}

	private Control createContent(Composite parent, List<Notification> content) {
		Composite body = new Composite(parent, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(body); // the window has a least height
		LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), body);
		GridLayoutFactory.fillDefaults().numColumns(2).margins(PopupTitle.CONTENT_MARGIN, PopupTitle.CONTENT_MARGIN).spacing(8, 8).applyTo(body);
		for (Notification notification : content.subList(0, Math.min(content.size(), MOST))) {
			Label icon = new Label(body, SWT.NONE);
			icon.setImage(resources.create(NotificationWords.icon(notification.kind())));
			GridDataFactory.fillDefaults().align(SWT.CENTER, SWT.BEGINNING).applyTo(icon);
			Link text = new Link(body, SWT.WRAP);
			text.setText(text(notification));
			text.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> open(notification)));
			GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(text);
		}
		if (content.size() > MOST) {
			new Label(body, SWT.NONE);
			new Label(body, SWT.WRAP).setText(NLS.bind(Messages.popup_more, content.size() - MOST));
		}
		return body;
	}

	/** The message, which is a link where there is an instance to see. */
	private static String text(Notification notification) {
		String message = LinkText.of(notification.message());
		return notification.instanceIds().isEmpty() ? message : message + "  <a>" + Messages.popup_show + "</a>"; //$NON-NLS-1$ //$NON-NLS-2$
	}

	private void open(Notification notification) {
		closePopup();
		if (!notification.instanceIds().isEmpty())
			InstanceOpener.open(workbench, notification.instanceIds().getFirst());
	}

	/** UI thread. */
	@Override
	public void close() {
		closed = true;
		services.close();
		if (!display.isDisposed())
			closePopup();
	}
}
