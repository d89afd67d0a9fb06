// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.app.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.creativestudio.comfyui.core.StudioHome;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;

/** Opens the workbench and stays until it is closed. */
public final class StudioApplication implements IApplication {

	@Override
	public Object start(IApplicationContext context) {
		Display display = PlatformUI.createDisplay();
		try {
			String obstacle = takeWorkspace();
			if (obstacle != null) {
				MessageDialog.openError(null, Messages.title, obstacle);
				return EXIT_OK;
			}
			SystemTheme theme = new SystemTheme();
			theme.follow(display);
			int result = PlatformUI.createAndRunWorkbench(display, new StudioWorkbenchAdvisor());
			theme.release();
			saveWorkspace();
			return result == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
		} finally {
			display.dispose();
			Location workspace = Platform.getInstanceLocation();
			if (workspace != null)
				workspace.release();
		}
	}

	@Override
	public void stop() {
		if (!PlatformUI.isWorkbenchRunning())
			return;
		Display display = PlatformUI.getWorkbench().getDisplay();
		display.syncExec(() -> {
			if (!display.isDisposed())
				PlatformUI.getWorkbench().close();
		});
	}

	/** Locks the workspace; says why it can't, or null. */
	private static @Nullable String takeWorkspace() {
		Location workspace = Platform.getInstanceLocation();
		if (workspace == null) // -data @none
			return null;
		String place = String.valueOf(workspace.getURL());
		try {
			if (workspace.isSet())
				return workspace.isLocked() || !workspace.lock() ? NLS.bind(Messages.workspace_locked, place) : null;
			Path own = StudioHome.current().directory().resolve("workspace"); //$NON-NLS-1$
			place = own.toString();
			Files.createDirectories(own);
			return workspace.set(own.toUri().toURL(), true) ? null : NLS.bind(Messages.workspace_locked, place);
		} catch (IOException | IllegalStateException e) {
			ILog.get().error("The workspace cannot be used: " + place, e); //$NON-NLS-1$
			return NLS.bind(Messages.workspace_unusable, place, e.getLocalizedMessage());
		}
	}

	private static void saveWorkspace() {
		try {
			ResourcesPlugin.getWorkspace().save(true, new NullProgressMonitor());
		} catch (CoreException e) {
			ILog.get().log(e.getStatus());
		}
	}
}
