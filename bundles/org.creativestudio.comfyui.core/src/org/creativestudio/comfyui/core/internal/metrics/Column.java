// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.util.Arrays;

import org.creativestudio.comfyui.core.metrics.Metric.Unit;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The values of one figure in the rows of a ring: one number as long as it does not change, then 16 bits for each row. They count steps
 * that are as small as figures are measured, 10 microseconds say, and are doubled as often as the largest value needs it: what is read is
 * off by at most half the smallest step, or by less than 1/30,000 of the largest value. Not thread-safe.
 */
final class Column {

	private static final int NOT_KNOWN = 0xffff;
	private static final int LARGEST = NOT_KNOWN - 1;
	/** Larger values, which nobody measures, are taken for this many doublings. */
	private static final int MAX_SHIFT = 46;

	/** Smallest steps in one unit. */
	private final double perUnit;
	/** So many steps below 0 begins what can be kept. */
	private final int below;
	private double constant;
	private short @Nullable [] codes;
	private int shift;

	/** @param value of all rows so far */
	Column(Unit unit, double value) {
		perUnit = switch (unit) {
		case SECONDS -> 1e5;
		case COUNT -> 1;
		case BYTES -> 1.0 / 65536;
		case RATIO -> 1e4;
		case CELSIUS, WATTS -> 100;
		case HERTZ -> 1e-5;
		};
		below = unit == Unit.CELSIUS ? 10_000 : 0;
		constant = value;
	}

	double get(int row) {
		short[] array = codes;
		if (array == null)
			return constant;
		int code = array[row] & NOT_KNOWN;
		return code == NOT_KNOWN ? Double.NaN : (((long) code << shift) - below) / perUnit;
	}

	/** Of a row that begins: nothing is known of it yet. */
	void clear(int row) {
		if (codes instanceof short[] array)
			array[row] = (short) NOT_KNOWN;
	}

	/**
	 * @param value  NaN where not known
	 * @param length of the ring
	 */
	void set(int row, double value, int length) {
		short[] array = codes;
		if (array == null) {
			if (value == constant)
				return;
			array = spread(length);
		}
		array[row] = (short) code(value, array);
	}

	/** From here on each row has its own value, which is not known of any row yet. */
	void forget(int length) {
		Arrays.fill(spread(length), (short) NOT_KNOWN);
	}

	private short[] spread(int length) {
		short[] array = new short[length];
		codes = array;
		Arrays.fill(array, (short) code(constant, array));
		return array;
	}

	private int code(double value, short[] array) {
		if (Double.isNaN(value))
			return NOT_KNOWN;
		double steps = Math.max(0, value * perUnit + below);
		while (shift < MAX_SHIFT && Math.round(steps / (1L << shift)) > LARGEST)
			coarsen(array);
		return (int) Math.min(LARGEST, Math.round(steps / (1L << shift)));
	}

	private void coarsen(short[] array) {
		shift++;
		for (int i = 0; i < array.length; i++) {
			int code = array[i] & NOT_KNOWN;
			if (code != NOT_KNOWN)
				array[i] = (short) (code + 1 >> 1);
		}
	}

	/** Makes steps as small again as the values need that are left; to be called now and then. */
	void refine() {
		short[] array = codes;
		if (array == null || shift == 0)
			return;
		int largest = 0;
		for (short each : array)
			if ((each & NOT_KNOWN) != NOT_KNOWN)
				largest = Math.max(largest, each & NOT_KNOWN);
		int finer = Math.min(shift, Integer.numberOfLeadingZeros(Math.max(1, largest)) - Integer.numberOfLeadingZeros(LARGEST >> 2));
		if (finer <= 0)
			return;
		shift -= finer;
		for (int i = 0; i < array.length; i++)
			if ((array[i] & NOT_KNOWN) != NOT_KNOWN)
				array[i] = (short) ((array[i] & NOT_KNOWN) << finer);
	}

	/** The ring is longer now and begins at its first row. */
	void grow(int first, int size, int length) {
		short[] array = codes;
		if (array == null)
			return;
		short[] longer = new short[length];
		for (int i = 0; i < size; i++)
			longer[i] = array[(first + i) % array.length];
		codes = longer;
	}
}
