// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the system for what it prints. */
public final class Tool {

	private static final System.Logger LOG = System.getLogger(Tool.class.getName());
	/** The first call after a driver was unloaded takes seconds. */
	private static final Duration DEADLINE = Duration.ofSeconds(10);
	private static final int MAX_OUTPUT = 1 << 20;

	private Tool() {
	}

	/** What a tool prints; empty when there is no such tool, or it fails or hangs. Blocks, at most about 10 s. */
	static String run(List<String> command) {
		return run(command, DEADLINE);
	}

	/** The same with another deadline. */
	public static String run(List<String> command, Duration deadline) {
		Process process;
		try {
			process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		} catch (IOException e) {
			return ""; // the usual case: no such GPU here //$NON-NLS-1$
		}
		try (InputStream in = process.getInputStream()) {
			process.getOutputStream().close();
			process.onExit().orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS).whenComplete((end, late) -> {
				if (late != null) {
					// What it started holds its output open.
					process.descendants().forEach(ProcessHandle::destroyForcibly);
					process.destroyForcibly();
				}
			});
			String output = new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
			if (process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0)
				return output;
			LOG.log(Level.WARNING, "{0} failed: {1}", command.get(0), output.strip()); //$NON-NLS-1$
		} catch (IOException e) {
			LOG.log(Level.WARNING, command.get(0) + " failed", e); //$NON-NLS-1$
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} finally {
			process.destroyForcibly();
		}
		return ""; //$NON-NLS-1$
	}
}
