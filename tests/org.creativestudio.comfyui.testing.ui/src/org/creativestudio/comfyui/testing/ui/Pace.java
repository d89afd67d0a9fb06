// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * How much slower the processor of a thread is now than the one that the limits are for: that thread does the same small piece of work
 * again and again. It is slower where the machine is, and where others use the same core.
 */
final class Pace {

	/** Of {@link #work()} on an Intel Xeon of 2.5 GHz (Cascade Lake, with nothing beside it). */
	private static final double REFERENCE_NS = 41_000;
	/** Nothing is excused that would be too long on a machine of half the speed. */
	private static final double MOST = 2;
	private static final int STEPS = 20_000;
	/** At 50 measurements a second those of the last second, for what slows a pause down begins before it; a tenth of them was slower. */
	private static final int KEPT = 50;
	private static final int UNTIL_COMPILED = 1_000;
	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final long[] times = new long[KEPT];
	private int measured;
	private long state = 88_172_645_463_325_252L;
	private volatile double slowness = 1;

	Pace() {
		for (int i = 0; i < UNTIL_COMPILED; i++)
			work();
	}

	/** To be called often, by the thread itself. */
	void measure() {
		long begin = THREADS.getCurrentThreadCpuTime();
		work();
		times[measured++ % KEPT] = THREADS.getCurrentThreadCpuTime() - begin;
		long[] sorted = Arrays.copyOf(times, Math.min(measured, KEPT));
		Arrays.sort(sorted);
		slowness = Math.clamp(sorted[sorted.length * 9 / 10] / REFERENCE_NS, 1, MOST);
	}

	/** Random numbers by xorshift, which no compiler shortens. */
	private void work() {
		long x = state;
		for (int i = 0; i < STEPS; i++) {
			x ^= x << 13;
			x ^= x >>> 7;
			x ^= x << 17;
		}
		state = x;
	}

	/** What the time of some work is divided by; 1 on a machine as fast as the reference or faster, 2 at most. Any thread. */
	double slowness() {
		return slowness;
	}
}
