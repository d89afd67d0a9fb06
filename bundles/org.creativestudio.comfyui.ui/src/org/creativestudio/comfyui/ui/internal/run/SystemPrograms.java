// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.nio.file.Path;

import org.eclipse.core.runtime.Status;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.program.Program;
import org.eclipse.ui.statushandlers.StatusManager;

/** Hands files and folders to the programs that the system has for them. */
public final class SystemPrograms {

	private SystemPrograms() {
	}

	/** Opens a file in its program or a folder in the file manager; tells the user when the system has none for it. */
	public static void open(Path file) {
		if (!Program.launch(file.toString()))
			StatusManager.getManager().handle(Status.warning(NLS.bind(Messages.open_failed, file)), StatusManager.SHOW);
	}
}
