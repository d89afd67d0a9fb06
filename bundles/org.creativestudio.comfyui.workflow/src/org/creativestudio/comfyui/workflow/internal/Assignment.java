// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.creativestudio.comfyui.core.ActiveFallback;
import org.creativestudio.comfyui.core.ActiveInstance;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.balancing.WorkRequest;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.workflow.Explanation;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.internal.forecast.Lines;
import org.creativestudio.comfyui.workflow.internal.forecast.Profile;
import org.creativestudio.comfyui.workflow.internal.journal.Trail;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * Where a job goes: the named instance, else the active one, else where the strategy says among those that run, are healthy (degraded
 * ones only when nobody is better), have what the workflow needs and have a place. Remembers nothing of jobs.
 */
final class Assignment {

	private static final String ASKED = Messages.assignment_beingAskedItsNodes;

	private final InstanceManager instances;
	private final StrategyRegistry strategies;
	private final ServerAbilities abilities;

	Assignment(InstanceManager instances, StrategyRegistry strategies, ServerAbilities abilities) {
		this.instances = instances;
		this.strategies = strategies;
		this.abilities = abilities;
	}

	/** What is to be placed. */
	record Work(String jobId, String workflow, WorkflowOptions options, Needs needs, Profile profile, Trail trail) {
	}

	/**
	 * What is at the instances.
	 *
	 * @param jobs    our own jobs by instance
	 * @param taken   instances whose places other programs have, or get first
	 * @param resting instances that have just not taken a job, and are not asked again in this moment
	 * @param unknown instances that had not said what they have when the choices began; one that says it meanwhile is left to the next
	 *                choices, else a job could go before one that was asked about earlier
	 * @param lines   what they have to do, and when more would be done there
	 */
	record Load(Map<String, Integer> jobs, Set<String> taken, Set<String> resting, Set<String> unknown, Lines lines) {
		int at(InstanceSnapshot instance) {
			return jobs.getOrDefault(instance.id(), 0);
		}

		boolean isFull(InstanceSnapshot instance) {
			return taken.contains(instance.id()) || at(instance) >= instance.configuration().maxConcurrentWorkflows();
		}
	}

	/**
	 * One instance for one piece of work.
	 *
	 * @param refusal why it can't take the work; null: it can
	 * @param missing what it lacks
	 * @param passing whether the refusal ends by itself, or by what the user does with the instance
	 */
	private record Fitness(InstanceSnapshot instance, @Nullable String refusal, List<String> missing, boolean passing) {
		static Fitness good(InstanceSnapshot instance) {
			return new Fitness(instance, null, List.of(), true);
		}

		static Fitness later(InstanceSnapshot instance, String why) {
			return new Fitness(instance, why, List.of(), true);
		}
	}

	Decision assign(Work work, Load load) {
		if (instances.getInstances().isEmpty())
			return new Decision.Fail(new JobError(Kind.NO_INSTANCE, Messages.assignment_thereNoInstanceCreate, List.of()));
		WorkflowOptions options = work.options();
		if (options.instanceId() != null)
			return instances.getInstance(options.instanceId()).map(instance -> only(work, instance, load, Messages.assignment_asked))
					.orElseGet(() -> new Decision.Wait(NLS.bind(Messages.assignment_instanceDoesNotExist, options.instanceId())));
		String freed = work.trail().freed();
		Optional<InstanceSnapshot> again = freed == null ? Optional.empty() : instances.getInstance(freed);
		if (again.isPresent() && ActiveInstance.isUsable(again.get()))
			return only(work, again.get(), load, Messages.assignment_freedMemorySecondTry);
		ActiveInstance active = ActiveInstance.of(instances);
		InstanceSnapshot chosen = options.strategyId() == null ? active.chosen() : null;
		String fallback = ""; //$NON-NLS-1$
		if (chosen != null) {
			String problem = active.usable() ? unfit(work, chosen, load) : active.reason();
			if (problem == null)
				return only(work, chosen, load, Messages.assignment_activeInstance);
			if (active.fallback() == ActiveFallback.FAIL && chosen.status() != InstanceStatus.STARTING)
				return new Decision.Fail(new JobError(Kind.NO_INSTANCE, NLS.bind(Messages.assignment_activeInstanceCannotTake, problem), List.of()));
			if (active.fallback() != ActiveFallback.FALL_BACK)
				return new Decision.Wait(NLS.bind(Messages.assignment_waitsActiveInstance, problem));
			fallback = NLS.bind(Messages.assignment_activeInstance2, problem);
		}
		return among(work, load, fallback);
	}

