// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.lang.ref.Cleaner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes the collector find what nothing refers to any more. */
final class Garbage {

	private static final Cleaner CLEANER = Cleaner.create();
	private static final int ROUNDS = 3;

	private Garbage() {
	}

	/** Returns when an object that was dropped now has been found, some times over, so that older ones were found as well. */
	static void collect() {
		for (int i = 0; i < ROUNDS; i++) {
			CountDownLatch found = new CountDownLatch(1);
			CLEANER.register(new Object(), found::countDown);
			try {
				do
					System.gc();
				while (!found.await(100, TimeUnit.MILLISECONDS));
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				return;
			}
		}
	}
}
