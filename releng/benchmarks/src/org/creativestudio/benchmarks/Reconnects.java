// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.creativestudio.comfyui.client.ClientOptions.Pauses;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.HealthMonitor.Watch;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.internal.HealthSink;
import org.creativestudio.comfyui.core.internal.health.HealthMonitoring;
import org.creativestudio.comfyui.testing.FixedFleet;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What is left of connections that servers close again and again: the monitoring and the clients of the program, in this process, with
 * shorter pauses than usual between connections.
 */
final class Reconnects {

	private static final int SERVERS = 20;
	private static final int LIFE_MILLIS = 20;
	private static final Duration PAUSE = Duration.ofMillis(20);
	/** Of samples, for connections come and go meanwhile. */
	private static final int SAMPLES = 9;
	private static final int SAMPLE_MILLIS = 100;
	private static final int POLL_MILLIS = 20;
	/** Each server has at most one connection for events and one for a check, each of which may be beginning or ending. */
	private static final double LIMIT_MORE = SERVERS;
	private static final double LIMIT_HEAP = 2;

	private Reconnects() {
	}

	/** What a process has. */
	private record Held(double connections, double threads, double virtualThreads, double descriptors, double heap) {
	}

	static Table measure(Product product, int count) throws IOException, InterruptedException {
		Process servers = new ProcessBuilder(product.java().toString(), "-cp", product.bundle().toString(), //$NON-NLS-1$
				SimulatedServers.class.getName(), Integer.toString(SERVERS), Integer.toString(LIFE_MILLIS))
				.redirectError(ProcessBuilder.Redirect.DISCARD).start();
		try (BufferedReader answers = new BufferedReader(new InputStreamReader(servers.getInputStream(), StandardCharsets.UTF_8));
				OutputStream commands = servers.getOutputStream()) {
			List<Integer> ports = Stream.of(answers.readLine().strip().split(" ")).map(Integer::valueOf).toList(); //$NON-NLS-1$
			try (FixedFleet fleet = new FixedFleet(ports, 1, options -> options.reconnects(new Pauses(PAUSE, PAUSE)));
					HealthMonitoring monitoring = new HealthMonitoring(fleet, new Forgetful());
					Watch watch = monitoring.monitor()) {
				Held before = held(product, await(count / 10, answers, commands));
				long begin = System.nanoTime();
				long reached = await(count, answers, commands);
				double seconds = (System.nanoTime() - begin) / 1e9;
				return table(before, held(product, reached), (reached - before.connections) / seconds);
			}
		} finally {
			servers.destroy();
			servers.waitFor();
		}
	}

	/** Nobody looks at what is found. */
	private static final class Forgetful implements HealthSink {
		@Override
		public CompletableFuture<Void> checked(String id, HealthReport report, @Nullable ServerFacts facts, @Nullable QueueLoad queue) {
			return CompletableFuture.completedFuture(null); // not of interest
		}

		@Override
		public void queued(String id, QueueLoad queue) {
			// not of interest
		}
	}

	/** Waits until the servers have accepted so many WebSockets; gives how many they have. */
	private static long await(int count, BufferedReader answers, OutputStream commands) throws IOException, InterruptedException {
		while (true) {
			commands.write("report\n".getBytes(StandardCharsets.UTF_8)); //$NON-NLS-1$
			commands.flush();
			long reached = Long.parseLong(answers.readLine().split(" ")[4]); //$NON-NLS-1$
			if (reached >= count)
				return reached;
			TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
		}
	}

	private static Held held(Product product, long connections) throws IOException, InterruptedException {
		long pid = ProcessHandle.current().pid();
		double[] threads = new double[SAMPLES];
		double[] virtualThreads = new double[SAMPLES];
		double[] descriptors = new double[SAMPLES];
		double[] heap = new double[SAMPLES];
		for (int i = 0; i < SAMPLES; i++) {
			Histogram histogram = Histogram.of(product.java(), pid);
			threads[i] = Processes.threads(pid);
			virtualThreads[i] = histogram.instances("java.lang.VirtualThread"); //$NON-NLS-1$
			descriptors[i] = Processes.descriptors(pid);
			heap[i] = histogram.megabytes();
			TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
		}
		return new Held(connections, Table.median(threads), Table.median(virtualThreads), Table.median(descriptors), Table.median(heap));
	}

	private static Table table(Held before, Held after, double perSecond) {
		String at = " at " + (long) before.connections; //$NON-NLS-1$
		String more = " more at " + (long) after.connections + "; ratio: against "; //$NON-NLS-1$ //$NON-NLS-2$
		Table table = new Table("Monitoring " + SERVERS + " servers that close each connection after " + LIFE_MILLIS + " ms", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		row(table, "threads", at, before.threads, more, after.threads, LIMIT_MORE); //$NON-NLS-1$
		row(table, "virtual threads", at, before.virtualThreads, more, after.virtualThreads, LIMIT_MORE); //$NON-NLS-1$
		row(table, "descriptors", at, before.descriptors, more, after.descriptors, LIMIT_MORE); //$NON-NLS-1$
		row(table, "heap, MiB", at, before.heap, more, after.heap, LIMIT_HEAP); //$NON-NLS-1$
		table.add("connections in a second", new double[] { perSecond }); //$NON-NLS-1$
		return table;
	}

	private static void row(Table table, String what, String at, double before, String more, double after, double limit) {
		table.add(what + at, new double[] { before });
		table.add(what + more + (int) limit, new double[] { after - before }, Math.max(0, after - before) / limit, 1.0);
	}
}
