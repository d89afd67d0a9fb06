// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.util.Map;

import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.Status;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.services.IServiceLocator;
import org.eclipse.ui.statushandlers.StatusManager;

/** Executes commands from links and double clicks, so that they do what menus and keys do. */
public final class Commands {

	private Commands() {
	}

	/** Executes a command without parameters; a failure is shown. */
	public static void execute(IServiceLocator site, String command) {
		execute(site, command, Map.of());
	}

	/** Executes a command; a failure is shown. */
	public static void execute(IServiceLocator site, String command, Map<String, String> parameters) {
		ParameterizedCommand call = ParameterizedCommand
				.generateCommand(site.getService(ICommandService.class).getCommand(command), parameters);
		try {
			site.getService(IHandlerService.class).executeCommand(call, null);
		} catch (CommandException e) {
			StatusManager.getManager().handle(Status.error(NLS.bind(Messages.command_failed, command), e),
					StatusManager.SHOW | StatusManager.LOG);
		}
	}
}
