// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What monitoring many attached instances every 5 s costs the supervising program, and whether any is asked too late; then what its memory
 * of an hour takes when it is full.
 */
final class MonitoredFleet {

	private static final int INTERVAL_SECONDS = 5;
	private static final int SECONDS = 60;
	private static final int SETTLE_SECONDS = 40;
	/** A tenth of one core. */
	private static final double LIMIT_CPU = 10;
	private static final double LIMIT_HEAP = 64;
	/** More than without any instance, however many there are. */
	private static final double LIMIT_THREADS = 24;

	private static final int SOME = 100;
	/** Of some. */
	private static final int BAD = 4;

	private MonitoredFleet() {
	}

	static Table measure(Product product, int count) throws IOException, InterruptedException {
		Table table = new Table("The supervising program with attached instances at " + INTERVAL_SECONDS + " s, over " + SECONDS + " s each", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		double[] idle = run(product, 0, 0);
		table.add("0 instances: processor, % of one core", new double[] { idle[0] }); //$NON-NLS-1$
		table.add("0 instances: heap, MiB", new double[] { idle[1] }); //$NON-NLS-1$
		table.add("0 instances: threads", new double[] { idle[2] }); //$NON-NLS-1$
		for (int instances = Math.min(10, count); instances <= count; instances *= 10) {
			double[] busy = run(product, instances, 0);
			String name = instances + " instances: "; //$NON-NLS-1$
			table.add(name + "processor, %; ratio: against " + (int) LIMIT_CPU, new double[] { busy[0] }, busy[0] / LIMIT_CPU, 1.0); //$NON-NLS-1$
			table.add(name + "heap more, MiB; ratio: against " + (int) LIMIT_HEAP, new double[] { busy[1] - idle[1] }, //$NON-NLS-1$
					(busy[1] - idle[1]) / LIMIT_HEAP, 1.0);
			table.add(name + "threads more; ratio: against " + (int) LIMIT_THREADS, new double[] { busy[2] - idle[2] }, //$NON-NLS-1$
					(busy[2] - idle[2]) / LIMIT_THREADS, 1.0);
			table.add(name + "longest wait for a check, s; ratio: to 2 intervals", new double[] { busy[3] }, //$NON-NLS-1$
					busy[3] / (2 * INTERVAL_SECONDS), 1.0);
		}
		addBad(table, product, Math.min(SOME, count));
		addHours(table, product, count);
		return table;
	}

	/** Whether some that hang or flood delay the checks of the others. */
	private static void addBad(Table table, Product product, int count) throws IOException, InterruptedException {
		double longest = run(product, count, BAD)[3];
		table.add(count + " instances, " + BAD + " hang or flood: wait of others, s; to 2 intervals", new double[] { longest }, //$NON-NLS-1$ //$NON-NLS-2$
				longest / (2 * INTERVAL_SECONDS), 1.0);
	}

	/** Health and figures together, in a process that has lived through an hour. */
	private static void addHours(Table table, Product product, int count) throws IOException, InterruptedException {
		double idle = hour(product, 0, "attached"); //$NON-NLS-1$
		for (int instances = Math.min(10, count); instances <= count; instances *= 10) {
			double full = hour(product, instances, "attached") - idle; //$NON-NLS-1$
			table.add(instances + " instances: heap more with a full hour of figures; against " + (int) LIMIT_HEAP, new double[] { full }, //$NON-NLS-1$
					full / LIMIT_HEAP, 1.0);
		}
		double local = hour(product, count, "local") - idle; //$NON-NLS-1$
		table.add(count + " instances: the same if all were processes with GPUs", new double[] { local }, local / LIMIT_HEAP, null); //$NON-NLS-1$
	}

	/** Heap in MiB after a collection. */
	private static double hour(Product product, int count, String kind) throws IOException, InterruptedException {
		Process servers = servers(product, count, 0);
		try (BufferedReader answers = new BufferedReader(new InputStreamReader(servers.getInputStream(), StandardCharsets.UTF_8))) {
			Path home = Files.createDirectories(product.scratch().resolve(kind + '-' + count));
			configure(home, List.of(answers.readLine().strip().split(" "))); //$NON-NLS-1$
			Process watcher = new ProcessBuilder(product.java().toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", //$NON-NLS-1$ //$NON-NLS-2$
					"--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), WatchedHour.class.getName(), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
					home.toString(), Integer.toString(INTERVAL_SECONDS), kind).redirectError(product.scratch().resolve("hour.log").toFile()) //$NON-NLS-1$
					.start();
			try (BufferedReader said = new BufferedReader(new InputStreamReader(watcher.getInputStream(), StandardCharsets.UTF_8))) {
				if (said.readLine() == null)
					throw new IOException(Files.readString(product.scratch().resolve("hour.log"))); //$NON-NLS-1$
				TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
				return Histogram.of(product.java(), watcher.pid()).megabytes();
			} finally {
				watcher.destroy();
				watcher.waitFor();
			}
		} finally {
			servers.destroy();
			servers.waitFor();
		}
	}

	private static Process servers(Product product, int count, int bad) throws IOException {
		return new ProcessBuilder(product.java().toString(), "-cp", product.bundle().toString(), //$NON-NLS-1$
				SimulatedServers.class.getName(), Integer.toString(count), "0", Integer.toString(bad)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
	}

	/** Processor in percent, heap in MiB after a collection, threads, longest wait in seconds. */
	private static double[] run(Product product, int count, int bad) throws IOException, InterruptedException {
		Process servers = servers(product, count, bad);
		try (BufferedReader answers = new BufferedReader(new InputStreamReader(servers.getInputStream(), StandardCharsets.UTF_8));
				OutputStream commands = servers.getOutputStream()) {
			Path home = Files.createDirectories(product.scratch().resolve("monitored-" + count + '-' + bad)); //$NON-NLS-1$
			configure(home, List.of(answers.readLine().strip().split(" "))); //$NON-NLS-1$
			Process supervisor = new Studio(product.directory(), home).begin(product.scratch().resolve("monitored.log"), "supervise"); //$NON-NLS-1$ //$NON-NLS-2$
			try {
				TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
				say(commands, "reset"); //$NON-NLS-1$
				double before = Processes.cpuSeconds(supervisor.pid());
				TimeUnit.SECONDS.sleep(SECONDS);
				double cpu = (Processes.cpuSeconds(supervisor.pid()) - before) * 100 / SECONDS;
				say(commands, "report"); //$NON-NLS-1$
				String[] report = answers.readLine().split(" "); //$NON-NLS-1$
				if (count > 0 && Long.parseLong(report[0]) == 0)
					throw new IOException("nothing was checked"); //$NON-NLS-1$
				return new double[] { cpu, Histogram.of(product.java(), supervisor.pid()).megabytes(), Processes.threads(supervisor.pid()),
						Long.parseLong(report[1]) / 1000.0 };
			} finally {
				supervisor.destroy();
				supervisor.waitFor();
			}
		} finally {
			servers.destroy();
			servers.waitFor();
		}
	}

	private static void say(OutputStream commands, String command) throws IOException {
		commands.write((command + '\n').getBytes(StandardCharsets.UTF_8));
		commands.flush();
	}

	private static void configure(Path home, List<String> ports) throws IOException {
		List<String> instances = new ArrayList<>();
		for (String port : ports)
			if (!port.isEmpty())
				instances.add(String.format(Locale.ROOT,
						"{\"id\": \"sim-%s\", \"name\": \"sim-%s\", \"kind\": \"attached\", \"host\": \"127.0.0.1\", \"port\": %s}", port, //$NON-NLS-1$
						port, port));
		Files.writeString(home.resolve("instances.json"), "{\"schemaVersion\": 1, \"settings\": {\"healthIntervalMs\": " //$NON-NLS-1$ //$NON-NLS-2$
				+ INTERVAL_SECONDS * 1000 + "}, \"instances\": [" + String.join(", ", instances) + "]}"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}
}
