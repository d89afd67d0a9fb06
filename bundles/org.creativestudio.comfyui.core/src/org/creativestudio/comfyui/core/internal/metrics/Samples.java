// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.util.Arrays;

import org.creativestudio.comfyui.core.metrics.Metric;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The last hour of one instance in little memory: a ring of rows in {@linkplain Column columns} of 16 bits, which grows as it fills. A
 * figure that has not changed takes one value, one that was never known nothing. Not thread-safe.
 */
final class Samples {

	/** So many milliseconds are kept. */
	static final long KEPT = 3_600_000;
	/** What comes sooner after a row replaces its values: instances that are looked at are asked every 5 s. */
	static final long SPACING = 4_700;
	static final int CAPACITY = (int) (KEPT / SPACING) + 2;

	private static final int FEW = 16;
	private static final int NO_VALUES = 1 << 31;
	/** Of the times in a ring, before a new base is taken. */
	private static final long LONGEST = 1L << 30;

	/** Takes what is read. */
	@FunctionalInterface
	interface Sink {
		/** @param value NaN where not known */
		void point(long time, double value);
	}

	private static final Metric[] METRICS = Metric.values();

	private final @Nullable Column[] columns = new @Nullable Column[METRICS.length];
	/** Milliseconds from the base; the highest bit marks a row of which nothing is known. */
	private int[] times = new int[FEW];
	private long base;
	private int first;
	private int size;

	/** @param values by the ordinal of their metric, NaN where not known; null: nothing is known from here on */
	void add(long time, double @Nullable [] values) {
		if (size > 0 && time <= time(size - 1))
			return;
		if (values == null && (size == 0 || isGap(size - 1)))
			return;
		boolean replaces = size > 0 && values != null && !isGap(size - 1) && time - time(size - 1) < SPACING;
		if (!replaces)
			append(time, values == null);
		if (values != null)
			for (int i = 0; i < columns.length; i++)
				set(i, values[i]);
	}

	private void append(long time, boolean gap) {
		while (size > 0 && time - time(0) > KEPT)
			drop();
		if (size == CAPACITY)
			drop();
		if (size == times.length)
			grow();
		if (size == 0)
			base = time;
		else if (time - base > LONGEST)
			rebase();
		if (time - base > LONGEST) { // a clock that jumped by weeks
			size = 0;
			base = time;
		}
		int row = row(size++);
		times[row] = (int) (time - base) | (gap ? NO_VALUES : 0);
		for (Column column : columns)
			if (column != null) {
				column.clear(row);
				if (row == 0)
					column.refine();
			}
	}

	private void drop() {
		first = row(1);
		size--;
		if (size == 0)
			Arrays.fill(columns, null);
	}

	private void rebase() {
		long oldest = time(0);
		int by = (int) (oldest - base);
		for (int i = 0; i < size; i++)
			times[row(i)] -= by;
		base = oldest;
	}

	private void grow() {
		int length = Math.min(CAPACITY, times.length + times.length / 2);
		int[] newTimes = new int[length];
		for (int i = 0; i < size; i++)
			newTimes[i] = times[row(i)];
		for (Column column : columns)
			if (column != null)
				column.grow(first, size, length);
		times = newTimes;
		first = 0;
	}

	/** Of the newest row. */
	private void set(int metric, double value) {
		Column column = columns[metric];
		if (column == null) {
			if (Double.isNaN(value))
				return;
			column = new Column(METRICS[metric].unit(), value);
			columns[metric] = column;
			if (!onlyGapsBefore())
				column.forget(times.length);
		}
		column.set(row(size - 1), value, times.length);
	}

	private boolean onlyGapsBefore() {
		for (int i = 0; i < size - 1; i++)
			if (!isGap(i))
				return false;
		return true;
	}

	private int row(int index) {
		return (first + index) % times.length;
	}

	private boolean isGap(int index) {
		return times[row(index)] < 0;
	}

	private long time(int index) {
		return base + (times[row(index)] & ~NO_VALUES);
	}

	/** When the oldest row is from; the largest number when there is none. */
	long oldest() {
		return size == 0 ? Long.MAX_VALUE : time(0);
	}

	boolean knows(Metric metric) {
		return columns[metric.ordinal()] != null;
	}

	/** Gives the rows between two moments, both included, oldest first. */
	void read(Metric metric, long from, long to, Sink sink) {
		Column column = columns[metric.ordinal()];
		if (column == null)
			return;
		for (int i = 0; i < size; i++) {
			long time = time(i);
			if (time >= from && time <= to)
				sink.point(time, isGap(i) ? Double.NaN : column.get(row(i)));
		}
	}
}
