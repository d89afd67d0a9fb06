// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.lang.System.Logger.Level;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** What Java's process API has no word for. */
final class Signals {

	private static final int SIGINT = 2;

	/** The C library's {@code kill(2)}. */
	interface C extends Library {
		int kill(int pid, int signal);
	}

	private Signals() {
	}

	/** As Ctrl+C does: ComfyUI then cleans up and exits with 0. On Windows a console program can't be asked so from outside. */
	static void interrupt(ProcessHandle process) {
		if (Platform.isWindows()) {
			process.destroy();
			return;
		}
		try {
			C c = Native.load(Platform.C_LIBRARY_NAME, C.class);
			c.kill(Math.toIntExact(process.pid()), SIGINT);
		} catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
			System.getLogger(Signals.class.getName()).log(Level.WARNING, "SIGINT can't be sent, SIGTERM is", e); //$NON-NLS-1$
			process.destroy();
		}
	}
}
