// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;

/** Starts processes that outlive this program, and finds them again. */
final class Processes {

	private static final long MAX_LOG = 16L << 20;
	/** The kernel counts start times in ticks of 10 ms, Java adds the boot time rounded to seconds. */
	private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

	private Processes() {
	}

	/** @param environment added to ours */
	static LaunchedInstance launch(InstanceConfiguration instance, StudioHome home, List<String> command,
			Map<String, String> environment, Path directory, Patience patience) {
		Path log = home.log(instance.id());
		try {
			Files.createDirectories(log.getParent());
			rotate(log);
			ProcessBuilder builder = new ProcessBuilder(detached(command)).directory(directory.toFile());
			builder.environment().putAll(environment);
			builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
			builder.redirectInput(ProcessBuilder.Redirect.from(nothing().toFile()));
			Process process = builder.start();
			ProcessIdentity identity = new ProcessIdentity(process.pid(), process.info().startInstant().orElse(null), command,
					instance.port());
			RunFile runFile = new RunFile(home.runFile(instance.id()));
			try {
				runFile.write(identity);
			} catch (IOException e) {
				process.destroyForcibly();
				throw e;
			}
			return new LocalProcess(instance.name(), process.toHandle(), process, identity, runFile, log, patience);
		} catch (IOException e) {
			throw new InstanceException(Reason.FAILED, '\'' + instance.name() + "' can't be started: " + e.getMessage() //$NON-NLS-1$
					+ ". Check the program and the directories of its configuration.", e); //$NON-NLS-1$
		}
	}

	/** A session of its own: Ctrl+C in our terminal and its end do not reach the server. It keeps the pid: setsid(1) only execs. */
	private static List<String> detached(List<String> command) {
		for (String setsid : List.of("/usr/bin/setsid", "/bin/setsid")) //$NON-NLS-1$ //$NON-NLS-2$
			if (Files.isExecutable(Path.of(setsid))) {
				List<String> all = new ArrayList<>(List.of(setsid));
				all.addAll(command);
				return all;
			}
		return command;
	}

	private static Path nothing() {
		return Path.of(java.io.File.separatorChar == '/' ? "/dev/null" : "NUL"); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static void rotate(Path log) throws IOException {
		if (Files.exists(log) && Files.size(log) > MAX_LOG)
			Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING); //$NON-NLS-1$
	}

	/** The process of the run file, if it is provably the one that was started for this instance. */
	static Optional<LaunchedInstance> adopt(InstanceConfiguration instance, StudioHome home, Patience patience) {
		RunFile runFile = new RunFile(home.runFile(instance.id()));
		return runFile.read().flatMap(identity -> ProcessHandle.of(identity.pid()).filter(ProcessHandle::isAlive)
				.filter(process -> isSame(process, identity))
				.map(process -> new LocalProcess(instance.name(), process, null, identity, runFile, home.log(instance.id()), patience)));
	}

	private static boolean isSame(ProcessHandle process, ProcessIdentity identity) {
		Instant start = identity.start();
		Optional<Instant> actual = process.info().startInstant();
		if (start != null && actual.isPresent()
				&& Duration.between(start, actual.get()).abs().compareTo(START_TOLERANCE) > 0)
			return false;
		// The end only: for the moment before setsid(1) has become the program, its own name stands before it.
		return commandOf(process).map(command -> command.endsWith(String.join("\0", identity.command())) //$NON-NLS-1$
				|| command.endsWith(String.join(" ", identity.command()))).orElse(start != null); //$NON-NLS-1$
	}

	/** The arguments separated by NUL where {@code /proc} tells them, else the system's own rendering. */
	private static Optional<String> commandOf(ProcessHandle process) {
		Path arguments = Path.of("/proc", Long.toString(process.pid()), "cmdline"); //$NON-NLS-1$ //$NON-NLS-2$
		try {
			String text = Files.readString(arguments, StandardCharsets.UTF_8);
			return Optional.of(text.endsWith("\0") ? text.substring(0, text.length() - 1) : text); //$NON-NLS-1$
		} catch (IOException e) {
			return process.info().commandLine();
		}
	}
}
