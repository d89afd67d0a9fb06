// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Random;

/**
 * How much slower the processor of a thread is now than the one that the limits are for: that thread does the same small piece of work
 * again and again. It is slower where the machine is, and where another program, maybe of another virtual machine, has the other half
 * of the same core; the second takes up to 60 % more processor time for making and laying out widgets, for seconds at a time.
 */
final class Pace {

	/**
	 * Of {@link #work()} on an Intel Xeon of 2.5 GHz (Cascade Lake) that has the core alone. Tables are looked up, for that is slowed
	 * down as much as widgets are: measured together, both took 1.6 times as long in the slowest tenth as in the fastest. A chain of
	 * computations, of which each waits for the one before, notices nothing.
	 */
	private static final double REFERENCE_NS = 25_000;
	/** Nothing is excused that would be too long on a machine of half the speed. */
	private static final double MOST = 2;
	private static final int KEYS = 2_000;
	private static final int LOOKUPS = 3;
	private static final int HASH_BITS = 13;
	/** At 50 measurements a second those of the last second, for what slows a pause down begins before it; a tenth of them was slower. */
	private static final int KEPT = 50;
	private static final int UNTIL_COMPILED = 10_000;
	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final int[] keys = new Random(1).ints(KEYS, 1, Integer.MAX_VALUE).toArray();
	private final int[] table = new int[1 << HASH_BITS];
	private final long[] times = new long[KEPT];
	private int measured;
	private volatile double slowness = 1;

	Pace() {
		for (int i = 0; i < UNTIL_COMPILED; i++)
			work();
		for (int i = 0; i < KEPT; i++) // what is watched first has a pace, too
			measure();
	}

	/** To be called often, by the thread itself. */
	void measure() {
		work(); // brings the tables into the cache
		long begin = THREADS.getCurrentThreadCpuTime();
		work();
		times[measured++ % KEPT] = THREADS.getCurrentThreadCpuTime() - begin;
		long[] sorted = Arrays.copyOf(times, Math.min(measured, KEPT));
		Arrays.sort(sorted);
		slowness = Math.clamp(sorted[sorted.length * 9 / 10] / REFERENCE_NS, 1, MOST);
	}

	/** Puts numbers into a hash table and looks each up. */
	private void work() {
		int found = 0;
		Arrays.fill(table, 0);
		for (int key : keys) {
			int at = hash(key);
			while (table[at] != 0)
				at = next(at);
			table[at] = key;
		}
		for (int i = 0; i < LOOKUPS; i++)
			for (int key : keys) {
				int at = hash(key);
				while (table[at] != key)
					at = next(at);
				found += at;
			}
		if (found == 0) // also keeps the compiler from leaving the lookups out
			throw new IllegalStateException("nothing was found in the table");
	}

	private static int hash(int key) {
		return key * 0x9E37_79B9 >>> Integer.SIZE - HASH_BITS;
	}

	private int next(int at) {
		return at + 1 & table.length - 1;
	}

	/** What the time of some work is divided by; 1 on a machine as fast as the reference or faster, 2 at most. Any thread. */
	double slowness() {
		return slowness;
	}
}
