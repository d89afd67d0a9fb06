// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.creativestudio.comfyui.workflow.simulation.Scenario;

/** Fleets and their work, with figures as the field has them: devices of speed 1 to 5, jobs of 2 to 60 s, models that load in 10 to 30 s. */
final class FleetCases {

	private static final int JOBS_FOR_EACH_DEVICE = 60;
	/** Workflows that are alike, for each model. */
	private static final int SIGNATURES = 3;

	/** How work comes. */
	enum Arrival {
		/** All at once. */
		BURST,
		/** Three bursts, each when half of the one before can be done. */
		BURSTS,
		/** One by one, as much as 85 % of the fleet can do. */
		STEADY
	}

	private FleetCases() {
	}

	static List<Scenario> all() {
		List<Scenario> cases = new ArrayList<>();
		long seed = 1;
		for (int devices : new int[] { 2, 4, 8 })
			for (int models : new int[] { 1, 2, 4, 8 })
				for (Arrival arrival : Arrival.values())
					for (boolean failing : new boolean[] { false, true })
						cases.add(one(devices, models, 5, arrival, failing, seed++));
		return cases;
	}

	/** All devices alike but for one half that is {@code spread} times as fast. */
	static Scenario unequal(double spread, int models, Arrival arrival, long seed) {
		Scenario alike = one(4, models, 1, arrival, false, seed);
		List<Scenario.Device> devices = new ArrayList<>();
		for (Scenario.Device device : alike.devices())
			devices.add(new Scenario.Device(device.id(), device.name(), devices.size() < 2 ? 1 : spread));
		return new Scenario(alike.name(), devices, alike.work(), List.of());
	}

	static Scenario one(int count, int models, double fastest, Arrival arrival, boolean failing, long seed) {
		Random random = new Random(seed);
		List<Scenario.Device> devices = new ArrayList<>();
		double speed = 0;
		for (int i = 0; i < count; i++) {
			double own = 1 + (fastest - 1) * random.nextDouble();
			speed += own;
			devices.add(new Scenario.Device("gpu" + i, "GPU " + i, own)); //$NON-NLS-1$ //$NON-NLS-2$
		}
		double[] loads = random.doubles(models, 10, 30).toArray();
		double[] seconds = random.doubles(models * SIGNATURES, 2, 60).toArray();
		int jobs = count * JOBS_FOR_EACH_DEVICE;
		int[] kinds = random.ints(jobs, 0, seconds.length).toArray();
		double all = 0;
		for (int kind : kinds)
			all += seconds[kind];
		double length = all / speed;
		List<Scenario.Work> work = new ArrayList<>();
		double clock = 0;
		for (int i = 0; i < jobs; i++) {
			int model = kinds[i] % models;
			double at = switch (arrival) {
			case BURST -> 0;
			case BURSTS -> i * 3 / jobs * length / 6;
			case STEADY -> clock += -Math.log(1 - random.nextDouble()) * length / jobs / 0.85;
			};
			work.add(new Scenario.Work("workflow" + kinds[i], Set.of("model" + model + ".safetensors"), at, seconds[kinds[i]], loads[model])); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		}
		List<Scenario.Failure> failures = failing ? List.of(new Scenario.Failure("gpu0", length * 0.3, length * 0.5)) : List.of(); //$NON-NLS-1$
		return new Scenario(count + " devices, " + models + " models, " + arrival.name().toLowerCase(java.util.Locale.ROOT) //$NON-NLS-1$ //$NON-NLS-2$
				+ (failing ? ", one fails" : ""), devices, work, failures); //$NON-NLS-1$ //$NON-NLS-2$
	}
}
