// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.opentest4j.AssertionFailedError;

/**
 * What the UI thread did between two answers.
 *
 * @param slices   what it was found doing, in the order of time
 * @param slowness how much longer work takes on this machine now than on the one that the limits are for
 */
record Pause(List<Slice> slices, double slowness) {

	/** A pause that was none. */
	static final Pause NONE = new Pause(List.of(), 1);
	private static final int STACKS = 8;

	/**
	 * Some of it.
	 *
	 * @param workedNs processor time, in nanoseconds
	 * @param waitedNs for locks, conditions, sleeps, files and connections, in nanoseconds
	 */
	record Slice(Share share, long workedNs, long waitedNs, StackTraceElement[] stack) {
	}

	Pause {
		slices = List.copyOf(slices);
	}

	private double ms(Slice slice) {
		return (slice.waitedNs + slice.workedNs / slowness) / 1_000_000;
	}

	/** What is of our making or the platform's, in milliseconds of the machine that the limits are for. */
	long ms() {
		return Math.round(slices.stream().filter(slice -> slice.share != Share.ROBOT).mapToDouble(this::ms).sum());
	}

	/** In milliseconds of the machine that the limits are for. */
	Map<Share, Double> shares() {
		Map<Share, Double> shares = new EnumMap<>(Share.class);
		slices.forEach(slice -> shares.merge(slice.share, ms(slice), Double::sum));
		return shares;
	}

	/** The failure that it is when a share of it is beyond its limit. */
	Optional<AssertionFailedError> failure() {
		return shares().entrySet().stream().filter(entry -> entry.getValue() > entry.getKey().limitMs()).map(Map.Entry::getKey).findFirst()
				.map(this::failure);
	}

	private AssertionFailedError failure(Share share) {
		AssertionFailedError failure = new AssertionFailedError(
				"the UI thread paused for " + this + "; " + share + " may be " + share.limitMs() + " ms; see where it was");
		List<Slice> costly = slices.stream().filter(slice -> slice.share == share).sorted(Comparator.comparingDouble((Slice slice) -> ms(slice)).reversed()).limit(STACKS).toList();
		failure.setStackTrace(costly.getFirst().stack);
		for (Slice slice : costly) {
			AssertionFailedError here = new AssertionFailedError(Math.round(ms(slice)) + " ms");
			here.setStackTrace(slice.stack);
			failure.addSuppressed(here);
		}
		return failure;
	}

	static String text(Map<Share, Double> shares) {
		return shares.entrySet().stream().map(entry -> entry.getKey() + " " + Math.round(entry.getValue())).collect(Collectors.joining(", "));
	}

	@Override
	public String toString() {
		return ms() + " ms (" + text(shares()) + "; by a machine that takes " + Math.round(slowness * 100) + " % of the time)";
	}
}
