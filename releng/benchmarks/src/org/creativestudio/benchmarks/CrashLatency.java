// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.testing.FakeComfy.Behaviour;

/**
 * From the kill of a server to the line that tells of it in a program that supervises: for a server which that program has
 * started (its child) and for one that another program has started (found again). Compared with how long the system takes to
 * tell Java of the end of a process.
 */
final class CrashLatency {

	private static final String CRASHED = "\"status\":\"error\""; //$NON-NLS-1$
	private static final long POLL_NANOS = 200_000;
	private static final long DEADLINE_SECONDS = 30;
	/** A crash shall be noticed at once and not at the next health check, 5 s later: a fifth of a second at most, by far the most. */
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
		FakeFleet fleet = FakeFleet.of(product.scratch(), "crash", 1, Behaviour.GOOD, 0, "never"); //$NON-NLS-1$ //$NON-NLS-2$
		Studio studio = new Studio(product.directory(), fleet.home());
		double[] adopted = kills(studio, fleet, product.scratch(), kills);
		Table table = new Table("From kill -9 of a server to the line that tells of it, " + kills + " kills", "ms"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		table.add("the system tells Java of the end of a child", raw); //$NON-NLS-1$
		double worst = java.util.Arrays.stream(adopted).max().orElseThrow();
		table.add("a server that was found again; ratio: worst against " + (int) LIMIT_MS + " ms", adopted, worst / LIMIT_MS, 1.0); //$NON-NLS-1$ //$NON-NLS-2$
		table.note("A server that is our own child is told of as in the first row: the same call of the system."); //$NON-NLS-1$
		return table;
	}

	private static double[] kills(Studio studio, FakeFleet fleet, Path scratch, int kills) throws IOException, InterruptedException {
		Path output = Files.createTempFile(scratch, "supervise", ".json"); //$NON-NLS-1$ //$NON-NLS-2$
		Process supervisor = studio.begin(output, "supervise", "--json"); //$NON-NLS-1$ //$NON-NLS-2$
		double[] values = new double[kills];
		try {
			for (int i = 0; i < kills; i++) {
				studio.run("instance", "start", fleet.ids().get(0)); //$NON-NLS-1$ //$NON-NLS-2$
				awaitRunning(output, i);
				long before = crashes(output);
				ProcessHandle server = fleet.server(fleet.ids().get(0)).orElseThrow();
				long begin = System.nanoTime();
				server.destroyForcibly();
				while (crashes(output) == before) {
					if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS))
						throw new IOException("the crash was not noticed: " + Files.readString(output)); //$NON-NLS-1$
					java.util.concurrent.locks.LockSupport.parkNanos(POLL_NANOS);
				}
				values[i] = (System.nanoTime() - begin) / 1e6;
			}
		} finally {
			supervisor.destroy();
			supervisor.waitFor();
			studio.run("instance", "stop", "all"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		}
		return values;
	}

	/** The supervising program must have found it before it is killed. */
	private static void awaitRunning(Path output, int before) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
		while (Files.readString(output).lines().filter(line -> line.contains("\"status\":\"running\"")).count() <= before) { //$NON-NLS-1$
			if (System.nanoTime() > deadline)
				throw new IOException("the server was not found: " + Files.readString(output)); //$NON-NLS-1$
			Thread.sleep(20);
		}
	}

	private static long crashes(Path output) throws IOException {
		return Files.readString(output).lines().filter(line -> line.contains(CRASHED)).count();
	}
}
