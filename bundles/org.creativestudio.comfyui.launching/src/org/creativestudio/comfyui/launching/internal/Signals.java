// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** What Java's process API has no word for. */
enum Signals {
	/** As Ctrl+C does: ComfyUI then cleans up and exits with 0 (recorded). */
	INTERRUPT(2, 2),
	/** Stops a process where it stands. */
	STOP(19, 17),
	/** Lets it go on. */
	CONTINUE(18, 19);

	/** The C library. */
	interface C extends Library {
		int kill(int pid, int signal);

		int getsid(int pid);
	}

	private final int linux;
	private final int mac;

	Signals(int linux, int mac) {
		this.linux = linux;
		this.mac = mac;
	}

	/** Sends this signal; false where it can't be sent. */
	boolean send(ProcessHandle process) {
		if (Platform.isWindows())
			return false;
		try {
			return c().kill(Math.toIntExact(process.pid()), Platform.isMac() ? mac : linux) == 0;
		} catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
			System.getLogger(Signals.class.getName()).log(Level.WARNING, "A signal can't be sent", e); //$NON-NLS-1$
			return false;
		}
	}

	/** The session of a process, -1 when not known. */
	static long session(long pid) {
		if (Platform.isWindows())
			return -1;
		try {
			return c().getsid(Math.toIntExact(pid));
		} catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
			return -1;
		}
	}

	/** Asks a server to end as its user would. */
	static void interrupt(ProcessHandle process) {
		if (Platform.isWindows())
			taskkill(process);
		else if (!INTERRUPT.send(process))
			process.destroy();
	}

	/** A console program of another console can't be interrupted on Windows; this asks its windows to close, if it has any. */
	private static void taskkill(ProcessHandle process) {
		try {
			new ProcessBuilder(List.of("taskkill", "/PID", Long.toString(process.pid()), "/T")) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
					.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		} catch (IOException e) {
			process.destroy();
		}
	}

	private static C c() {
		return Native.load(Platform.C_LIBRARY_NAME, C.class);
	}
}
