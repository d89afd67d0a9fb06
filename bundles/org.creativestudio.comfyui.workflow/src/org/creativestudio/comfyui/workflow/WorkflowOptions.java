// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow;

import java.time.Duration;

import org.eclipse.jdt.annotation.Nullable;

/**
 * How a workflow is run.
 *
 * @param instanceId the instance to use; null: the active one, else the strategy chooses
 * @param strategyId the strategy to use when no instance is named; null: active instance, else the default strategy
 * @param seed       written to every {@code seed} and {@code noise_seed} input that is a plain value; null: left as they are
 * @param priority   higher goes first, by order of asking within a priority; 0 is normal. Ten minutes of waiting count as
 *                   one more, so that no job waits for ever
 * @param timeout    of the run at the server; null: the instance's own
 */
public record WorkflowOptions(@Nullable String instanceId, @Nullable String strategyId, @Nullable Long seed, int priority,
		@Nullable Duration timeout) {

	private static final WorkflowOptions DEFAULTS = new WorkflowOptions(null, null, null, 0, null);

	/** On the active instance, else where the default strategy says. */
	public static WorkflowOptions defaults() {
		return DEFAULTS;
	}

	/** On this instance and no other. */
	public static WorkflowOptions onInstance(String instanceId) {
		return new WorkflowOptions(instanceId, null, null, 0, null);
	}

	/** Where this strategy says, whatever instance is active. */
	public static WorkflowOptions withStrategy(String strategyId) {
		return new WorkflowOptions(null, strategyId, null, 0, null);
	}

	public WorkflowOptions seed(@Nullable Long value) {
		return new WorkflowOptions(instanceId, strategyId, value, priority, timeout);
	}

	public WorkflowOptions priority(int value) {
		return new WorkflowOptions(instanceId, strategyId, seed, value, timeout);
	}

	public WorkflowOptions timeout(@Nullable Duration value) {
		return new WorkflowOptions(instanceId, strategyId, seed, priority, value);
	}

	/** The same on this instance and no other; null: on none in particular. */
	public WorkflowOptions instance(@Nullable String value) {
		return new WorkflowOptions(value, value == null ? strategyId : null, seed, priority, timeout);
	}
}
