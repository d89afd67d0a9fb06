// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks after the processes that this program knows: sees within a tenth of a second that one has ended which is not our child
 * (Java's own look comes up to 5 s late there), rotates logs and hides secrets in them. One thread, which only exists while there is a process.
 */
final class Caretaker {

	/** One for all: a thread is too much for each of hundreds of processes. Holds nothing but processes that live. */
	static final Caretaker SHARED = new Caretaker();

	private static final Duration LOOK = Duration.ofMillis(100);
	private static final int LOOKS_BETWEEN_ROTATIONS = 10;

	private final Set<LocalProcess> wards = ConcurrentHashMap.newKeySet();
	private ScheduledExecutorService executor;
	private int looks;

	private Caretaker() {
	}

	synchronized void add(LocalProcess process) {
		wards.add(process);
		if (executor == null) {
			executor = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("processes").factory()); //$NON-NLS-1$
			executor.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	void remove(LocalProcess process) {
		wards.remove(process);
	}

	private void look() {
		boolean rotate = ++looks % LOOKS_BETWEEN_ROTATIONS == 0;
		for (LocalProcess ward : wards)
			try {
				if (ward.looksDead())
					wards.remove(ward);
				else if (rotate)
					ward.tendLog();
			} catch (RuntimeException e) {
				System.getLogger(Caretaker.class.getName()).log(System.Logger.Level.WARNING, "A process could not be looked after", e); //$NON-NLS-1$
			}
		endIfIdle();
	}

	private synchronized void endIfIdle() {
		ScheduledExecutorService running = executor;
		if (wards.isEmpty() && running != null) {
			executor = null;
			running.shutdown();
		}
	}
}
