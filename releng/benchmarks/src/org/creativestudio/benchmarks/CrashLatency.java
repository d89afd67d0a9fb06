// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.creativestudio.comfyui.testing.FakeComfy.Behaviour;

/**
 * From the kill of a server to the line that tells of it in a program that supervises: for a server which that program has
 * started (its child) and for one that another program has started (found again). Compared with how long the system takes to
 * tell Java of the end of a process.
 */
final class CrashLatency {

	private static final String CRASHED = "\"status\":\"error\""; //$NON-NLS-1$
	private static final String RUNNING = "\"status\":\"running\""; //$NON-NLS-1$
	/** So often a crashed server is started again at most. */
	private static final int RESTARTS = 5;
	private static final long POLL_NANOS = 200_000;
	private static final long DEADLINE_SECONDS = 60;
	/** A crash shall be noticed at once and not at the next health check, 5 s later: in a quarter of a second in the worst case. */
	private static final double LIMIT_MS = 250;

	private CrashLatency() {
	}

	static Table measure(Product product, int kills) throws IOException, InterruptedException {
		double[] raw = new double[kills];
		for (int i = 0; i < kills; i++) {
			Process process = new ProcessBuilder("sleep", "1000").start(); //$NON-NLS-1$ //$NON-NLS-2$
			long begin = System.nanoTime();
			process.destroyForcibly();
			process.waitFor();
			raw[i] = (System.nanoTime() - begin) / 1e6;
		}
		double[] children = children(product, kills);
		FakeFleet fleet = FakeFleet.of(product.scratch(), "crash", 1, Behaviour.GOOD, 0, "never"); //$NON-NLS-1$ //$NON-NLS-2$
		double[] adopted = adopted(new Studio(product.directory(), fleet.home()), fleet, product.scratch(), kills);
		Table table = new Table("From kill -9 of a server to the line that tells of it, " + kills + " kills", "ms"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		table.add("the system tells Java of the end of a child", raw); //$NON-NLS-1$
		table.add("a server that the program started; ratio: worst against " + (int) LIMIT_MS + " ms", children, worst(children), 1.0); //$NON-NLS-1$ //$NON-NLS-2$
		table.add("a server that it found again; ratio: the same", adopted, worst(adopted), 1.0); //$NON-NLS-1$
		return table;
	}

	private static double worst(double[] values) {
		return Arrays.stream(values).max().orElseThrow() / LIMIT_MS;
	}

	/** Several instances, each killed as often as it is started again by itself. */
	private static double[] children(Product product, int kills) throws IOException, InterruptedException {
		FakeFleet fleet = FakeFleet.of(product.scratch(), "child", Math.max(1, kills / RESTARTS), Behaviour.GOOD, 0, "on-failure"); //$NON-NLS-1$ //$NON-NLS-2$
		Path output = Files.createTempFile(product.scratch(), "supervise", ".json"); //$NON-NLS-1$ //$NON-NLS-2$
		Studio studio = new Studio(product.directory(), fleet.home());
		Process supervisor = studio.begin(output, "supervise", "--json", "--auto-start"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		double[] values = new double[fleet.ids().size() * RESTARTS];
		try {
			for (String id : fleet.ids())
				awaitLine(output, id, RUNNING, 0);
			for (int i = 0; i < values.length; i++) {
				String id = fleet.ids().get(i % fleet.ids().size());
				awaitLine(output, id, RUNNING, i / fleet.ids().size());
				values[i] = kill(output, fleet, id);
			}
		} finally {
			supervisor.destroy();
			supervisor.waitFor();
			studio.run("instance", "stop", "all"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		}
		return values;
	}

	private static double[] adopted(Studio studio, FakeFleet fleet, Path scratch, int kills) throws IOException, InterruptedException {
		Path output = Files.createTempFile(scratch, "supervise", ".json"); //$NON-NLS-1$ //$NON-NLS-2$
		Process supervisor = studio.begin(output, "supervise", "--json"); //$NON-NLS-1$ //$NON-NLS-2$
		double[] values = new double[kills];
		String id = fleet.ids().get(0);
		try {
			awaitText(output, "Supervising"); //$NON-NLS-1$
			for (int i = 0; i < kills; i++) {
				studio.run("instance", "start", id); //$NON-NLS-1$ //$NON-NLS-2$
				awaitLine(output, id, RUNNING, i);
				values[i] = kill(output, fleet, id);
			}
		} finally {
			supervisor.destroy();
			supervisor.waitFor();
			studio.run("instance", "stop", "all"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		}
		return values;
	}

	private static double kill(Path output, FakeFleet fleet, String id) throws IOException {
		long before = count(output, id, CRASHED);
		ProcessHandle server = fleet.server(id).orElseThrow();
		long begin = System.nanoTime();
		server.destroyForcibly();
		while (count(output, id, CRASHED) == before) {
			if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS))
				throw new IOException("the crash was not noticed: " + Files.readString(output)); //$NON-NLS-1$
			LockSupport.parkNanos(POLL_NANOS);
		}
		return (System.nanoTime() - begin) / 1e6;
	}

	/** Waits for one more line of an instance with that status than there were. */
	private static void awaitLine(Path output, String id, String status, long before) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
		while (count(output, id, status) <= before) {
			if (System.nanoTime() > deadline)
				throw new IOException(id + " did not get there: " + Files.readString(output)); //$NON-NLS-1$
			Thread.sleep(20);
		}
	}

	private static void awaitText(Path output, String text) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
		while (!Files.readString(output).contains(text)) {
			if (System.nanoTime() > deadline)
				throw new IOException("nobody said " + text); //$NON-NLS-1$
			Thread.sleep(20);
		}
	}

	private static long count(Path output, String id, String status) throws IOException {
		return Files.readString(output).lines().filter(line -> line.contains('"' + id + '"') && line.contains(status)).count();
	}
}
