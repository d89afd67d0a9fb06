// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.validation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.ComfyException;
import org.creativestudio.comfyui.client.EventListener;
import org.creativestudio.comfyui.client.EventStream;
import org.creativestudio.comfyui.client.QueueContents;
import org.creativestudio.comfyui.client.SystemStats;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.internal.PortLook;
import org.creativestudio.comfyui.core.validation.ConnectionCheck.State;
import org.creativestudio.comfyui.core.validation.ConnectionCheck.Step;
import org.eclipse.osgi.util.NLS;

/**
 * Finds out, step by step, whether a configuration leads to a ComfyUI that answers. Changes nothing. Each step has a deadline.
 * Runs once, on a virtual thread of its own.
 */
public final class ConnectionTest {

	/** How long a step may take when nothing else is said. */
	public static final Duration DEADLINE = Duration.ofSeconds(10);

	private final InstanceConfiguration configuration;
	private final InstanceManager manager;
	private final Duration deadline;
	private final Consumer<List<ConnectionCheck>> listener;
	private final List<ConnectionCheck> checks = new ArrayList<>();
	private final CompletableFuture<List<ConnectionCheck>> done = new CompletableFuture<>();

	/** @param listener is told all steps after each change, on the test's thread */
	public ConnectionTest(InstanceConfiguration configuration, InstanceManager manager, Duration deadline,
			Consumer<List<ConnectionCheck>> listener) {
		this.configuration = configuration;
		this.manager = manager;
		this.deadline = deadline;
		this.listener = listener;
		for (Step step : Step.values())
			checks.add(new ConnectionCheck(step, State.WAITING, "", "")); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** Begins; the future has all steps in their end. Cancelling it ends the test within moments; the listener is told so. */
	public CompletableFuture<List<ConnectionCheck>> run() {
		Thread thread = Thread.ofVirtual().name("connection-test").unstarted(this::work); //$NON-NLS-1$
		done.whenComplete((result, failure) -> {
			if (done.isCancelled())
				thread.interrupt();
		});
		thread.start();
		return done;
	}

	private void work() {
		try {
			steps();
		} catch (InterruptedException e) {
			endOpen(State.CANCELLED, ""); //$NON-NLS-1$
			Thread.currentThread().interrupt();
		} catch (RuntimeException e) {
			done.completeExceptionally(e);
			return;
		}
		done.complete(List.copyOf(checks));
	}

	private void steps() throws InterruptedException {
		configuration();
		boolean answersExpected = port();
		if (!host())
			return;
		if (!answersExpected) {
			endOpen(State.SKIPPED, Messages.connectionTest_doesNotRunNow);
			return;
		}
		if (!connect())
			return;
		try (ComfyClient client = ComfyClient.create(ClientOptions.of(configuration.baseUri()).requestTimeout(deadline))) {
			server(client);
		}
	}

	private void configuration() throws InterruptedException {
		begin(Step.CONFIGURATION);
		try {
			// What later steps tell better is left to them.
			List<Finding> findings = manager.validate(configuration).get(deadline.toMillis(), TimeUnit.MILLISECONDS).stream()
					.filter(finding -> finding.isError() || finding.field() != Field.PORT && finding.field() != Field.HOST).toList();
			List<Finding> errors = findings.stream().filter(Finding::isError).toList();
			if (!errors.isEmpty())
				end(Step.CONFIGURATION, State.FAILED, messages(errors), Messages.connectionTest_mendWhatMarkedCannot);
			else if (findings.isEmpty())
				end(Step.CONFIGURATION, State.PASSED, Messages.connectionTest_everythingWell, ""); //$NON-NLS-1$
			else
				end(Step.CONFIGURATION, State.WARNING, messages(findings), Messages.connectionTest_canSavedSo);
		} catch (ExecutionException e) {
			end(Step.CONFIGURATION, State.FAILED, message(e), ""); //$NON-NLS-1$
		} catch (TimeoutException e) {
			end(Step.CONFIGURATION, State.WARNING, NLS.bind(Messages.connectionTest_checkingTookMoreThan, deadline.toSeconds()),
					Messages.connectionTest_diskNetworkNamesSlow);
		}
	}

	private static String messages(List<Finding> findings) {
		return findings.stream().map(Finding::message).collect(Collectors.joining(" ")); //$NON-NLS-1$
	}

	/** @return whether somebody should answer there */
	private boolean port() throws InterruptedException {
		if (configuration.kind().equals(InstanceConfiguration.ATTACHED)) {
			begin(Step.PORT);
			end(Step.PORT, State.SKIPPED, Messages.connectionTest_somebodyElseStartsServer, ""); //$NON-NLS-1$
			return true;
		}
		begin(Step.PORT);
		int port = configuration.port();
		if (port < 1 || port > 65535) {
			end(Step.PORT, State.FAILED, NLS.bind(Messages.connectionTest_noPort, port), Messages.connectionTest_useOneFrom);
			return false;
		}
		InstanceSnapshot stored = manager.getInstance(configuration.id()).orElse(null);
		if (stored != null && stored.process() != null && stored.process().port() == port) {
			end(Step.PORT, State.PASSED, NLS.bind(Messages.connectionTest_portHeldInstanceProcess, port, stored.process().pid()), ""); //$NON-NLS-1$
			return true;
		}
		if (stored != null && stored.status().isUp() && stored.configuration().port() == port) {
			end(Step.PORT, State.PASSED, NLS.bind(Messages.connectionTest_portHeldInstance, port), ""); //$NON-NLS-1$
			return true;
		}
		String holder = within(() -> PortLook.holder(port), Messages.connectionTest_anotherProgram);
		if (holder.isEmpty()) {
			end(Step.PORT, State.PASSED, NLS.bind(Messages.connectionTest_portFree, port), ""); //$NON-NLS-1$
			return false;
		}
		end(Step.PORT, State.FAILED, NLS.bind(Messages.connectionTest_portUse, port, holder),
				Messages.connectionTest_chooseAnotherPortIf);
		return true;
	}

	private boolean host() throws InterruptedException {
		begin(Step.HOST);
		String host = bare(configuration.host());
		try {
			InetAddress[] addresses = within(() -> InetAddress.getAllByName(host));
			end(Step.HOST, State.PASSED,
					NLS.bind(Messages.connectionTest_is, host,
					Stream.of(addresses).limit(3).map(InetAddress::getHostAddress).collect(Collectors.joining(", "))), ""); //$NON-NLS-1$ //$NON-NLS-2$
			return true;
		} catch (ExecutionException e) {
			end(Step.HOST, State.FAILED, NLS.bind(Messages.connectionTest_hostNotKnownNetwork, host),
					Messages.connectionTest_checkHowSpelledUse);
		} catch (TimeoutException e) {
			end(Step.HOST, State.FAILED, NLS.bind(Messages.connectionTest_nobodySaidWithinS, deadline.toSeconds(), host),
					Messages.connectionTest_checkNetworkItsName);
		}
		endOpen(State.SKIPPED, Messages.connectionTest_hostNotKnown);
		return false;
	}

	private boolean connect() throws InterruptedException {
		begin(Step.CONNECT);
		String place = configuration.host() + ':' + configuration.port();
		try {
			within(() -> {
				try (Socket socket = new Socket()) {
					socket.connect(new InetSocketAddress(bare(configuration.host()), configuration.port()), (int) deadline.toMillis());
					return socket;
				}
			});
			end(Step.CONNECT, State.PASSED, NLS.bind(Messages.connectionTest_acceptsConnections, place), ""); //$NON-NLS-1$
			return true;
		} catch (ExecutionException | TimeoutException e) {
			String why = e instanceof TimeoutException || e.getCause() instanceof java.net.SocketTimeoutException
					? NLS.bind(Messages.connectionTest_noAnswerWithinS, deadline.toSeconds()) : message(e);
			end(Step.CONNECT, State.FAILED, NLS.bind(Messages.connectionTest_nothingAnswers, place, why),
					isLocal(configuration.host()) ? Messages.connectionTest_startServerCorrectPort
							: Messages.connectionTest_serverRunningThereListen);
			endOpen(State.SKIPPED, Messages.connectionTest_nothingAnswers2);
			return false;
		}
	}

	private void server(ComfyClient client) throws InterruptedException {
		begin(Step.HTTP);
		SystemStats stats;
		long began = System.nanoTime();
		try {
			stats = client.systemStats().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
			end(Step.HTTP, State.PASSED,
					NLS.bind(Messages.connectionTest_answersWithinMs, Math.max(1, (System.nanoTime() - began) / 1_000_000L)), ""); //$NON-NLS-1$
		} catch (ExecutionException e) {
			boolean stranger = e.getCause() instanceof ComfyException.NotComfyUI || e.getCause() instanceof ComfyException.UnexpectedStatus
					|| e.getCause() instanceof ComfyException.TooLarge;
			end(Step.HTTP, stranger ? State.PASSED : State.FAILED, stranger ? Messages.connectionTest_answers : message(e),
					stranger ? "" : Messages.connectionTest_perhapsServerStillStarting); //$NON-NLS-1$
			if (stranger)
				end(Step.COMFYUI, State.FAILED, message(e), Messages.connectionTest_anotherProgramPortCorrect);
			endOpen(State.SKIPPED, Messages.connectionTest_noComfyuiAnswers);
			return;
		} catch (TimeoutException e) {
			end(Step.HTTP, State.FAILED, NLS.bind(Messages.connectionTest_takesConnectionsButGave, deadline.toSeconds()),
					Messages.connectionTest_perhapsStillStartingHangs);
			endOpen(State.SKIPPED, Messages.connectionTest_noComfyuiAnswers);
			return;
		}
		String version = stats.comfyuiVersion();
		if (version == null)
			end(Step.COMFYUI, State.WARNING, Messages.connectionTest_comfyuiDoesNotTell, Messages.connectionTest_olderThanSomeFunctions);
		else
			end(Step.COMFYUI, State.PASSED, NLS.bind(Messages.connectionTest_comfyui, version), ""); //$NON-NLS-1$
		webSocket(client);
		queue(client);
		device(stats);
	}

	private void webSocket(ComfyClient client) throws InterruptedException {
		begin(Step.WEBSOCKET);
		CompletableFuture<String> connected = new CompletableFuture<>();
		try (EventStream stream = client.events("test-" + UUID.randomUUID(), new EventListener() { //$NON-NLS-1$
			@Override
			public void event(ComfyEvent event) {
				// only the connection is of interest
			}

			@Override
			public void connected() {
				connected.complete(""); //$NON-NLS-1$
			}

			@Override
			public void disconnected(String reason) {
				connected.complete(reason.isEmpty() ? Messages.connectionTest_closed : reason);
			}
		})) {
			String failure = connected.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
			if (failure.isEmpty())
				end(Step.WEBSOCKET, State.PASSED, Messages.connectionTest_progressCanFollowed, ""); //$NON-NLS-1$
			else
				noWebSocket(failure);
		} catch (ExecutionException | TimeoutException e) {
			noWebSocket(NLS.bind(Messages.connectionTest_noAnswerWithinS, deadline.toSeconds()));
		}
	}

	private void noWebSocket(String why) {
		end(Step.WEBSOCKET, State.FAILED, NLS.bind(Messages.connectionTest_websocketDoesNotOpen, why),
				Messages.connectionTest_proxyBetweenHereServer);
	}

	private void queue(ComfyClient client) throws InterruptedException {
		begin(Step.QUEUE);
		try {
			QueueContents queue = client.queue().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
			end(Step.QUEUE, State.PASSED, NLS.bind(Messages.connectionTest_runningWaiting, queue.running().size(), queue.pending().size()), ""); //$NON-NLS-1$
		} catch (ExecutionException | TimeoutException e) {
			end(Step.QUEUE, State.FAILED, NLS.bind(Messages.connectionTest_queueCannotRead, message(e)), Messages.connectionTest_lookServerLog);
		}
	}

	private void device(SystemStats stats) throws InterruptedException {
		begin(Step.DEVICE);
		if (stats.devices().isEmpty()) {
			end(Step.DEVICE, State.WARNING, Messages.connectionTest_serverNamesNoDevice, Messages.connectionTest_lookItsLogMay);
			return;
		}
		SystemStats.Device device = stats.devices().get(0);
		Long total = device.vramTotal();
		String name = device.name() == null ? String.valueOf(device.type()) : device.name();
		String memory = total == null || total <= 0 ? "" : String.format(Locale.ROOT, ", %.1f GiB", total / (double) (1L << 30)); //$NON-NLS-1$ //$NON-NLS-2$
		boolean slow = "cpu".equals(device.type()) && configuration.gpuDevice().startsWith("cuda"); //$NON-NLS-1$ //$NON-NLS-2$
		end(Step.DEVICE, slow ? State.WARNING : State.PASSED, name + memory + '.',
				slow ? NLS.bind(Messages.connectionTest_configurationAsksServerUses, configuration.gpuDevice()) : ""); //$NON-NLS-1$
	}

	/** Does what may block and does not heed interrupts. */
	private <T> T within(Callable<T> work) throws InterruptedException, ExecutionException, TimeoutException {
		CompletableFuture<T> result = new CompletableFuture<>();
		Thread worker = Thread.ofVirtual().name("connection-test-step").start(() -> { //$NON-NLS-1$
			try {
				result.complete(work.call());
			} catch (Exception e) {
				result.completeExceptionally(e);
			}
		});
		try {
			return result.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
		} finally {
			worker.interrupt();
		}
	}

	private <T> T within(Callable<T> work, T otherwise) throws InterruptedException {
		try {
			return within(work);
		} catch (ExecutionException | TimeoutException e) {
			return otherwise;
		}
	}

	private static String message(Exception failure) {
		Throwable cause = failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
		String message = cause.getMessage();
		return message == null || cause instanceof IOException && message.isBlank() ? cause.getClass().getSimpleName() : message;
	}

	private static String bare(String host) {
		return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host; //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** Whether a host is this computer, as far as can be told without asking anybody. */
	public static boolean isLocal(String host) {
		String bare = bare(host).toLowerCase(Locale.ROOT);
		return bare.equals("localhost") || bare.equals("::1") || bare.matches("127(\\.\\d+){1,3}") || bare.equals("0.0.0.0"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	}

	private void begin(Step step) throws InterruptedException {
		if (Thread.interrupted())
			throw new InterruptedException();
		end(step, State.RUNNING, "", ""); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private void end(Step step, State state, String result, String advice) {
		checks.set(step.ordinal(), new ConnectionCheck(step, state, result, advice));
		listener.accept(List.copyOf(checks));
	}

	private void endOpen(State state, String result) {
		for (ConnectionCheck check : List.copyOf(checks))
			if (!check.state().isFinal())
				checks.set(check.step().ordinal(), new ConnectionCheck(check.step(), state, result, "")); //$NON-NLS-1$
		listener.accept(List.copyOf(checks));
	}
}
