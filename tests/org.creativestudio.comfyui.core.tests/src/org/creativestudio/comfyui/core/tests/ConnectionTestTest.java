// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.validation.ConnectionCheck;
import org.creativestudio.comfyui.core.validation.ConnectionCheck.State;
import org.creativestudio.comfyui.core.validation.ConnectionCheck.Step;
import org.creativestudio.comfyui.core.validation.ConnectionTest;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.creativestudio.comfyui.testing.InstanceManagerStub;
import org.creativestudio.comfyui.testing.Recordings;
import org.creativestudio.comfyui.testing.ReservedPort;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.creativestudio.comfyui.testing.ScriptedServer.Request;
import org.junit.jupiter.api.Test;

/** The steps against servers that answer as they should, and as they should not. */
class ConnectionTestTest {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private CompletableFuture<List<Finding>> findings = CompletableFuture.completedFuture(List.of());
	private final InstanceManagerStub manager = new InstanceManagerStub() {
		@Override
		public CompletableFuture<List<Finding>> validate(InstanceConfiguration configuration) {
			return findings;
		}

		@Override
		public Optional<InstanceSnapshot> getInstance(String id) {
			return Optional.empty();
		}
	};

	private static InstanceConfiguration attached(int port) {
		return InstanceConfiguration.builder("a", "A").kind(InstanceConfiguration.ATTACHED).host("127.0.0.1").port(port).build();
	}

	private static Reply comfy(Request request) {
		if (request.path().startsWith("/ws"))
			return new Reply.Upgrade(ScriptedServer.Frames::awaitEnd);
		return Reply.json(Recordings.http(request.path().equals("/queue") ? "queue_busy" : "system_stats").body().toString());
	}

	private List<ConnectionCheck> run(InstanceConfiguration configuration, Duration deadline) throws Exception {
		return new ConnectionTest(configuration, manager, deadline, checks -> {
		}).run().get();
	}

	private static ConnectionCheck of(List<ConnectionCheck> checks, Step step) {
		return checks.get(step.ordinal());
	}

