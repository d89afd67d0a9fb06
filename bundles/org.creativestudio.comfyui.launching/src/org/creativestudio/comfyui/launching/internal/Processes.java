// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.launching.InstanceLog;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.creativestudio.comfyui.core.secrets.SecretMask;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.creativestudio.comfyui.launching.internal.RunFile.Entry;
import org.creativestudio.comfyui.launching.internal.RunFile.State;
import org.eclipse.osgi.util.NLS;

/** Starts processes that outlive this program, and finds them again. */
final class Processes {

	/** The kernel counts start times in ticks of 10 ms, Java adds the boot time rounded to seconds. */
	private static final Duration START_TOLERANCE = Duration.ofSeconds(2);
	/** How long after a launch its process is looked for by its mark. */
	private static final Duration LAUNCHING = Duration.ofMinutes(1);
	/**
	 * Makes a session of its own and becomes the program, with the signals that end it as the system has them: who was started in the
	 * background of a shell ignores SIGINT, and a Python that inherits that can't be asked to end. Debian and macOS have Perl.
	 */
	private static final List<String> PERL = List.of("/usr/bin/perl", "-MPOSIX", "-e", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			"$SIG{INT} = $SIG{TERM} = $SIG{QUIT} = 'DEFAULT'; POSIX::setsid(); exec { $ARGV[0] } @ARGV or die $!"); //$NON-NLS-1$

	private Processes() {
	}

	/** @param environment added to ours; the values of the instance's secrets are added to both */
	static LaunchedInstance launch(InstanceConfiguration instance, StudioHome home, List<String> command,
			Map<String, String> environment, Path directory, Patience patience, LaunchSecrets secrets) {
		Map<String, String> values = secrets.values(instance);
		InstanceLog log = new InstanceLog(home.log(instance.id()));
		RunFile runFile = new RunFile(home.runFile(instance.id()));
		String token = instance.id() + '/' + UUID.randomUUID();
		try {
			Files.createDirectories(log.file().getParent());
			log.rotate();
			// First: should this program die in between, the next one finds the process by its mark.
			runFile.write(new Entry(new ProcessIdentity(0, null, command, instance.port()), token, State.LAUNCHED));
			ProcessBuilder builder = new ProcessBuilder(detached(command)).directory(directory.toFile());
			// The key of all secrets is no server's business.
			builder.environment().remove(SecretStore.KEY_VARIABLE);
			builder.environment().putAll(environment);
			builder.environment().putAll(values);
			builder.environment().put(ProcessTree.MARK, token);
			builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
			builder.redirectInput(ProcessBuilder.Redirect.from(nothing().toFile()));
			Process process = start(builder, runFile, token);
			Entry entry = new Entry(new ProcessIdentity(process.pid(), process.info().startInstant().orElse(null), command,
					instance.port()), token, State.LAUNCHED);
			try {
				runFile.write(entry);
			} catch (IOException e) {
				process.destroyForcibly();
				throw e;
			}
			return new LocalProcess(instance.name(), process.toHandle(), process, entry, runFile,
					new OutputLog(log, SecretMask.of(values.values()).and(secrets.mask(instance))), patience);
		} catch (IOException e) {
			throw new InstanceException(Reason.FAILED, NLS.bind(Messages.processes_cannotStartedCheckProgram, instance.name(), e.getMessage()), e);
		}
	}

	private static Process start(ProcessBuilder builder, RunFile runFile, String token) throws IOException {
		try {
			return builder.start();
		} catch (IOException e) {
			runFile.delete(token);
			throw e;
		}
	}

	/** A session of its own: Ctrl+C in our terminal and its end do not reach the server. It keeps the pid: both only exec. */
	private static List<String> detached(List<String> command) {
		List<String> all = new ArrayList<>();
		for (List<String> way : List.of(PERL, List.of("/usr/bin/setsid"), List.of("/bin/setsid"))) //$NON-NLS-1$ //$NON-NLS-2$
			if (all.isEmpty() && Files.isExecutable(Path.of(way.get(0))))
				all.addAll(way);
		all.addAll(command);
		return all;
	}

	private static Path nothing() {
		return Path.of(java.io.File.separatorChar == '/' ? "/dev/null" : "NUL"); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/**
	 * The process of the run file, if it is provably the one that was started for this instance. What a dead server has left
	 * behind is ended.
	 */
	static Optional<LaunchedInstance> adopt(InstanceConfiguration instance, StudioHome home, Patience patience, LaunchSecrets secrets) {
		RunFile runFile = new RunFile(home.runFile(instance.id()));
		Entry entry = runFile.read().orElse(null);
		if (entry == null || entry.state() == State.CRASHED)
			return Optional.empty();
		if (entry.identity().pid() == 0)
			return unwritten(runFile, entry).map(found -> adopted(instance, home, patience, runFile, found, secrets));
		if (ProcessHandle.of(entry.identity().pid()).filter(found -> ProcessTree.isAlive(found) && isSame(found, entry)).isPresent())
			return Optional.of(adopted(instance, home, patience, runFile, entry, secrets));
		ProcessTree.leftovers(entry.token()).forEach(ProcessHandle::destroyForcibly);
		try {
			if (entry.state() == State.STOPPING)
				runFile.delete(entry.token());
			else
				runFile.note(entry, State.CRASHED);
		} catch (IOException e) {
			System.getLogger(Processes.class.getName()).log(System.Logger.Level.WARNING, "A run file could not be changed", e); //$NON-NLS-1$
		}
		return Optional.empty();
	}

	/** A process whose program died before it could write down the pid. */
	private static Optional<Entry> unwritten(RunFile runFile, Entry entry) {
		try {
			if (runFile.age() > LAUNCHING.toMillis())
				return Optional.empty();
		} catch (IOException e) {
			return Optional.empty();
		}
		return ProcessTree.find(entry.token()).map(process -> new Entry(new ProcessIdentity(process.pid(),
				process.info().startInstant().orElse(null), entry.identity().command(), entry.identity().port()), entry.token(), entry.state()));
	}

	private static LaunchedInstance adopted(InstanceConfiguration instance, StudioHome home, Patience patience, RunFile runFile, Entry entry,
			LaunchSecrets secrets) {
		ProcessHandle process = ProcessHandle.of(entry.identity().pid()).orElseThrow(
				() -> new InstanceException(Reason.FAILED, NLS.bind(Messages.processes_endedMomentWhichFound, instance.name())));
		return new LocalProcess(instance.name(), process, null, entry, runFile,
				new OutputLog(new InstanceLog(home.log(instance.id())), secrets.mask(instance)), patience);
	}

	/** By pid, start and our mark; where that can't be read, by pid, start and command line. */
	private static boolean isSame(ProcessHandle process, Entry entry) {
		ProcessIdentity identity = entry.identity();
		Instant start = identity.start();
		Optional<Instant> actual = process.info().startInstant();
		if (start != null && actual.isPresent()
				&& Duration.between(start, actual.get()).abs().compareTo(START_TOLERANCE) > 0)
			return false;
		// The command line alone would not do: a Python that is a script, as pyenv's, becomes another program.
		if (!entry.token().isEmpty() && ProcessTree.isMarked(process.pid(), entry.token()))
			return true;
		// The end only: for the moment before Perl or setsid(1) has become the program, its own name stands before it.
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