	/** Why the active instance is not fit though it runs; null: it is. */
	private @Nullable String unfit(Work work, InstanceSnapshot chosen, Load load) {
		Fitness fitness = fitness(work, chosen, load);
		return fitness.refusal == null || fitness.passing ? null : chosen.name() + ' ' + fitness.refusal;
	}

	private Decision only(Work work, InstanceSnapshot instance, Load load, String reason) {
		Fitness fitness = fitness(work, instance, load);
		if (fitness.refusal != null && !fitness.passing)
			return new Decision.Fail(new JobError(Kind.INVALID_WORKFLOW,
					NLS.bind(Messages.assignment_installThereChooseAnother, instance.name() + ' ' + fitness.refusal), List.of()));
		if (fitness.refusal != null)
			return new Decision.Wait(instance.name() + ' ' + fitness.refusal + remedy(instance));
		if (load.isFull(instance) || load.resting.contains(instance.id()))
			return new Decision.Wait(instance.name() + (load.isFull(instance) ? Messages.assignment_busy : Messages.assignment_didNotTakeAsked));
		return new Decision.Send(instance.id(), reason);
	}

	private static String remedy(InstanceSnapshot instance) {
		return switch (instance.status()) {
		case STOPPED -> Messages.assignment_start;
		case ERROR -> instance.restart() == null ? Messages.assignment_startAgain : ""; //$NON-NLS-1$
		case STARTING, RUNNING, PAUSED, STOPPING -> ""; //$NON-NLS-1$
		};
	}

	private Decision among(Work work, Load load, String fallback) {
		List<InstanceSnapshot> usable = usable();
		if (usable.isEmpty())
			return new Decision.Wait(NLS.bind(Messages.assignment_noInstanceRunningStart, fallback));
		List<Fitness> all = usable.stream().map(instance -> fitness(work, instance, load)).toList();
		List<InstanceSnapshot> fit = all.stream().filter(each -> each.refusal == null).map(Fitness::instance).toList();
		if (fit.isEmpty())
			return nobody(work, all, fallback);
		List<Candidate> candidates = fit.stream().filter(instance -> !load.resting.contains(instance.id()))
				.map(instance -> new Candidate(instance, load.at(instance), load.isFull(instance), load.lines.forecast(work.profile(), instance.id())))
				.toList();
		if (candidates.stream().allMatch(Candidate::full))
			return new Decision.Wait((fit.size() == usable.size() ? Messages.assignment_allRunningInstancesBusy
					: Messages.assignment_allInstancesCanRun) + fallback);
		List<Candidate> unspent = candidates.stream().filter(each -> !work.trail().lost().contains(each.instance().id())).toList();
		if (unspent.isEmpty())
			for (Fitness each : all)
				if (ASKED.equals(each.refusal) && !work.trail().lost().contains(each.instance.id()))
					return new Decision.Wait(NLS.bind(Messages.assignment_lostElsewhere, new Object[] { each.instance.name(), ASKED, fallback }));
		String strategy = work.options().strategyId() != null ? work.options().strategyId() : strategies.getDefault().id();
		Choice choice = strategies.choose(strategy, new WorkRequest(work.jobId(), work.workflow(), work.needs().classes(),
				work.profile().signature(), work.profile().models()), unspent.stream().allMatch(Candidate::full) ? candidates : unspent);
		return switch (choice) {
		case Choice.Selected selected -> new Decision.Send(selected.instanceId(), selected.reason() + fallback);
		case Choice.Wait wait -> new Decision.Wait(wait.reason() + fallback, wait.instanceId());
		};
	}

