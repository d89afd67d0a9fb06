// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A time that no schedule of a scenario can beat, one that knows all in advance included. The largest of three bounds, each of which
 * holds for itself. All devices together do at most the sum of the speeds of those that are not down.
 * <ul>
 * <li>For each moment r: what arrives at r or later can't begin before r; loading left out.
 * <li>For each job: its arrival, its run on the fastest device and, where it is the first to use its models, their loading.
 * <li>Whoever uses k devices loads something on each, at least the quickest there is, and each set of models somewhere; loading takes a
 * device's time whatever its speed, so the slowest of them would best do it. With the k fastest devices, work and worth of the loading
 * are to be done. The k for which that ends first counts.
 * </ul>
 */
final class LowerBound {

	private final List<Scenario.Work> work;
	/** Fastest first. */
	private final List<Scenario.Device> devices;
	private final List<Scenario.Failure> failures;

	private LowerBound(Scenario scenario) {
		work = scenario.work();
		devices = scenario.devices().stream().sorted(Comparator.comparingDouble(Scenario.Device::speed).reversed()).toList();
		failures = scenario.failures();
	}

	/** In seconds from the first arrival; infinite when no device is left. */
	static double of(Scenario scenario) {
		return scenario.work().isEmpty() ? 0 : new LowerBound(scenario).bound();
	}

	private double bound() {
		double first = work.get(0).arrival();
		double bound = 0;
		double rest = 0;
		for (int i = work.size() - 1; i >= 0; i--) {
			rest += work.get(i).seconds();
			if (i == 0 || work.get(i - 1).arrival() < work.get(i).arrival())
				bound = Math.max(bound, done(devices, work.get(i).arrival(), rest) - first);
		}
		Set<Set<String>> seen = new HashSet<>();
		for (Scenario.Work job : work) {
			double load = seen.add(job.models()) && !job.models().isEmpty() ? job.load() : 0;
			bound = Math.max(bound, job.arrival() - first + job.seconds() / devices.get(0).speed() + load);
		}
		return Math.max(bound, together(first, rest) - first);
	}

	/** Holds whenever the work arrives: it only gets later. */
	private double together(double first, double seconds) {
		Map<Set<String>, Double> loads = new HashMap<>();
		for (Scenario.Work job : work)
			loads.merge(job.models(), job.models().isEmpty() ? 0 : job.load(), Math::min);
		double all = loads.values().stream().mapToDouble(Double::doubleValue).sum();
		double least = loads.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
		double best = Double.POSITIVE_INFINITY;
		double speed = 0;
		for (int used = 1; used <= devices.size(); used++) {
			double slowest = devices.get(used - 1).speed();
			speed += slowest;
			best = Math.min(best, done(devices.subList(0, used), first,
					seconds + least * speed + Math.max(0, all - used * least) * slowest));
		}
		return best;
	}

	/** When devices that begin at a moment have done work, counted in seconds of a device of speed 1. */
	private double done(List<Scenario.Device> used, double from, double seconds) {
		List<Double> changes = new ArrayList<>(List.of(from));
		for (Scenario.Failure failure : failures)
			for (double change : new double[] { failure.at(), failure.until() })
				if (change > from && !Double.isInfinite(change))
					changes.add(change);
		changes.sort(null);
		double left = seconds;
		for (int i = 0; i < changes.size(); i++) {
			double begin = changes.get(i);
			double end = i + 1 < changes.size() ? changes.get(i + 1) : Double.POSITIVE_INFINITY;
			double speed = used.stream().filter(device -> isUp(device, begin)).mapToDouble(Scenario.Device::speed).sum();
			if (speed > 0 && left <= speed * (end - begin))
				return begin + left / speed;
			left -= speed * (end - begin);
		}
		return Double.POSITIVE_INFINITY;
	}

	private boolean isUp(Scenario.Device device, double moment) {
		return failures.stream().noneMatch(failure -> failure.device().equals(device.id()) && failure.at() <= moment && moment < failure.until());
	}
}
