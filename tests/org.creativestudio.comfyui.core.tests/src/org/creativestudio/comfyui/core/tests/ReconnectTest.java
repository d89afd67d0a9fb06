// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ClientOptions.Pauses;
import org.creativestudio.comfyui.testing.ScriptedServer;
import org.creativestudio.comfyui.testing.ScriptedServer.Frames;
import org.creativestudio.comfyui.testing.ScriptedServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that a server ends again and again leave nothing behind. The benchmark {@code reconnect} does it 10,000 times. */
class ReconnectTest {

	private static final int FEW = 20;
	private static final int MANY = 220;
	/** Far fewer than connections between. */
	private static final int SLACK = 20;
	private static final String STATUS = "{\"type\": \"status\", \"data\": {\"status\": {\"exec_info\": {\"queue_remaining\": 0}}}}";

	@TempDir
	Path directory;
	private final MonitoredFleet fleet = new MonitoredFleet();
	private final CountDownLatch resume = new CountDownLatch(1);
	private final CountDownLatch end = new CountDownLatch(1);
	private final AtomicInteger connections = new AtomicInteger();
	/** Connections whose client has not closed its end. */
	private final AtomicInteger open = new AtomicInteger();
	private final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();

	@AfterEach
	void tearDown() {
		resume.countDown();
		end.countDown();
		fleet.close();
	}

	/** Says goodbye, or stays at the counts at which it is looked at. */
	private void push(Frames frames) throws IOException, InterruptedException {
		int number = connections.incrementAndGet();
		open.incrementAndGet();
		frames.text(STATUS);
		if (number == FEW || number == MANY) {
			begun.add(number);
			(number == FEW ? resume : end).await();
		}
		frames.close(1001);
		frames.awaitEnd();
		open.decrementAndGet();
	}

	@Test
	void neitherThreadsNorSocketsGrow() throws Exception {
		try (ScriptedServer server = new ScriptedServer(
				request -> request.path().startsWith("/ws") ? new Reply.Upgrade(this::push) : HealthTransitionsTest.GOOD)) {
			Pauses none = new Pauses(Duration.ofMillis(1), Duration.ofMillis(1));
			fleet.add("a", ClientOptions.of(server.base()).reconnects(none), true);
			fleet.monitor();
			await(FEW);
			List<String> before = threads();
			assertThat(before).as("what is looked for is seen").anyMatch(line -> line.contains("comfyui-events-" + server.port()));
			long descriptors = descriptors();
			resume.countDown();
			await(MANY);
			assertThat(open).as("connections that the client keeps").hasValueLessThan(SLACK);
			assertThat(threads()).filteredOn(line -> line.contains("comfyui-events-" + server.port())).hasSizeLessThan(SLACK);
			assertThat(threads()).hasSizeLessThan(before.size() + SLACK);
			assertThat(descriptors()).isLessThan(descriptors + SLACK);
		}
	}

	/** Time passes, so that the instance is asked meanwhile too. */
	private void await(int count) throws InterruptedException {
		Integer seen = null;
		while (seen == null || seen < count) {
			fleet.clock.advance(Duration.ofMillis(200));
			seen = begun.poll(20, TimeUnit.MILLISECONDS);
		}
	}

	/** Virtual ones too, but not those of the system that carry them. */
	private List<String> threads() throws Exception {
		Path dump = directory.toRealPath().resolve("threads-" + System.nanoTime());
		server().invoke(new ObjectName("com.sun.management:type=HotSpotDiagnostic"), "dumpThreads",
				new Object[] { dump.toString(), "TEXT_PLAIN" }, new String[] { String.class.getName(), String.class.getName() });
		return Files.readAllLines(dump).stream().filter(line -> line.startsWith("#") && !line.contains("ForkJoinPool")).toList();
	}

	/** Always 0 where the system does not tell. */
	private static long descriptors() throws Exception {
		ObjectName system = new ObjectName("java.lang:type=OperatingSystem");
		for (var attribute : server().getMBeanInfo(system).getAttributes())
			if (attribute.getName().equals("OpenFileDescriptorCount"))
				return (Long) server().getAttribute(system, attribute.getName());
		return 0;
	}

	private static MBeanServer server() {
		return ManagementFactory.getPlatformMBeanServer();
	}
}
