// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;

import com.sun.management.OperatingSystemMXBean;

/** How much of the processors all others use while one thread works, of this program and of others. */
final class Crowd {

	/** As short as the pauses: a compilation or a collection beside one of them is not longer. */
	private static final long LOOK_EVERY_NS = 100_000_000;
	/** Of the last second, for what slows a pause down begins before it. */
	private static final int KEPT = 10;

	private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
	private final int processors = system.getAvailableProcessors();
	private final Thread thread;
	private final Deque<Double> shares = new ArrayDeque<>();
	private long looked = System.nanoTime();
	private long worked;

	/** @param thread the one that is no crowd */
	Crowd(Thread thread) {
		this.thread = thread;
		worked = cpu();
		system.getCpuLoad(); // the next call tells of the time from now on
	}

	private long cpu() {
		return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
	}

	/** To be called often. */
	synchronized void look() {
		long now = System.nanoTime();
		if (now - looked < LOOK_EVERY_NS)
			return;
		long cpu = cpu();
		double own = (double) (cpu - worked) / (now - looked);
		double busy = system.getCpuLoad() * processors;
		looked = now;
		worked = cpu;
		if (shares.size() == KEPT)
			shares.removeFirst();
		shares.add(processors < 2 || !(busy >= 0) ? 0 : Math.clamp((busy - own) / (processors - 1), 0, 1));
	}

	/** The largest part of the other processors that was used lately, from 0 to 1. */
	synchronized double share() {
		return shares.stream().mapToDouble(Double::doubleValue).max().orElse(0);
	}
}
