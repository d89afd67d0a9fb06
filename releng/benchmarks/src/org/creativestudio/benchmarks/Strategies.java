// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.creativestudio.benchmarks.FleetCases.Arrival;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.WorkRequest;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.strategies.internal.LeastLoaded;
import org.creativestudio.comfyui.strategies.internal.ModelAffinity;
import org.creativestudio.comfyui.strategies.internal.MostFreeVram;
import org.creativestudio.comfyui.strategies.internal.Random;
import org.creativestudio.comfyui.strategies.internal.RoundRobin;
import org.creativestudio.comfyui.strategies.internal.ShortestCompletion;
import org.creativestudio.comfyui.strategies.internal.TwoChoices;
import org.creativestudio.comfyui.strategies.internal.Weighted;
import org.creativestudio.comfyui.workflow.internal.forecast.Line;
import org.creativestudio.comfyui.workflow.internal.forecast.Lines;
import org.creativestudio.comfyui.workflow.internal.forecast.Profile;
import org.creativestudio.comfyui.workflow.internal.forecast.RunTimes;
import org.creativestudio.comfyui.workflow.simulation.FleetSimulator;
import org.creativestudio.comfyui.workflow.simulation.Outcome;
import org.creativestudio.comfyui.workflow.simulation.Scenario;

/**
 * The makespan of each strategy over a time that no schedule can beat, on many simulated fleets, and what a choice costs. Strategies that
 * remember begin each case anew.
 */
final class Strategies {

	private static final long SEED = 7;
	/** So many as to be no limit: what managers do that give each job at once to a server's own queue. */
	private static final int AT_ARRIVAL = 1_000_000;
	private static final double MEAN_LIMIT = 1.10;
	/** Shortest completion is to be 1.5 times as fast. */
	private static final double AGAINST_ROUND_ROBIN = 1 / 1.5;
	private static final double CHOICE_LIMIT_US = 100;
	private static final int WARM_UP = 3000;
	private static final int CHOICES = 2000;

	private Strategies() {
	}

