// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.testing.FakeComfy.Behaviour;

/**
 * Starts, stops and kills at random moments: servers, the program that supervises them, and the one that starts or stops. At the
 * end, after one stop of all, nothing may be left. The servers start children that outlive them.
 */
final class Chaos {

	private static final int INSTANCES = 3;
	private static final int LATEST_MS = 1500;
	private static final long DEADLINE_SECONDS = 90;
	/** Cycles in one supervisor's life, to see whether it grows. */
	private static final int STEADY_CYCLES = 12;
	private static final int STEADY_WARM_UP = 4;

	private final FakeFleet fleet;
	private final Studio studio;
	private final Path scratch;
	private final Random random;
	private Process supervisor;

	private Chaos(Product product, long seed) throws IOException {
		scratch = product.scratch();
		fleet = FakeFleet.of(scratch, "chaos", INSTANCES, Behaviour.LEAVES_CHILDREN, 0, "on-failure"); //$NON-NLS-1$ //$NON-NLS-2$
		studio = new Studio(product.directory(), fleet.home());
		random = new Random(seed);
		supervisor = supervise();
	}

	static Table measure(Product product, int cycles) throws IOException, InterruptedException {
		long seed = System.nanoTime();
		Chaos chaos = new Chaos(product, seed);
		int stuck = 0;
		for (int cycle = 0; cycle < cycles; cycle++)
			if (!chaos.cycle())
				stuck++;
		if (!chaos.supervisor.isAlive())
			chaos.supervisor = chaos.supervise();
		String end = chaos.studio.run("instance", "stop", "all", "--json"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		String list = chaos.studio.run("instance", "list", "--json"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		Table table = new Table("Start, stop and kill -9 at random moments, " + cycles + " cycles, then stop all", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		none(table, "commands that did not end within " + DEADLINE_SECONDS + " s", stuck); //$NON-NLS-1$ //$NON-NLS-2$
		none(table, "instances that are not stopped", INSTANCES - count(list, "\"status\": \"stopped\"")); //$NON-NLS-1$ //$NON-NLS-2$
		none(table, "failures of the last stop", count(end, "\"message\":")); //$NON-NLS-1$ //$NON-NLS-2$
		none(table, "processes left", chaos.left()); //$NON-NLS-1$
		none(table, "ports held", chaos.portsHeld()); //$NON-NLS-1$
		none(table, "dead children that nobody waited for", //$NON-NLS-1$
				Processes.zombies(ProcessHandle.current().pid()) + Processes.zombies(chaos.supervisor.pid()));
		chaos.steady(table);
		chaos.supervisor.destroy();
		chaos.supervisor.waitFor();
		table.note("seed " + seed); //$NON-NLS-1$
		if (!table.met())
			table.note(list);
		return table;
	}

	private static void none(Table table, String what, long found) {
		table.add(what, new double[] { found }, found, 0.0);
	}

	private Process supervise() throws IOException {
		return studio.begin(Files.createTempFile(scratch, "supervise", ".log"), "supervise"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	/** False when a command had to be killed because it did not end. */
	private boolean cycle() throws IOException, InterruptedException {
		if (!supervisor.isAlive())
			supervisor = supervise();
		Process command = studio.begin(scratch.resolve("command.log"), "instance", random.nextInt(3) == 0 ? "stop" : "start", anyId()); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		Thread.sleep(random.nextInt(LATEST_MS));
		int victim = random.nextInt(5);
		if (victim == 0 || victim == 3)
			fleet.server(anyId()).ifPresent(ProcessHandle::destroyForcibly);
		if (victim == 1 || victim == 3)
			supervisor.destroyForcibly().waitFor();
		if (victim == 2)
			command.destroyForcibly();
		boolean ended = command.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
		command.destroyForcibly();
		return ended;
	}

	private String anyId() {
		return fleet.ids().get(random.nextInt(fleet.ids().size()));
	}

	/** The same in the life of one supervisor: its threads and open files may not grow. */
	private void steady(Table table) throws IOException, InterruptedException {
		String id = fleet.ids().get(0);
		double[] threads = new double[STEADY_CYCLES];
		double[] files = new double[STEADY_CYCLES];
		for (int cycle = 0; cycle < STEADY_CYCLES; cycle++) {
			studio.run("instance", "start", id); //$NON-NLS-1$ //$NON-NLS-2$
			if (cycle % 2 == 0)
				fleet.server(id).ifPresent(ProcessHandle::destroyForcibly);
			studio.run("instance", "stop", id); //$NON-NLS-1$ //$NON-NLS-2$
			Thread.sleep(LATEST_MS); // the supervisor looks once a second
			threads[cycle] = Processes.threads(supervisor.pid());
			files[cycle] = Processes.descriptors(supervisor.pid());
		}
		table.add("threads of the supervisor after each of " + STEADY_CYCLES + " cycles", threads, growth(threads), 1.15); //$NON-NLS-1$ //$NON-NLS-2$
		table.add("open files of the supervisor after each of them", files, growth(files), 1.1); //$NON-NLS-1$
	}

	/** The last against the most after the warm-up. */
	private static double growth(double[] values) {
		double early = 0;
		for (int i = 0; i < STEADY_WARM_UP; i++)
			early = Math.max(early, values[i]);
		return values[values.length - 1] / early;
	}

	private long left() throws InterruptedException {
		String mark = "CREATIVE_STUDIO_INSTANCE=chaos-" + ProcessHandle.current().pid() + '-'; //$NON-NLS-1$
		long left = Processes.withEnvironment(mark).size();
		// a killed one may need a moment to be gone
		for (int look = 0; look < 20 && left > 0; look++) {
			Thread.sleep(50);
			left = Processes.withEnvironment(mark).size();
		}
		return left;
	}

	private long portsHeld() {
		return fleet.ports().stream().filter(port -> {
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return !socket.isBound();
			} catch (IOException e) {
				return true;
			}
		}).count();
	}

	private static long count(String text, String part) {
		return text.split(java.util.regex.Pattern.quote(part), -1).length - 1L;
	}
}
