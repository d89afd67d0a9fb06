// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthSettings;
import org.creativestudio.comfyui.core.tests.MonitoredFleet.Found;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.creativestudio.comfyui.testing.ScriptedServer.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every word and sentence for how a server answers, in a time that only moves when the test says so. */
class HealthTransitionsTest {

	static final Reply GOOD = Reply.json("{\"system\": {\"comfyui_version\": \"0.3.64\"}, \"devices\": []}");
	static final Reply BROKEN = Reply.json(503, "");

	private final MonitoredFleet fleet = new MonitoredFleet();
	private final AtomicReference<Function<Request, Reply>> behaviour = new AtomicReference<>(request -> GOOD);

	@AfterEach
	void tearDown() {
		fleet.close();
	}

	private ScriptedServer server() throws IOException {
		return new ScriptedServer(request -> behaviour.get().apply(request));
	}

	private Found next(Reply reply) throws InterruptedException {
		behaviour.set(request -> reply);
		return fleet.next("a");
	}

	private static void is(Found found, Health word, String reason) {
		assertThat(found.reason()).contains(reason);
		assertThat(found.word()).isEqualTo(word);
	}

	@Test
	void threeFailuresInARowAreUnhealthyAndTwoAnswersHealthyAgain() throws Exception {
		try (ScriptedServer server = server()) {
			fleet.add("a", server.base());
			fleet.monitor();
			is(next(GOOD), Health.HEALTHY, "answers in 0 ms");
			is(next(BROKEN), Health.DEGRADED, "1 of the last 2 checks failed: GET " + server.base() + "/system_stats answered with status 503");
			is(next(BROKEN), Health.DEGRADED, "2 of the last 3 checks failed");
			is(next(BROKEN), Health.UNHEALTHY, "3 checks in a row failed");
			is(next(BROKEN), Health.UNHEALTHY, "4 checks in a row failed");
			is(next(GOOD), Health.UNHEALTHY, "answers again, 1 of the 2 times");
			is(next(GOOD), Health.HEALTHY, "answers in");
		}
	}

	@Test
	void oneThatFailsNowAndThenIsDegraded() throws Exception {
		try (ScriptedServer server = server()) {
			fleet.add("a", server.base());
			fleet.monitor();
			next(GOOD);
			next(BROKEN);
			is(next(GOOD), Health.DEGRADED, "1 of the last 3 checks failed, now answers in 0 ms");
			next(BROKEN);
			is(next(GOOD), Health.DEGRADED, "2 of the last 5 checks failed");
			is(next(GOOD), Health.HEALTHY, "answers in");
		}
	}

	@Test
	void oneThatIsMuchSlowerThanUsualIsDegraded() throws Exception {
		AtomicReference<Duration> time = new AtomicReference<>(Duration.ofMillis(14));
		behaviour.set(request -> {
			fleet.clock.elapse(time.get());
			return GOOD;
		});
		try (ScriptedServer server = server()) {
			fleet.add("a", server.base());
			fleet.monitor();
			for (int i = 0; i < 5; i++)
				is(fleet.next("a"), Health.HEALTHY, "answers in 14 ms");
			time.set(Duration.ofMillis(1800));
			Found slow = fleet.next("a");
			is(slow, Health.DEGRADED, "answers in 1.8 s, usually 14 ms");
			assertThat(slow.report().responseTime()).isEqualTo(Duration.ofMillis(1800));
			time.set(Duration.ofMillis(14));
			is(fleet.next("a"), Health.HEALTHY, "answers in 14 ms");
		}
	}

