// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.testing.FakeComfy.Behaviour;

/** Memory and processor time of the program that supervises, with no instance and with many that print much. */
final class RunningFleet {

	private static final int LINES_IN_ALL = 1000;
	private static final int SECONDS = 30;
	/** A tenth of one core. */
	private static final double LIMIT_CPU = 10;

	private RunningFleet() {
	}

	static Table measure(Product product, int count) throws IOException, InterruptedException {
		FakeFleet fleet = FakeFleet.of(product.scratch(), "fleet", count, Behaviour.TALKATIVE, LINES_IN_ALL / count, "on-failure"); //$NON-NLS-1$ //$NON-NLS-2$
		Studio studio = new Studio(product.directory(), fleet.home());
		Process supervisor = studio.begin(product.scratch().resolve("fleet.log"), "supervise"); //$NON-NLS-1$ //$NON-NLS-2$
		try {
			double[] idle = sample(supervisor.pid());
			studio.run("instance", "start", "all"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			TimeUnit.SECONDS.sleep(5); // it has found them all
			double[] busy = sample(supervisor.pid());
			Table table = new Table("The supervising program with " + count + " running instances that print " + LINES_IN_ALL //$NON-NLS-1$ //$NON-NLS-2$
					+ " lines a second in all, over " + SECONDS + " s", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			table.add("memory (RSS) without, MB", new double[] { idle[0] }); //$NON-NLS-1$
			table.add("memory (RSS) with, MB", new double[] { busy[0] }, busy[0] / idle[0], null); //$NON-NLS-1$
			table.add("processor without, % of one core", new double[] { idle[1] }); //$NON-NLS-1$
			table.add("processor with; ratio: against " + (int) LIMIT_CPU + " %", new double[] { busy[1] }, busy[1] / LIMIT_CPU, 1.0); //$NON-NLS-1$ //$NON-NLS-2$
			table.add("threads with", new double[] { busy[2] }, busy[2] / idle[2], null); //$NON-NLS-1$
			return table;
		} finally {
			studio.run("instance", "stop", "all"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			supervisor.destroy();
			supervisor.waitFor();
		}
	}

	private static double[] sample(long pid) throws InterruptedException {
		TimeUnit.SECONDS.sleep(5);
		double before = Processes.cpuSeconds(pid);
		TimeUnit.SECONDS.sleep(SECONDS);
		return new double[] { Processes.megabytes(pid), (Processes.cpuSeconds(pid) - before) * 100 / SECONDS, Processes.threads(pid) };
	}
}
