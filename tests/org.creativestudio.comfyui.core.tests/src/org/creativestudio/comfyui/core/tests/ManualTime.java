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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.creativestudio.comfyui.core.internal.Timer;

/** A clock and a timer that only a test moves. */
final class ManualTime extends Clock implements Timer {

	private record Task(Instant at, Runnable work) {
	}

	/** The delays that were asked for, so that a test can wait for the asking. */
	final BlockingQueue<Duration> asked = new LinkedBlockingQueue<>();
	private final List<Task> tasks = new ArrayList<>();
	private Instant now = Instant.parse("2026-01-01T00:00:00Z");

	@Override
	public synchronized Runnable schedule(Duration delay, Runnable work) {
		Task task = new Task(now.plus(delay), work);
		tasks.add(task);
		asked.add(delay);
		return () -> {
			synchronized (this) {
				tasks.remove(task);
			}
		};
	}

	/** Moves on and does what is due. */
	void advance(Duration by) {
		List<Task> due;
		synchronized (this) {
			now = now.plus(by);
			due = tasks.stream().filter(task -> !task.at.isAfter(now)).sorted(Comparator.comparing(Task::at)).toList();
			tasks.removeAll(due);
		}
		due.forEach(task -> task.work.run());
	}

	synchronized int waiting() {
		return tasks.size();
	}

	@Override
	public synchronized Instant instant() {
		return now;
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