	@Test
	void flappingIsToldAsSuch() throws Exception {
		try (ScriptedServer server = server()) {
			fleet.add("a", server.base());
			fleet.monitor();
			next(GOOD);
			for (int round = 0; round < 3; round++) {
				for (int i = 0; i < 3; i++)
					next(BROKEN);
				next(GOOD);
				if (round < 2)
					is(next(GOOD), Health.HEALTHY, "answers in");
			}
			is(next(GOOD), Health.DEGRADED, "unhealthy 3 times in the last 10 minutes, now answers in");
			long fellLast = fleet.clock.nanos();
			Found last = next(GOOD);
			while (last.word() != Health.HEALTHY)
				last = next(GOOD);
			is(last, Health.HEALTHY, "answers in");
			assertThat(Duration.ofNanos(fleet.clock.nanos() - fellLast)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10));
		}
	}

	static Stream<Arguments> badServers() {
		byte[] tlsAlert = { 0x15, 3, 3, 0, 2, 2, 70 };
		return Stream.of(Arguments.of("refuses", Reply.json(403, ""), "status 403. The server refuses requests from here"),
				Arguments.of("redirects", new Reply.Answer(302, "Location: http://127.0.0.1:1/\r\n", new byte[0]), "Redirects are not followed"),
				Arguments.of("other JSON", Reply.json("{\"hello\": 1}"), "answers, but not as ComfyUI does"),
				Arguments.of("no JSON", new Reply.Answer(200, "", "<html>".getBytes(StandardCharsets.UTF_8)), "not with the JSON of ComfyUI"),
				Arguments.of("endless", new Reply.Endless(), "more than 1048576 bytes"),
				Arguments.of("100 MB", new Reply.Answer(200, "", new byte[100 << 20]), "more than 1048576 bytes"),
				Arguments.of("TLS where HTTP is asked", new Reply.Raw(tlsAlert), "can't be reached"),
				Arguments.of("hangs up", new Reply.Raw(new byte[0]), "can't be reached"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("badServers")
	void oneThatAnswersWronglyIsToldWithWhatIsWrong(String name, Reply reply, String reason) throws Exception {
		try (ScriptedServer server = server()) {
			fleet.add("a", server.base());
			fleet.monitor();
			is(next(GOOD), Health.HEALTHY, "answers in");
			long begin = fleet.clock.nanos();
			is(next(reply), Health.DEGRADED, reason);
			next(reply);
			is(next(reply), Health.UNHEALTHY, reason);
			assertThat(Duration.ofNanos(fleet.clock.nanos() - begin)).isLessThanOrEqualTo(Duration.ofSeconds(90));
			next(GOOD);
			is(next(GOOD), Health.HEALTHY, "answers in");
		}
	}

	@Test
	void plainHttpWhereTlsIsAskedIsATlsFailure() throws Exception {
		try (ScriptedServer server = new ScriptedServer(request -> GOOD)) {
			fleet.add("a", URI.create("https://127.0.0.1:" + server.port()));
			fleet.monitor();
			is(fleet.next("a"), Health.DEGRADED, "can't be reached");
		}
	}

	static Stream<Reply> silences() {
		return Stream.of(new Reply.Silence(),
				new Reply.Stall("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.ISO_8859_1)));
	}

	@ParameterizedTest
	@MethodSource("silences")
	void oneThatGoesSilentIsUnhealthyWithinItsFailuresTimesTheInterval(Reply silence) throws Exception {
		for (int seconds : new int[] { 5, 30, 120 }) {
			fleet.settings(settings(seconds));
			try (ScriptedServer server = server()) {
				String id = "a" + seconds;
				behaviour.set(request -> GOOD);
				fleet.add(id, server.base());
				fleet.monitor();
				for (int i = 0; i < 12; i++)
					fleet.next(id);
				behaviour.set(request -> silence);
				long begin = fleet.clock.nanos();
				assertThat(fleet.nextSilent(id).word()).isEqualTo(Health.DEGRADED);
				fleet.nextSilent(id);
				Found third = fleet.nextSilent(id);
				Duration took = Duration.ofNanos(fleet.clock.nanos() - begin);
				assertThat(took).isLessThanOrEqualTo(Duration.ofSeconds(3L * seconds));
				is(third, Health.UNHEALTHY, "no answer for ");
				assertThat(third.reason()).endsWith(" s");
			}
		}
	}

	static HealthSettings settings(int seconds) {
		HealthSettings usual = HealthSettings.DEFAULTS;
		return new HealthSettings(Duration.ofSeconds(seconds), usual.fall(), usual.rise(), usual.slowFactor(), usual.slow(), usual.deadline());
	}

	@Test
	void aConnectionThatNobodyServesIsSilence() throws Exception {
		try (ServerSocket halfOpen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			fleet.add("a", URI.create("http://127.0.0.1:" + halfOpen.getLocalPort()));
			fleet.monitor();
			is(fleet.nextSilent("a"), Health.DEGRADED, "no answer within 10 s");
			fleet.nextSilent("a");
			is(fleet.nextSilent("a"), Health.UNHEALTHY, "no answer for");
		}
	}

	@Test
	void oneThatWasGoneIsFoundAgainWhereItWas() throws Exception {
		int port;
		try (ScriptedServer server = server()) {
			port = server.port();
			fleet.add("a", server.base());
			fleet.monitor();
			is(fleet.next("a"), Health.HEALTHY, "answers in");
		}
		for (int i = 0; i < 2; i++)
			assertThat(fleet.next("a").word()).isEqualTo(Health.DEGRADED);
		is(fleet.next("a"), Health.UNHEALTHY, "can't be reached");
		try (ScriptedServer server = ScriptedServer.on(port, request -> GOOD)) {
			fleet.next("a");
			is(fleet.next("a"), Health.HEALTHY, "answers in");
		}
	}
}
