// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
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
import org.creativestudio.comfyui.core.StartProgress;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.LaunchedInstance.Exit;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * The part of a start that blocks, from the check of the port to the server's first answer. Fails with an
 * {@link InstanceException}; an interrupt ends it. Leaves what was launched to the caller. For one start only.
 */
final class Startup {

	private static final System.Logger LOG = System.getLogger(Startup.class.getName());
	private static final Duration POLL = Duration.ofMillis(150);
	private static final Duration TOLD_EVERY = Duration.ofSeconds(1);
	/** How long another program may take from the beginning of a start to its process. */
	private static final Duration OTHERS_LAUNCH = Duration.ofSeconds(10);
	private static final int LINES_OF_OUTPUT = 50;

	private final InstanceConfiguration configuration;
	private final Surroundings surroundings;
	private final Supplier<ComfyClient> client;
	private final Consumer<LaunchedInstance> launched;
	private final BiConsumer<LaunchedInstance, StartProgress> step;
	private final Instant begun;
	private @Nullable Duration alive;
	private @Nullable Duration portOpen;
	private @Nullable Duration answering;

	/**
	 * @param launched is told of the process as soon as it is there
	 * @param step     is told of the process and how far it is
	 */
	Startup(InstanceConfiguration configuration, Surroundings surroundings, Supplier<ComfyClient> client,
			Consumer<LaunchedInstance> launched, BiConsumer<LaunchedInstance, StartProgress> step) {
		this.configuration = configuration;
		this.surroundings = surroundings;
		this.client = client;
		this.launched = launched;
		this.step = step;
		begun = surroundings.clock().instant();
	}

	ServerFacts launch() throws InterruptedException {
		InstanceLauncher launcher = surroundings.launchers().find(configuration.kind())
				.orElseThrow(() -> new InstanceException(Reason.INVALID,
						NLS.bind(Messages.startup_kindWhichNoInstalled, configuration.name(), configuration.kind())));
		InstanceValidator.checkForStart(configuration, surroundings.settings().get());
		if (!launcher.controls()) {
			LaunchedInstance standIn = launcher.launch(configuration, surroundings.home());
			launched.accept(standIn);
			return await(standIn);
		}
		try (HomeLock lock = HomeLock.take(surroundings.home().run().resolve(configuration.id() + ".lock")).orElse(null)) { //$NON-NLS-1$
			if (lock == null)
				return awaitOther(launcher);
			// Another program may have started it since we looked last.
			LaunchedInstance process = launcher.adopt(configuration, surroundings.home()).orElse(null);
			if (process == null) {
				Ports.requireFree(configuration);
				process = launcher.launch(configuration, surroundings.home());
			}
			launched.accept(process);
			return await(process);
		} catch (IOException e) {
			throw new InstanceException(Reason.FAILED,
					NLS.bind(Messages.startup_cannotStartedCannotWritten,
							new Object[] { configuration.name(), surroundings.home().run(), e.getMessage() }), e);
		}
	}

	/** Another program starts it in this moment: what it starts is waited for. */
	private ServerFacts awaitOther(InstanceLauncher launcher) throws InterruptedException {
		while (elapsed().compareTo(OTHERS_LAUNCH) < 0) {
			Optional<LaunchedInstance> other = launcher.adopt(configuration, surroundings.home());
			if (other.isPresent()) {
				launched.accept(other.get());
				return await(other.get());
			}
			Thread.sleep(POLL);
		}
		throw new InstanceException(Reason.FAILED,
				NLS.bind(Messages.startup_beingStartedAnotherProgram, configuration.name()));
	}

	/** Waits for the answer of a server whose process is there already. */
	ServerFacts await(LaunchedInstance process) throws InterruptedException {
		alive = elapsed();
		boolean hasProcess = process.identity() != null;
		// An instance that somebody else starts answers, or it does not.
		Duration deadline = hasProcess ? configuration.startDeadline() : Duration.ZERO;
		tell(process);
		Duration told = elapsed();
		while (true) {
			boolean open = Ports.isOpen(configuration.host(), port(process));
			boolean opened = open && portOpen == null;
			if (opened)
				portOpen = elapsed();
			Optional<ServerFacts> facts = open ? ask() : Optional.empty();
			if (facts.isPresent()) {
				requireOwn(process);
				answering = elapsed();
				tell(process);
				return facts.get();
			}
			if (opened || elapsed().minus(told).compareTo(TOLD_EVERY) >= 0) {
				told = elapsed();
				tell(process);
			}
			if (elapsed().compareTo(deadline) >= 0)
				throw new InstanceException(Reason.TIMEOUT, late(hasProcess, open, deadline) + (hasProcess ? output(process) : "")); //$NON-NLS-1$
			requireAlive(process);
		}
	}

	/** A process that was found again may be older than the configuration. */
	private int port(LaunchedInstance process) {
		ProcessIdentity identity = process.identity();
		return identity == null ? configuration.port() : identity.port();
	}

	private String late(boolean hasProcess, boolean open, Duration deadline) {
		if (!hasProcess)
			return NLS.bind(Messages.startup_noComfyuiAnswersAsked, configuration.baseUri());
		return NLS.bind(Messages.startup_sStopped,
				'\'' + configuration.name()
				+ (open ? Messages.startup_openedItsPortBut : NLS.bind(Messages.startup_didNotOpenPort, configuration.port()))
				+ deadline.toSeconds());
	}

	private Duration elapsed() {
		return Duration.between(begun, surroundings.clock().instant());
	}

	private void tell(LaunchedInstance process) {
		List<String> output = process.lastOutput(1);
		step.accept(process, new StartProgress(begun, configuration.startDeadline(), alive, portOpen, answering,
				output.isEmpty() ? "" : output.get(0))); //$NON-NLS-1$
	}

	/** A stranger on the same port may have answered while our process is still loading. */
	private void requireOwn(LaunchedInstance process) {
		if (process.identity() == null)
			return;
		Optional<Ports.Holder> holder = Ports.holder(port(process));
		if (holder.isPresent() && !process.owns(holder.get().pid()))
			throw Ports.inUse(configuration, holder);
	}

	/** Waits a moment between two questions, and ends at once when the process does. */
	private void requireAlive(LaunchedInstance process) throws InterruptedException {
		try {
			Exit exit = process.onExit().get(POLL.toMillis(), TimeUnit.MILLISECONDS);
			if (exit.requested())
				throw new InstanceException(Reason.CANCELLED, NLS.bind(Messages.startup_stoppedWhileStarted, configuration.name()));
			Optional<Ports.Holder> holder = Ports.holder(configuration.port());
			throw new InstanceException(Reason.FAILED,
					NLS.bind(Messages.startup_endedBeforeAnswered,
							new Object[] { configuration.name(), exit.description(),
							holder.map(who -> NLS.bind(Messages.startup_portUse, configuration.port(), who)).orElse(""), output(process) })); //$NON-NLS-1$
		} catch (TimeoutException e) {
			LOG.log(Level.TRACE, "{0} lives", configuration.id()); //$NON-NLS-1$
		} catch (ExecutionException e) {
			throw new InstanceException(Reason.FAILED, NLS.bind(Messages.startup_lost, configuration.name(), e.getCause()), e);
		}
	}

	/** What the server says of itself; empty when nothing like a ComfyUI answers. */
	Optional<ServerFacts> ask() throws InterruptedException {
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
		return lines.isEmpty() ? Messages.startup_printedNothing : NLS.bind(Messages.startup_itsLastOutput, String.join("\n", lines)); //$NON-NLS-1$
	}
}
