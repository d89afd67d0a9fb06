// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A fleet and what it has to do. All times are seconds.
 *
 * @param name     for people
 * @param devices  in the user's order; never empty
 * @param work     in the order of arrival
 * @param failures of devices
 */
public record Scenario(String name, List<Device> devices, List<Work> work, List<Failure> failures) {

	/**
	 * One instance with a device of its own that does one thing at a time and keeps the models of its last work.
	 *
	 * @param speed work is done so many times as fast as on a device of speed 1; positive
	 */
	public record Device(String id, String name, double speed) {
	}

	/**
	 * One job.
	 *
	 * @param signature the same for jobs that are alike
	 * @param models    that must be loaded first, unless the job before used the same
	 * @param arrival   when it is asked for
	 * @param seconds   on a device of speed 1, its models loaded; positive
	 * @param load      of its models, on any device; not negative
	 */
	public record Work(String signature, Set<String> models, double arrival, double seconds, double load) {
		public Work {
			models = Set.copyOf(models);
		}
	}

	/**
	 * A device dies, loses what it works on and what it has loaded, and comes back.
	 *
	 * @param until when it is back; infinite for never
	 */
	public record Failure(String device, double at, double until) {
	}

	public Scenario {
		devices = List.copyOf(devices);
		work = work.stream().sorted(Comparator.comparingDouble(Work::arrival)).toList();
		failures = List.copyOf(failures);
		if (devices.isEmpty())
			throw new IllegalArgumentException("A fleet needs a device."); //$NON-NLS-1$
	}
}