	/** No instance that runs is fit: one that is down may be, or has been when it was asked last. */
	private Decision nobody(Work work, List<Fitness> running, String fallback) {
		List<String> why = new ArrayList<>();
		boolean hope = false;
		for (Fitness each : running) {
			hope |= each.passing;
			why.add(each.instance.name() + ' ' + each.refusal);
		}
		for (InstanceSnapshot other : instances.getInstances())
			if (running.stream().noneMatch(each -> each.instance.id().equals(other.id())))
				hope |= other.status() != InstanceStatus.STOPPED
						|| abilities.last(other.id()).map(known -> known.missing(work.needs()).isEmpty()).orElse(false);
		String reasons = String.join("; ", why) + fallback; //$NON-NLS-1$
		return hope ? new Decision.Wait(reasons)
				: new Decision.Fail(new JobError(Kind.INVALID_WORKFLOW, NLS.bind(Messages.assignment_noRunningInstanceCan, reasons), List.of()));
	}

	/** Degraded ones only when nobody is better. */
	private List<InstanceSnapshot> usable() {
		List<InstanceSnapshot> running = instances.getInstances().stream().filter(ActiveInstance::isUsable).toList();
		List<InstanceSnapshot> well = running.stream().filter(instance -> instance.health().health() != Health.DEGRADED).toList();
		return well.isEmpty() ? running : well;
	}

	private Fitness fitness(Work work, InstanceSnapshot instance, Load load) {
		if (!ActiveInstance.isUsable(instance))
			return Fitness.later(instance, is(instance));
		var answer = abilities.of(instance);
		if (!answer.isDone() || load.unknown.contains(instance.id()))
			return Fitness.later(instance, ASKED);
		List<String> missing = answer.join().map(known -> known.missing(work.needs())).orElse(List.of());
		if (!missing.isEmpty())
			return abilities.doubt(instance) ? Fitness.later(instance, ASKED)
					: new Fitness(instance, NLS.bind(Messages.assignment_doesNot, shortened(missing)), missing, false);
		long above = work.trail().memoryAbove();
		if (above > 0 && memory(instance) <= above)
			return Fitness.later(instance, Messages.assignment_noMoreGpuMemory);
		return Fitness.good(instance);
	}

	/** Bytes of GPU memory; 0 when not known. */
	static long memory(InstanceSnapshot instance) {
		ServerFacts facts = instance.server();
		Long total = facts == null ? null : facts.vramTotal();
		return total == null ? 0 : total;
	}

	private static String shortened(List<String> missing) {
		int shown = Math.min(missing.size(), 5);
		String text = String.join(", ", missing.subList(0, shown)); //$NON-NLS-1$
		return missing.size() == shown ? text : NLS.bind(Messages.assignment_more, text, missing.size() - shown);
	}

	private static String is(InstanceSnapshot instance) {
		return switch (instance.status()) {
		case RUNNING -> Messages.assignment_unhealthy;
		case STOPPED -> Messages.assignment_stopped;
		case STARTING -> Messages.assignment_starting;
		case STOPPING -> Messages.assignment_stopping;
		case PAUSED -> Messages.assignment_paused;
		case ERROR -> Messages.assignment_error;
		};
	}

	/** What would be decided now, and what is to be said of each instance. Instances whose nodes are not known count as asked. */
	Explanation explain(Work work, Load load) {
		List<InstanceSnapshot> usable = usable();
		List<Explanation.Verdict> verdicts = new ArrayList<>();
		for (InstanceSnapshot instance : instances.getInstances()) {
			Fitness fitness = fitness(work, instance, load);
			boolean wanted = work.options().instanceId() == null || work.options().instanceId().equals(instance.id());
			String reason;
			if (fitness.refusal != null)
				reason = fitness.refusal;
			else if (!wanted)
				reason = Messages.assignment_notAsked;
			else if (!usable.contains(instance))
				reason = Messages.assignment_degradedOthersHealthy;
			else
				reason = load.isFull(instance) ? Messages.assignment_canRunBusy : Messages.assignment_canRun;
			verdicts.add(new Explanation.Verdict(instance.id(), instance.name(),
					fitness.refusal == null && wanted && usable.contains(instance), reason, fitness.missing));
		}
		Decision decision = assign(work, load);
		return new Explanation(decision instanceof Decision.Send send ? send.instanceId() : null, decision.reason(), verdicts);
	}
}
