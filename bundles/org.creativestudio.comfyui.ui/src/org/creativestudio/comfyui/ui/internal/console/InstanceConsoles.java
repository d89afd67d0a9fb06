// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.console;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.console.ConsolePlugin;
import org.eclipse.ui.console.IConsole;
import org.eclipse.ui.console.IConsoleManager;

/** Pages of the Console view, one for each instance whose output the user wanted to see. */
public final class InstanceConsoles {

	private InstanceConsoles() {
	}

	/** Shows the output of an instance, in the page that it has or in a new one. UI thread. */
	public static void show(InstanceSnapshot instance) {
		IConsoleManager manager = ConsolePlugin.getDefault().getConsoleManager();
		manager.showConsoleView(find(manager, instance));
	}

	private static IConsole find(IConsoleManager manager, InstanceSnapshot instance) {
		String title = NLS.bind(Messages.title, instance.name(), String.valueOf(instance.configuration().port()));
		for (IConsole known : manager.getConsoles())
			if (known instanceof InstanceConsole console && console.instanceId().equals(instance.id())) {
				console.setTitle(title);
				return console;
			}
		InstanceConsole console = new InstanceConsole(instance.id(), title, StudioHome.current().log(instance.id()),
				ResourceLocator.imageDescriptorFromBundle("org.creativestudio.comfyui.ui", "icons/instances/log.svg") //$NON-NLS-1$ //$NON-NLS-2$
						.orElse(null));
		manager.addConsoles(new IConsole[] { console });
		return console;
	}
}