	static Table measure() {
		Map<String, Supplier<BalancingStrategy>> all = new LinkedHashMap<>();
		all.put("Shortest completion", ShortestCompletion::new); //$NON-NLS-1$
		all.put("Model affinity", ModelAffinity::new); //$NON-NLS-1$
		all.put("Least loaded", LeastLoaded::new); //$NON-NLS-1$
		all.put("Two choices", TwoChoices::new); //$NON-NLS-1$
		all.put("Round-robin", RoundRobin::new); //$NON-NLS-1$
		all.put("Weighted, equal weights", Weighted::new); //$NON-NLS-1$
		all.put("Most free VRAM, not known", MostFreeVram::new); //$NON-NLS-1$
		all.put("Random", Random::new); //$NON-NLS-1$
		List<Scenario> cases = FleetCases.all();
		Table table = new Table("Makespan over its lower bound, " + cases.size() + " cases; the ratio is the mean", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		all.forEach((name, strategy) -> {
			double[] ratios = cases.stream().mapToDouble(one -> outcome(one, strategy, 1).ratio()).toArray();
			double mean = IntStream.range(0, ratios.length).mapToDouble(i -> ratios[i]).average().orElseThrow();
			table.add(name, ratios, mean, name.startsWith("Shortest") ? MEAN_LIMIT : null); //$NON-NLS-1$
		});
		double[] arrival = cases.stream().mapToDouble(one -> outcome(one, RoundRobin::new, AT_ARRIVAL).ratio()).toArray();
		table.add("Round-robin at arrival, without a queue of ours", arrival, IntStream.range(0, arrival.length).mapToDouble(i -> arrival[i]).average().orElseThrow(), null); //$NON-NLS-1$
		against(table, "devices differ by 4", FleetCases.unequal(4, 1, Arrival.BURST, 5)); //$NON-NLS-1$
		against(table, "4 models", FleetCases.one(4, 4, 1, Arrival.BURST, false, 6)); //$NON-NLS-1$
		for (int instances : new int[] { 10, 100, 1000 })
			cost(table, instances);
		table.note("The lower bound and why nothing can beat it: LowerBound in the workflow bundle. Nothing is known at the beginning of a case."); //$NON-NLS-1$
		table.note("In our queue a job is given away when a place is free, so even round-robin keeps all devices busy; at arrival it does not."); //$NON-NLS-1$
		return table;
	}

	private static Outcome outcome(Scenario scenario, Supplier<BalancingStrategy> made, int places) {
		BalancingStrategy strategy = made.get();
		return new FleetSimulator(scenario, (request, candidates) -> BalancingStrategy.ask(strategy, request, candidates), places, SEED).run(""); //$NON-NLS-1$
	}

	/** Time against round-robin at arrival in the same case; and, without a limit, in our queue. */
	private static void against(Table table, String what, Scenario scenario) {
		double shortest = outcome(scenario, ShortestCompletion::new, 1).makespan();
		double atArrival = outcome(scenario, RoundRobin::new, AT_ARRIVAL).makespan();
		double inQueue = outcome(scenario, RoundRobin::new, 1).makespan();
		table.add("s, " + what + ": shortest completion against round-robin at arrival", new double[] { shortest }, shortest / atArrival, //$NON-NLS-1$ //$NON-NLS-2$
				AGAINST_ROUND_ROBIN);
		table.add("s, " + what + ": against round-robin in our queue", new double[] { shortest }, shortest / inQueue, null); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static void cost(Table table, int instances) {
		RunTimes times = new RunTimes();
		List<Line> lines = new ArrayList<>();
		List<InstanceSnapshot> snapshots = new ArrayList<>();
		for (int i = 0; i < instances; i++) {
			String id = "instance" + i; //$NON-NLS-1$
			times.observe(new Profile("workflow", Set.of("model" + i % 8)), id, "device", false, 5 + i % 7); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			lines.add(new Line(id, "device", i % 5, Set.of("model" + i % 8), 60)); //$NON-NLS-1$ //$NON-NLS-2$
			snapshots.add(new InstanceSnapshot(InstanceConfiguration.builder(id, id).build(), 1, InstanceStatus.RUNNING, "", Instant.EPOCH, //$NON-NLS-1$
					new HealthReport(Health.HEALTHY, "", null, null), null, null, new QueueLoad(i % 3, i % 2), false)); //$NON-NLS-1$
		}
		Profile profile = new Profile("workflow", Set.of("model3")); //$NON-NLS-1$ //$NON-NLS-2$
		Lines forecasts = new Lines(times, lines, List.of(profile));
		WorkRequest request = new WorkRequest("job", "workflow", Set.of(), "workflow", profile.models()); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		ShortestCompletion strategy = new ShortestCompletion();
		double[] micros = new double[CHOICES];
		double[] choosing = new double[CHOICES];
		for (int i = -WARM_UP; i < CHOICES; i++) {
			long begin = System.nanoTime();
			List<Candidate> candidates = new ArrayList<>(instances);
			for (InstanceSnapshot snapshot : snapshots)
				candidates.add(new Candidate(snapshot, 0, false, forecasts.forecast(profile, snapshot.id())));
			long asked = System.nanoTime();
			BalancingStrategy.ask(strategy, request, candidates);
			long end = System.nanoTime();
			if (i >= 0) {
				micros[i] = (end - begin) / 1000.0;
				choosing[i] = (end - asked) / 1000.0;
			}
		}
		double median = Table.median(micros);
		table.add("\u00b5s, a choice among " + instances + " instances, forecasts included; limit in 100 \u00b5s", micros, median / CHOICE_LIMIT_US, //$NON-NLS-1$ //$NON-NLS-2$
				instances == 1000 ? 1.0 : null);
		table.add("\u00b5s, of which the strategy itself", choosing); //$NON-NLS-1$
	}
}
