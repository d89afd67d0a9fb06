// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyException;
import org.creativestudio.comfyui.client.SystemStats;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.LaunchedInstance.Exit;

/**
 * The part of a start that blocks, from the check of the port to the server's first answer. Fails with an
 * {@link InstanceException}; an interrupt ends it. Leaves what was launched to the caller.
 *
 * @param launched is told of the process as soon as it is there
 * @param step     is told of the process and how far it is, in words
 */
record Startup(InstanceConfiguration configuration, ManagedInstance.Surroundings surroundings, Supplier<ComfyClient> client,
		Consumer<LaunchedInstance> launched, BiConsumer<LaunchedInstance, String> step) {

	private static final System.Logger LOG = System.getLogger(Startup.class.getName());
	private static final Duration POLL = Duration.ofMillis(150);
	private static final int LINES_OF_OUTPUT = 50;

	ServerFacts launch() throws InterruptedException {
		InstanceLauncher launcher = surroundings.launchers().find(configuration.kind())
				.orElseThrow(() -> new InstanceException(Reason.INVALID, '\'' + configuration.name() + "' is of the kind '" //$NON-NLS-1$
						+ configuration.kind() + "', which no installed bundle can start.")); //$NON-NLS-1$
		if (!configuration.kind().equals(InstanceConfiguration.ATTACHED))
			Ports.requireFree(configuration);
		LaunchedInstance process = launcher.launch(configuration, surroundings.home());
		launched.accept(process);
		return await(process);
	}

	/** Waits for the answer of a server whose process is there already. */
	ServerFacts await(LaunchedInstance process) throws InterruptedException {
		Instant begin = surroundings.clock().instant();
		String told = ""; //$NON-NLS-1$
		while (true) {
			requireAlive(process);
			Duration elapsed = Duration.between(begin, surroundings.clock().instant());
			boolean open = Ports.isOpen(configuration.host(), configuration.port());
			Optional<ServerFacts> facts = open ? ask() : Optional.empty();
			if (facts.isPresent())
				return facts.get();
			String now = (open ? "Port open, waiting for an answer, " : "Process started, port not open yet, ") //$NON-NLS-1$ //$NON-NLS-2$
					+ elapsed.toSeconds() + " s"; //$NON-NLS-1$
			if (!now.equals(told)) {
				told = now;
				step.accept(process, now);
			}
			if (elapsed.compareTo(surroundings.startDeadline()) > 0)
				throw new InstanceException(Reason.TIMEOUT, '\'' + configuration.name() + "' did not answer within " //$NON-NLS-1$
						+ surroundings.startDeadline().toSeconds() + " s and was stopped." + output(process)); //$NON-NLS-1$
		}
	}

	/** Waits a moment between two questions, and ends at once when the process does. */
	private void requireAlive(LaunchedInstance process) throws InterruptedException {
		try {
			Exit exit = process.onExit().get(POLL.toMillis(), TimeUnit.MILLISECONDS);
			throw new InstanceException(Reason.FAILED, '\'' + configuration.name() + "' ended before it answered: " //$NON-NLS-1$
					+ exit.description() + '.' + output(process));
		} catch (TimeoutException e) {
			LOG.log(Level.TRACE, "{0} lives", configuration.id()); //$NON-NLS-1$
		} catch (ExecutionException e) {
			throw new InstanceException(Reason.FAILED, '\'' + configuration.name() + "' was lost: " + e.getCause(), e); //$NON-NLS-1$
		}
	}

	private Optional<ServerFacts> ask() throws InterruptedException {
		CompletableFuture<SystemStats> asked = client.get().systemStats();
		try {
			return Optional.of(HealthChecks.facts(asked.get(5, TimeUnit.SECONDS)));
		} catch (ExecutionException e) {
			if (e.getCause() instanceof ComfyException.NotComfyUI)
				LOG.log(Level.DEBUG, "{0}", e.getCause().getMessage()); //$NON-NLS-1$
			return Optional.empty();
		} catch (TimeoutException e) {
			return Optional.empty();
		} finally {
			asked.cancel(true);
		}
	}

	static String output(LaunchedInstance process) {
		List<String> lines = process.lastOutput(LINES_OF_OUTPUT);
		return lines.isEmpty() ? " It printed nothing." : " Its last output:\n" + String.join("\n", lines); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}
}
