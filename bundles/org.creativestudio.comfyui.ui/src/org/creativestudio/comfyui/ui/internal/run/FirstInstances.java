// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.migration.FirstLaunch;
import org.creativestudio.comfyui.core.migration.FirstLaunch.Begun;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.notifications.NotificationPopup;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;

/** Fills a home that has never had an instance, and tells the user what was taken over. Safe for any thread. */
public final class FirstInstances {

	private static final int NOTE_WIDTH = 320;

	private FirstInstances() {
	}

	/** Empty when the home already had a configuration. */
	public static CompletableFuture<Optional<Begun>> make(InstanceManager manager) {
		IWorkbench workbench = PlatformUI.getWorkbench();
		FirstLaunch launch = workbench.getService(FirstLaunch.class);
		if (launch == null)
			return manager.createDefaultInstance()
					.thenApply(made -> made.map(instance -> new Begun(instance, List.of(instance.id()), "", List.of()))); //$NON-NLS-1$
		return launch.begin().whenComplete((begun, failure) -> {
			if (begun != null && begun.isPresent() && !begun.get().message().isEmpty())
				tell(workbench.getDisplay(), Messages.first_title, begun.get().message());
		});
	}

	/** Shows a note that is not in the way and goes by itself. */
	static void tell(Display display, String title, String text) {
		OnDisplay.later(display, () -> NotificationPopup.forDisplay(display).title(PopupTitle.of(title), true).content(parent -> {
			Label label = new Label(parent, SWT.WRAP);
			label.setText(text);
			GridDataFactory.fillDefaults().grab(true, true).hint(NOTE_WIDTH, SWT.DEFAULT).indent(PopupTitle.CONTENT_MARGIN, 0).applyTo(label);
			return label;
		}).open());
	}
}