	@Test
	void passesEveryStepOfAComfyUI() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ConnectionTestTest::comfy)) {
			List<ConnectionCheck> checks = run(attached(server.port()), PATIENCE);
			assertThat(checks).extracting(ConnectionCheck::step).containsExactly(Step.values());
			assertThat(checks).filteredOn(check -> check.step() != Step.PORT).extracting(ConnectionCheck::state).containsOnly(State.PASSED);
			assertThat(of(checks, Step.COMFYUI).result()).contains("0.3.64");
			assertThat(of(checks, Step.QUEUE).result()).isEqualTo("1 running, 4 waiting.");
		}
	}

	@Test
	void tellsEachStepAsItRuns() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ConnectionTestTest::comfy)) {
			LinkedBlockingQueue<List<ConnectionCheck>> told = new LinkedBlockingQueue<>();
			new ConnectionTest(attached(server.port()), manager, PATIENCE, told::add).run().get();
			assertThat(told).anySatisfy(checks -> {
				assertThat(of(checks, Step.HTTP).state()).isEqualTo(State.RUNNING);
				assertThat(of(checks, Step.CONNECT).state()).isEqualTo(State.PASSED);
				assertThat(of(checks, Step.QUEUE).state()).isEqualTo(State.WAITING);
			});
		}
	}

	@Test
	void saysThatAnotherProgramAnswers() throws Exception {
		try (ScriptedServer server = new ScriptedServer(request -> Reply.json("{\"hello\":1}"))) {
			List<ConnectionCheck> checks = run(attached(server.port()), PATIENCE);
			assertThat(of(checks, Step.HTTP).state()).isEqualTo(State.PASSED);
			assertThat(of(checks, Step.COMFYUI).state()).isEqualTo(State.FAILED);
			assertThat(of(checks, Step.COMFYUI).advice()).contains("Another program");
			assertThat(of(checks, Step.QUEUE).state()).isEqualTo(State.SKIPPED);
		}
	}

	@Test
	void givesUpOnASilentServerAtTheDeadline() throws Exception {
		try (ScriptedServer server = new ScriptedServer(request -> new Reply.Silence())) {
			List<ConnectionCheck> checks = run(attached(server.port()), Duration.ofMillis(200));
			assertThat(of(checks, Step.CONNECT).state()).isEqualTo(State.PASSED);
			assertThat(of(checks, Step.HTTP).state()).isEqualTo(State.FAILED);
			assertThat(of(checks, Step.DEVICE).state()).isEqualTo(State.SKIPPED);
		}
	}

	@Test
	void saysThatNothingListensAndThatAHostIsUnknown() throws Exception {
		try (ReservedPort silent = new ReservedPort()) {
			List<ConnectionCheck> checks = run(attached(silent.number()), PATIENCE);
			assertThat(of(checks, Step.CONNECT).state()).isEqualTo(State.FAILED);
			assertThat(of(checks, Step.CONNECT).advice()).contains("Start the server");
			checks = run(attached(silent.number()).toBuilder().host("no-such-host.invalid").build(), PATIENCE);
			assertThat(of(checks, Step.HOST).state()).isEqualTo(State.FAILED);
			assertThat(of(checks, Step.CONNECT).state()).isEqualTo(State.SKIPPED);
		}
	}

	@Test
	void tellsAFreePortFromAForeignServer() throws Exception {
		InstanceConfiguration own = attached(1).toBuilder().kind(InstanceConfiguration.COMFYUI).build();
		try (ScriptedServer server = new ScriptedServer(ConnectionTestTest::comfy)) {
			List<ConnectionCheck> checks = run(own.toBuilder().port(server.port()).build(), PATIENCE);
			assertThat(of(checks, Step.PORT).state()).isEqualTo(State.FAILED);
			assertThat(of(checks, Step.PORT).result()).contains("is in use by");
			assertThat(of(checks, Step.COMFYUI).state()).isEqualTo(State.PASSED);
		}
		try (ReservedPort free = new ReservedPort()) {
			List<ConnectionCheck> checks = run(own.toBuilder().port(free.number()).build(), PATIENCE);
			assertThat(of(checks, Step.PORT).state()).isEqualTo(State.PASSED);
			assertThat(of(checks, Step.HTTP).state()).isEqualTo(State.SKIPPED);
		}
	}

	@Test
	void tellsErrorsAndWarningsOfTheConfiguration() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ConnectionTestTest::comfy)) {
			findings = CompletableFuture.completedFuture(List.of(new Finding(Severity.ERROR, Field.NAME, "No name.", null)));
			assertThat(of(run(attached(server.port()), PATIENCE), Step.CONFIGURATION))
					.isEqualTo(new ConnectionCheck(Step.CONFIGURATION, State.FAILED, "No name.", "Mend what is marked; it can't be saved before."));
			findings = CompletableFuture.completedFuture(List.of(new Finding(Severity.WARNING, Field.PYTHON, "No Python.", null)));
			assertThat(of(run(attached(server.port()), PATIENCE), Step.CONFIGURATION).state()).isEqualTo(State.WARNING);
		}
	}

	@Test
	void canBeCancelledWhileAServerIsSilent() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		try (ScriptedServer server = new ScriptedServer(request -> {
			asked.countDown();
			return new Reply.Silence();
		})) {
			LinkedBlockingQueue<List<ConnectionCheck>> told = new LinkedBlockingQueue<>();
			CompletableFuture<List<ConnectionCheck>> test = new ConnectionTest(attached(server.port()), manager, PATIENCE, told::add).run();
			while (of(told.take(), Step.HTTP).state() != State.RUNNING)
				continue;
			asked.await(); // what was never sent is never broken off
			test.cancel(true);
			assertThatThrownBy(test::join).isInstanceOf(CancellationException.class);
			List<ConnectionCheck> last = told.take();
			assertThat(of(last, Step.HTTP).state()).isEqualTo(State.CANCELLED);
			assertThat(of(last, Step.DEVICE).state()).isEqualTo(State.CANCELLED);
			server.awaitAbort();
		}
	}
}
