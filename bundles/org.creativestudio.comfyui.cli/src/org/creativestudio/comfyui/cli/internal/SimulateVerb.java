// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry.Descriptor;
import org.creativestudio.comfyui.workflow.simulation.FleetSimulator;
import org.creativestudio.comfyui.workflow.simulation.Outcome;
import org.creativestudio.comfyui.workflow.simulation.Scenario;
import org.creativestudio.comfyui.workflow.simulation.Scenarios;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What each strategy would do with the work that ran on this home, or with a described fleet. */
@Command(name = "simulate", description = "${bundle:verb.simulate}")
final class SimulateVerb extends Verb {

	private static final long SEED = 7;

	@Parameters(paramLabel = "FILE", arity = "0..1", description = "${bundle:simulate.file}")
	private @Nullable Path file;

	@Option(names = "--strategy", paramLabel = "ID", description = "${bundle:simulate.strategy}")
	private @Nullable List<String> strategies;

	@Option(names = "--places", paramLabel = "N", defaultValue = "1", description = "${bundle:simulate.places}")
	private int places = 1;

	SimulateVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		if (places < 1)
			throw new Failure(ExitCode.USAGE, NLS.bind(Messages.wrong_value, new Object[] { "--places", places, "1, 2, ..." })); //$NON-NLS-1$ //$NON-NLS-2$
		Scenario scenario = scenario();
		StrategyRegistry registry = services().strategies();
		List<Outcome> outcomes = new ArrayList<>();
		for (String id : chosen(registry))
			outcomes.add(new FleetSimulator(scenario, registry.rehearse(id)::apply, places, SEED).run(id));
		outcomes.sort(Outcome.BEST_FIRST);
		if (json)
			terminal().json(json(scenario, outcomes));
		else
			print(scenario, outcomes);
		return ExitCode.DONE;
	}

	private Scenario scenario() {
		Path described = file;
		if (described == null)
			return Scenarios.ofHistory(StudioHome.current(), id -> services().instances().getInstance(id).map(InstanceSnapshot::name).orElse(id))
					.orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, Messages.simulate_noHistory));
		try {
			return Scenarios.read(described);
		} catch (IOException e) {
			throw new Failure(e.getCause() instanceof NoSuchFileException ? ExitCode.NOT_FOUND : ExitCode.INVALID, String.valueOf(e.getMessage()));
		}
	}

	private List<String> chosen(StrategyRegistry registry) {
		List<String> asked = strategies;
		if (asked == null)
			return registry.getStrategies().stream().map(Descriptor::id).toList();
		asked.forEach(id -> StrategiesVerb.checkExists(registry, id));
		return asked;
	}

	private void print(Scenario scenario, List<Outcome> outcomes) {
		terminal().out().println(NLS.bind(Messages.simulate_title,
				new Object[] { scenario.name(), scenario.work().size(), scenario.devices().size(), seconds(outcomes.get(0).lowerBound()) }));
		Table table = new Table(Messages.column_strategy, Messages.column_makespan, Messages.column_overBound, Messages.column_waitMedian,
				Messages.column_waitP95, Messages.column_loads, Messages.column_use);
		for (Outcome outcome : outcomes)
			table.add(outcome.strategy(), seconds(outcome.makespan()), String.format(Locale.ROOT, "%.2f", outcome.ratio()), //$NON-NLS-1$
					seconds(outcome.waitMedian()), seconds(outcome.waitP95()), Integer.toString(outcome.loads()),
					scenario.devices().stream().map(device -> device.name() + ' ' + Math.round(outcome.use().getOrDefault(device.id(), 0.0) * 100) + '%')
							.collect(Collectors.joining(", "))); //$NON-NLS-1$
		table.print(terminal().out());
		outcomes.stream().filter(outcome -> outcome.unfinished() > 0)
				.forEach(outcome -> terminal().say(NLS.bind(Messages.simulate_unfinished, outcome.strategy(), outcome.unfinished())));
	}

	private static String seconds(double seconds) {
		return String.format(Locale.ROOT, "%.1f s", seconds); //$NON-NLS-1$
	}

	private static JsonObject json(Scenario scenario, List<Outcome> outcomes) {
		JsonObject document = new JsonObject();
		document.addProperty("scenario", scenario.name()); //$NON-NLS-1$
		document.addProperty("jobs", scenario.work().size()); //$NON-NLS-1$
		document.addProperty("lowerBoundSeconds", outcomes.get(0).lowerBound()); //$NON-NLS-1$
		JsonArray array = new JsonArray();
		for (Outcome outcome : outcomes) {
			JsonObject object = new JsonObject();
			object.addProperty("strategy", outcome.strategy()); //$NON-NLS-1$
			object.addProperty("makespanSeconds", outcome.makespan()); //$NON-NLS-1$
			object.addProperty("overLowerBound", outcome.ratio()); //$NON-NLS-1$
			object.addProperty("waitMedianSeconds", outcome.waitMedian()); //$NON-NLS-1$
			object.addProperty("waitP95Seconds", outcome.waitP95()); //$NON-NLS-1$
			object.addProperty("modelLoads", outcome.loads()); //$NON-NLS-1$
			object.addProperty("unfinished", outcome.unfinished()); //$NON-NLS-1$
			JsonObject use = new JsonObject();
			scenario.devices().forEach(device -> use.addProperty(device.name(), outcome.use().getOrDefault(device.id(), 0.0)));
			object.add("use", use); //$NON-NLS-1$
			array.add(object);
		}
		document.add("strategies", array); //$NON-NLS-1$
		return document;
	}
}
