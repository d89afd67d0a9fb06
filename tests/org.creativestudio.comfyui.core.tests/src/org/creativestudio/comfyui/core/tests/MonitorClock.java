// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.creativestudio.comfyui.core.internal.health.MonitorTime;

/** Time that only a test moves, of both kinds: the one that runs and the one that people set. */
final class MonitorClock extends Clock {

	private record Task(long at, Runnable work) {
	}

	private final List<Task> tasks = new ArrayList<>();
	private long nanos;
	private Instant wall = Instant.parse("2026-01-01T00:00:00Z");

	final MonitorTime time = new MonitorTime(this, this::nanos, this::schedule);

	synchronized long nanos() {
		return nanos;
	}

	private synchronized Runnable schedule(Duration delay, Runnable work) {
		Task task = new Task(nanos + delay.toNanos(), work);
		tasks.add(task);
		return () -> {
			synchronized (this) {
				tasks.remove(task);
			}
		};
	}

	/** Time passes and nothing that is due is done: what a slow server does. */
	synchronized void elapse(Duration by) {
		nanos += by.toNanos();
		wall = wall.plus(by);
	}

	/** The computer sleeps or its time is set: only the time of day goes on. */
	synchronized void jump(Duration by) {
		wall = wall.plus(by);
	}

	/** Time passes; what becomes due is done at its moment. */
	void advance(Duration by) {
		long end = nanos() + by.toNanos();
		while (runNext(end)) {
			// one after the other
		}
		elapse(Duration.ofNanos(end - nanos()));
	}

	/** Time passes until something is so. */
	void until(BooleanSupplier condition) {
		while (!condition.getAsBoolean())
			if (!runNext(Long.MAX_VALUE))
				throw new AssertionError("nothing is planned any more");
	}

	private boolean runNext(long end) {
		Task next;
		synchronized (this) {
			Optional<Task> first = tasks.stream().min(Comparator.comparingLong(Task::at)).filter(task -> task.at <= end);
			if (first.isEmpty())
				return false;
			next = first.get();
			tasks.remove(next);
			elapse(Duration.ofNanos(Math.max(0, next.at - nanos)));
		}
		next.work.run();
		return true;
	}

	@Override
	public synchronized Instant instant() {
		return wall;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}
}
