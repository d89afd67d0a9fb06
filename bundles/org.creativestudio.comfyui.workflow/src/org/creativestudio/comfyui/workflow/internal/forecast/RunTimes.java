// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.forecast;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Learns from finished runs how long work takes where. A run takes (work of the signature) x (slowness of the instance), corrected by
 * what that pair took itself, plus the loading of models that the run before it did not use. All times are seconds. Not thread-safe.
 */
public final class RunTimes {

	/** Before anything was seen: a picture on a common card, and a common model from a disk. */
	private static final double FIRST_RUN = 10;
	private static final double FIRST_LOAD = 15;
	/** How much the newest of many values counts: old ones fade when a driver or a model changes. */
	private static final double NEWEST = 0.2;
	private static final int MAX_SIGNATURES = 2000;

	/** A mean in which old values fade. */
	static final class Mean {
		private double value;
		private int count;

		Mean() {
		}

		Mean(double value, int count) {
			this.value = value;
			this.count = count;
		}

		void add(double seen) {
			count++;
			value += (seen - value) * Math.max(1.0 / count, NEWEST);
		}

		double value() {
			return value;
		}

		int count() {
			return count;
		}
	}

	/** What was seen of one signature: its work, and what it took at each instance. */
	private static final class Work {
		private final Mean log = new Mean();
		private final Map<String, Mean> at = new HashMap<>();
	}

	private final Map<String, Work> works = new LinkedHashMap<>(16, 0.75f, true) {
		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Work> eldest) {
			return size() > MAX_SIGNATURES;
		}
	};
	/** Logarithm of the slowness, by instance and by device. */
	private final Map<String, Mean> slowness = new HashMap<>();
	private final Map<String, Mean> deviceSlowness = new HashMap<>();
	private final Map<Set<String>, Mean> loads = new LinkedHashMap<>(16, 0.75f, true) {
		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<Set<String>, Mean> eldest) {
			return size() > MAX_SIGNATURES;
		}
	};
	private final Mean anyLoad = new Mean();
	private final Mean anyWork = new Mean();

	/** What is known of one signature now; for many questions about the same work. */
	final class Prediction {
		private final @Nullable Work work;
		private final double log;

		private Prediction(@Nullable Work work) {
			this.work = work;
			log = work(work);
		}

		/** Whether such work was seen at this instance. */
		boolean knows(String instance) {
			Work known = work;
			return known != null && known.at.containsKey(instance);
		}

		/** @param slowness as {@link RunTimes#slowness} says */
		double run(String instance, double slowness) {
			Work known = work;
			Mean own = known == null ? null : known.at.get(instance);
			double guess = Math.exp(log + slowness);
			// One run alone may have been lucky or not.
			return own == null ? guess : (own.value * own.count + guess) / (own.count + 1);
		}
	}

	Prediction predict(String signature) {
		return new Prediction(works.get(signature));
	}

	/** How long work runs when its models are loaded. */
	public double run(String signature, String instance, String device) {
		return predict(signature).run(instance, slowness(instance, device));
	}

	private double work(@Nullable Work work) {
		if (work != null && work.log.count > 0)
			return work.log.value;
		return anyWork.count > 0 ? anyWork.value : Math.log(FIRST_RUN);
	}

	/** Logarithm of how slow an instance is, to be compared with that of others. */
	double slowness(String instance, String device) {
		Mean own = slowness.get(instance);
		if (own != null)
			return own.value;
		Mean alike = deviceSlowness.get(device);
		return alike == null ? 0 : alike.value;
	}

	/** How long it takes to load models that are not loaded. */
	public double load(Set<String> models) {
		if (models.isEmpty())
			return 0;
		Mean seen = loads.get(models);
		if (seen != null)
			return seen.value;
		return anyLoad.count > 0 ? anyLoad.value : FIRST_LOAD;
	}

	/**
	 * A run has ended well.
	 *
	 * @param cold whether the run before it at the instance used other models
	 */
	public void observe(Profile profile, String instance, String device, boolean cold, double seconds) {
		if (!(seconds > 0) || Double.isInfinite(seconds))
			return;
		boolean loading = cold && !profile.models().isEmpty();
		double run = seconds;
		if (loading) {
			double expected = run(profile.signature(), instance, device);
			if (slowness.containsKey(instance) && works.containsKey(profile.signature())) {
				double load = Math.max(0, seconds - expected);
				loads.computeIfAbsent(profile.models(), key -> new Mean()).add(load);
				anyLoad.add(load);
			}
			// What was loaded and what ran can't be told apart: neither may swallow the other.
			run = Math.max(seconds - load(profile.models()), seconds / 5);
		}
		learn(profile.signature(), instance, device, run, loading);
	}

	/** The same for a run of the history. */
	public void observe(RunRecord run) {
		observe(run.profile(), run.instance(), run.device(), run.cold(), run.seconds());
	}

	/** How fast an instance is, to be compared with the speed of others. */
	public double speed(String instance, String device) {
		return Math.exp(-slowness(instance, device));
	}

	/** How long work would run at an instance of speed 1. */
	public double work(String signature) {
		return Math.exp(work(works.get(signature)));
	}

	private void learn(String signature, String instance, String device, double run, boolean unsure) {
		double log = Math.log(run);
		Work work = works.computeIfAbsent(signature, key -> new Work());
		double known = work.log.count > 0 ? work.log.value : Double.NaN;
		double slow = slowness(instance, device);
		if (!Double.isNaN(known)) {
			// The pair disagrees with the product: the instance gets its part of it.
			Mean own = slowness.computeIfAbsent(instance, key -> new Mean());
			own.add(log - known);
			deviceSlowness.computeIfAbsent(device, key -> new Mean()).add(log - known);
			slow = own.value;
		} else
			slowness.computeIfAbsent(instance, key -> new Mean(slowness(instance, device), 1));
		work.log.add(log - slow);
		anyWork.add(log - slow);
		if (!unsure)
			work.at.computeIfAbsent(instance, key -> new Mean()).add(run);
	}
}
