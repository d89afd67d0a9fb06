// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.core.ActiveFallback;
import org.creativestudio.comfyui.core.ActiveInstance;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.balancing.WorkRequest;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Where a job goes: the named instance, else the active one, else where the strategy says. Remembers nothing. */
final class Assignment {

	private final InstanceManager instances;
	private final StrategyRegistry strategies;

	Assignment(InstanceManager instances, StrategyRegistry strategies) {
		this.instances = instances;
		this.strategies = strategies;
	}

	/** @param load our own jobs by instance */
	Choice assign(JobSnapshot job, Map<String, Integer> load) {
		WorkflowOptions options = job.options();
		if (options.instanceId() != null)
			return instances.getInstance(options.instanceId()).map(instance -> only(instance, load, "asked for")) //$NON-NLS-1$
					.orElseGet(() -> new Choice.Wait("the instance " + options.instanceId() + " does not exist any more")); //$NON-NLS-1$ //$NON-NLS-2$
		ActiveInstance active = ActiveInstance.of(instances);
		InstanceSnapshot chosen = options.strategyId() == null ? active.chosen() : null;
		String fallback = ""; //$NON-NLS-1$
		if (chosen != null) {
			if (active.usable())
				return only(chosen, load, "the active instance"); //$NON-NLS-1$
			if (!active.fallsBack())
				return new Choice.Wait("waits for the active instance; " + active.reason(), chosen.id()); //$NON-NLS-1$
			fallback = "; the active instance " + active.reason(); //$NON-NLS-1$
		}
		List<InstanceSnapshot> usable = usable();
		if (usable.isEmpty())
			return new Choice.Wait("no instance is running: start one"); //$NON-NLS-1$
		List<Candidate> candidates = usable.stream().map(instance -> new Candidate(instance, load.getOrDefault(instance.id(), 0)))
				.filter(candidate -> candidate.ownJobs() < candidate.instance().configuration().maxConcurrentWorkflows()).toList();
		if (candidates.isEmpty())
			return new Choice.Wait("all running instances are busy" + fallback); //$NON-NLS-1$
		String strategy = options.strategyId() != null ? options.strategyId() : strategies.getDefault().id();
		Choice choice = strategies.choose(strategy, new WorkRequest(job.id(), job.workflow().name(), nodeClasses(job.workflow())),
				candidates);
		String because = fallback;
		return switch (choice) {
		case Choice.Selected selected -> new Choice.Selected(selected.instanceId(), selected.reason() + because);
		case Choice.Wait wait -> new Choice.Wait(wait.reason() + because);
		};
	}

	/** Why a job is to fail at once because the active instance can't take it, as the user wants then; null: it is not. */
	@Nullable
	String refusal(JobSnapshot job) {
		if (job.options().instanceId() != null || job.options().strategyId() != null)
			return null;
		ActiveInstance active = ActiveInstance.of(instances);
		InstanceSnapshot chosen = active.chosen();
		if (chosen == null || active.usable() || active.fallback() != ActiveFallback.FAIL || chosen.status() == InstanceStatus.STARTING)
			return null;
		return "The active instance can't take new work: " + active.reason() //$NON-NLS-1$
				+ ". Start or check it, choose another one, or let work fall back to the strategy."; //$NON-NLS-1$
	}

	private static Choice only(InstanceSnapshot instance, Map<String, Integer> load, String reason) {
		if (!ActiveInstance.isUsable(instance))
			return new Choice.Wait(instance.name() + " is " + word(instance) //$NON-NLS-1$
					+ (instance.status() == InstanceStatus.STOPPED ? ": start it" : "")); //$NON-NLS-1$ //$NON-NLS-2$
		if (load.getOrDefault(instance.id(), 0) >= instance.configuration().maxConcurrentWorkflows())
			return new Choice.Wait(instance.name() + " is busy"); //$NON-NLS-1$
		return new Choice.Selected(instance.id(), reason);
	}

	/** Degraded ones only when nobody is better. */
	private List<InstanceSnapshot> usable() {
		List<InstanceSnapshot> running = instances.getInstances().stream().filter(ActiveInstance::isUsable).toList();
		List<InstanceSnapshot> well = running.stream().filter(instance -> instance.health().health() != Health.DEGRADED).toList();
		return well.isEmpty() ? running : well;
	}

	private static String word(InstanceSnapshot instance) {
		return instance.status() == InstanceStatus.RUNNING ? "unhealthy" : instance.status().name().toLowerCase(java.util.Locale.ROOT); //$NON-NLS-1$
	}

	/** The classes that a workflow names, in either format. */
	static Set<String> nodeClasses(Workflow workflow) {
		Set<String> classes = new HashSet<>();
		switch (workflow.format()) {
		case API -> workflow.graph().entrySet().forEach(node -> add(node.getValue(), "class_type", classes)); //$NON-NLS-1$
		case EDITOR -> {
			List<JsonElement> nodes = workflow.graph().get("nodes") instanceof JsonArray array ? array.asList() : new ArrayList<>(); //$NON-NLS-1$
			nodes.forEach(node -> add(node, "type", classes)); //$NON-NLS-1$
		}
		}
		return classes;
	}

	private static void add(JsonElement node, String member, Set<String> classes) {
		if (node instanceof JsonObject object && object.get(member) instanceof JsonElement name && name.isJsonPrimitive())
			classes.add(name.getAsString());
	}
}
