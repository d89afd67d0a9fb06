// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.StrategyOptions;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.balancing.WorkRequest;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Asks contributed strategies, none of which it trusts. */
@Component(service = StrategyRegistry.class)
public final class StrategyRegistryComponent implements StrategyRegistry {

	/** The best of all where devices or models differ, and as good as others elsewhere: see the benchmark {@code strategies}. */
	static final String BEST = "shortest-completion"; //$NON-NLS-1$
	static final String LEAST_LOADED = "least-loaded"; //$NON-NLS-1$
	private static final System.Logger LOG = System.getLogger(StrategyRegistryComponent.class.getName());
	private static final Duration DEADLINE = Duration.ofMillis(50);
	/** Nobody waits for a choice of a simulation: on a busy computer it may take longer. */
	private static final Duration REHEARSAL_DEADLINE = Duration.ofSeconds(5);
	private static final int QUARANTINE_AFTER = 3;

	private final InstanceManager manager;
	private final Contributions<BalancingStrategy> contributions;
	private final DeclaredOptions declared = new DeclaredOptions();
	private final Map<String, Integer> failures = new ConcurrentHashMap<>();
	/** A strategy that hangs keeps its thread until it returns; it is asked three times at most. */
	private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("strategy-", 0).factory()); //$NON-NLS-1$

	@Activate
	public StrategyRegistryComponent(@Reference IExtensionRegistry registry, @Reference InstanceManager manager) {
		this.manager = manager;
		contributions = new Contributions<>(registry, "balancingStrategies", "strategy", BalancingStrategy.class); //$NON-NLS-1$ //$NON-NLS-2$
	}

	@Override
	public List<Descriptor> getStrategies() {
		return contributions.list().stream().map(this::descriptor)
				.sorted(Comparator.comparing(Descriptor::name)).toList();
	}

	@Override
	public Optional<Descriptor> getStrategy(String id) {
		return getStrategies().stream().filter(descriptor -> descriptor.id().equals(id)).findFirst();
	}

	@Override
	public Descriptor getDefault() {
		return Optional.ofNullable(manager.getSettings().strategy()).flatMap(this::getStrategy).orElseGet(this::getUsual);
	}

	@Override
	public Descriptor getUsual() {
		return getStrategy(BEST).or(() -> getStrategy(LEAST_LOADED))
				.orElse(new Descriptor(LEAST_LOADED, Messages.strategyRegistryComponent_leastLoaded,
						Messages.strategyRegistryComponent_choosesInstanceFewestJobs));
	}

	private Descriptor descriptor(Contributions.Contribution contribution) {
		return new Descriptor(contribution.id(), contribution.name(), contribution.description(), declared.of(contribution.element()));
	}

	@Override
	public Choice choose(String strategyId, WorkRequest request, List<Candidate> candidates) {
		Optional<Contributions.Contribution> contribution = contributions.contribution(strategyId);
		Optional<BalancingStrategy> strategy = quarantined(strategyId, failures) ? Optional.empty() : contribution.flatMap(contributions::get);
		return choose(strategyId, strategy, failures, DEADLINE, contribution.map(this::configured).map(request::options).orElse(request), candidates);
	}

	@Override
	public BiFunction<WorkRequest, List<Candidate>, Choice> rehearse(String strategyId) {
		Optional<Contributions.Contribution> contribution = contributions.contribution(strategyId);
		Optional<BalancingStrategy> own = contribution.flatMap(contributions::create);
		StrategyOptions options = contribution.map(this::configured).orElse(StrategyOptions.NONE);
		Map<String, Integer> ownFailures = new ConcurrentHashMap<>();
		return (request, candidates) -> choose(strategyId, own, ownFailures, REHEARSAL_DEADLINE, request.options(options), candidates);
	}

	private StrategyOptions configured(Contributions.Contribution contribution) {
		return declared.values(contribution.id(), declared.of(contribution.element()), manager.getSettings().strategyOptions(contribution.id()));
	}

	private static boolean quarantined(String strategyId, Map<String, Integer> counts) {
		return counts.getOrDefault(strategyId, 0) >= QUARANTINE_AFTER;
	}

	private Choice choose(String strategyId, Optional<BalancingStrategy> strategy, Map<String, Integer> counts, Duration deadline,
			WorkRequest request, List<Candidate> candidates) {
		if (quarantined(strategyId, counts))
			return fallback(candidates, NLS.bind(Messages.strategyRegistryComponent_strategyFailedTooOften, strategyId));
		if (strategy.isEmpty())
			return fallback(candidates, NLS.bind(Messages.strategyRegistryComponent_thereNoStrategy, strategyId));
		Future<Choice> asked = threads.submit(() -> ask(strategy.get(), request, candidates));
		try {
			Choice choice = asked.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
			if (isSensible(choice, candidates))
				return choice;
			return failed(strategyId, counts, candidates, NLS.bind(Messages.strategyRegistryComponent_answeredNonsense, choice), null);
		} catch (TimeoutException e) {
			asked.cancel(true);
			return failed(strategyId, counts, candidates, NLS.bind(Messages.strategyRegistryComponent_tookLongerThanMs, deadline.toMillis()), null);
		} catch (ExecutionException e) {
			return failed(strategyId, counts, candidates, NLS.bind(Messages.strategyRegistryComponent_threw, e.getCause()), e.getCause());
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return new Choice.Wait(Messages.strategyRegistryComponent_choiceInterrupted);
		}
	}

	/** One thread at a time for each strategy, as its contract promises. */
	private static Choice ask(BalancingStrategy strategy, WorkRequest request, List<Candidate> candidates) {
		synchronized (strategy) {
			return BalancingStrategy.ask(strategy, request, candidates);
		}
	}

	/** Who chooses an instance that is full, and does not get to wait for it by that, chose one that it was not offered. */
	private static boolean isSensible(Choice choice, List<Candidate> candidates) {
		return switch (choice) {
		case null -> false;
		case Choice.Wait wait -> wait.reason() != null;
		case Choice.Selected selected -> selected.reason() != null
				&& candidates.stream().anyMatch(candidate -> !candidate.full() && candidate.instance().id().equals(selected.instanceId()));
		};
	}

	private static Choice failed(String strategyId, Map<String, Integer> counts, List<Candidate> candidates, String what,
			@Nullable Throwable cause) {
		int count = counts.merge(strategyId, 1, Integer::sum);
		String end = count >= QUARANTINE_AFTER ? Messages.strategyRegistryComponent_notAskedAgainUntil : ""; //$NON-NLS-1$
		LOG.log(Level.WARNING, "The strategy " + strategyId + ' ' + what + end, cause); //$NON-NLS-1$
		return fallback(candidates, NLS.bind(Messages.strategyRegistryComponent_strategy, strategyId, what));
	}

	private static Choice fallback(List<Candidate> candidates, String why) {
		Candidate least = candidates.stream().filter(candidate -> !candidate.full()).min(Comparator.comparingInt(StrategyRegistryComponent::load)).orElseThrow();
		return new Choice.Selected(least.instance().id(), NLS.bind(Messages.strategyRegistryComponent_fewestJobsThere, why));
	}

	private static int load(Candidate candidate) {
		QueueLoad queue = candidate.instance().queue();
		return Math.max(candidate.ownJobs(), queue == null ? 0 : queue.total());
	}

	@Deactivate
	void deactivate() {
		threads.shutdownNow();
	}
}
