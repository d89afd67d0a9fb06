// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.WorkRequest;

/** Strategies that contributors might write. */
public final class OddStrategies {

	private OddStrategies() {
	}

	/** A good one; the last, or another place from the end. Tells how often it was asked. */
	public static final class Last implements BalancingStrategy {
		private int asked;

		@Override
		public Choice choose(WorkRequest request, List<Candidate> candidates) {
			int place = request.options().integer("place", 9);
			String reason = place == 1 ? "the last" : request.options().text("how", "") + ", asked " + ++asked;
			return new Choice.Selected(candidates.get(candidates.size() - place).instance().id(), reason);
		}
	}

	public static final class Throwing implements BalancingStrategy {
		static final AtomicInteger ASKED = new AtomicInteger();

		@Override
		public Choice choose(WorkRequest request, List<Candidate> candidates) {
			ASKED.incrementAndGet();
			throw new IllegalStateException("on purpose");
		}
	}

	public static final class Failing implements BalancingStrategy {
		@Override
		public Choice choose(WorkRequest request, List<Candidate> candidates) {
			throw new NoClassDefFoundError("on purpose");
		}
	}

	public static final class Hanging implements BalancingStrategy {
		@Override
		public Choice choose(WorkRequest request, List<Candidate> candidates) {
			try {
				new CountDownLatch(1).await();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
			return new Choice.Wait("interrupted");
		}
	}

	/** Has a favourite, whether it is offered or not. */
	public static final class Favourite implements BalancingStrategy {
		@Override
		public Choice choose(WorkRequest request, List<Candidate> candidates) {
			return new Choice.Selected("busy", "always");
		}
	}

	public static final class Nonsense implements BalancingStrategy {
		@Override
		public Choice choose(WorkRequest request, List<Candidate> candidates) {
			return new Choice.Selected("nobody", "why not");
		}
	}

	public static final class Nothing implements BalancingStrategy {
		@Override
		public Choice choose(WorkRequest request, List<Candidate> candidates) {
			return null;
		}
	}
}
