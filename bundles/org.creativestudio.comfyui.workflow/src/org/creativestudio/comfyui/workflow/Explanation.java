// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow;

import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Where a workflow would go at one moment.
 *
 * @param instanceId where; null: it would wait, or fail
 * @param reason     why there, why it would wait, or why it would fail; one sentence
 * @param instances  what is to be said of each instance, in the user's order
 */
public record Explanation(@Nullable String instanceId, String reason, List<Verdict> instances) {
	public Explanation {
		instances = List.copyOf(instances);
	}

	/** Whether any instance, also one that is busy now, could run it. */
	public boolean isPossible() {
		return instances.stream().anyMatch(Verdict::accepted);
	}

	/**
	 * One instance.
	 *
	 * @param accepted whether it could take the work, now or when it has a place
	 * @param reason   one sentence
	 * @param missing  node classes and files of models that it lacks; empty when it lacks none or is not known
	 */
	public record Verdict(String instanceId, String name, boolean accepted, String reason, List<String> missing) {
		public Verdict {
			missing = List.copyOf(missing);
		}
	}
}
