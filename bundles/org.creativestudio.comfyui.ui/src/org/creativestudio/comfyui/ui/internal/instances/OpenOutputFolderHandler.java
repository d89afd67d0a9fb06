// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.creativestudio.comfyui.ui.internal.run.SystemPrograms;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.statushandlers.StatusManager;

/** Opens the folders where the selected instances keep their images. */
public final class OpenOutputFolderHandler extends InstanceHandler {

	@Override
	void execute(IWorkbenchWindow window, InstanceManager manager, List<InstanceSnapshot> selected) {
		Display display = window.getShell().getDisplay();
		for (InstanceSnapshot instance : selected) {
			Path folder = folder(instance.configuration());
			if (folder == null)
				report(NLS.bind(Messages.folder_unknown, instance.name()));
			else // the disk may be slow
				Job.createSystem(instance.name(), (ICoreRunnable) monitor -> open(display, instance, folder)).schedule();
		}
	}

	private static void open(Display display, InstanceSnapshot instance, Path folder) {
		if (Files.isDirectory(folder))
			OnDisplay.later(display, () -> SystemPrograms.open(folder));
		else
			report(NLS.bind(Messages.folder_missing, instance.name()));
	}

	private static void report(String message) {
		StatusManager.getManager().handle(Status.info(message), StatusManager.SHOW);
	}

	/** Null when it is not known, which is so for servers that others run. */
	static @Nullable Path folder(InstanceConfiguration configuration) {
		Path own = configuration.outputDirectory();
		if (own != null)
			return own;
		return InstanceConfiguration.ATTACHED.equals(configuration.kind()) ? null
				: StudioHome.current().instance(configuration.id()).resolve("output"); //$NON-NLS-1$
	}
}
