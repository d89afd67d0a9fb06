// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry.Descriptor;
import org.creativestudio.comfyui.workflow.simulation.FleetSimulator;
import org.creativestudio.comfyui.workflow.simulation.FleetSimulator.Chooser;
import org.creativestudio.comfyui.workflow.simulation.Outcome;
import org.creativestudio.comfyui.workflow.simulation.Scenario;
import org.creativestudio.comfyui.workflow.simulation.Scenarios;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** Simulates each strategy with the same work, in the background; can be cancelled at each choice. */
final class ComparisonRun extends Job {

	/** Is told on the thread of the job. */
	interface Listener {
		/** @param what is being done now, in words */
		void progressed(String what);

		void compared(Comparison comparison);

		/** @param why there is nothing to show, for the user */
		void failed(String why);

		void cancelled();
	}

	/** The same outcome for the same work, however often it is compared. */
	private static final long SEED = 7;

	private final @Nullable Path file;
	private final int places;
	private final StrategyRegistry registry;
	private final InstanceManager instances;
	private final Listener listener;

	/** @param file with a fleet and its work; null: what ran on this home */
	ComparisonRun(@Nullable Path file, int places, StrategyRegistry registry, InstanceManager instances, Listener listener) {
		super(Messages.compare_job);
		this.file = file;
		this.places = places;
		this.registry = registry;
		this.instances = instances;
		this.listener = listener;
	}

	/** Whether this is the run that tells that listener. */
	boolean isOf(Listener other) {
		return listener == other;
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		try {
			listener.progressed(Messages.compare_reading);
			Scenario scenario = scenario();
			if (scenario == null)
				listener.failed(Messages.compare_noHistory);
			else
				listener.compared(compare(scenario, monitor));
		} catch (OperationCanceledException e) {
			listener.cancelled();
			return Status.CANCEL_STATUS;
		} catch (IOException e) {
			listener.failed(String.valueOf(e.getMessage()));
		} catch (RuntimeException e) {
			listener.failed(NLS.bind(Messages.compare_failed, e));
			throw e;
		}
		return Status.OK_STATUS;
	}

	private @Nullable Scenario scenario() throws IOException {
		Path described = file;
		if (described != null)
			return Scenarios.read(described);
		return Scenarios.ofHistory(StudioHome.current(), id -> instances.getInstance(id).map(InstanceSnapshot::name).orElse(id)).orElse(null);
	}

	private Comparison compare(Scenario scenario, IProgressMonitor monitor) {
		List<Descriptor> strategies = registry.getStrategies();
		SubMonitor progress = SubMonitor.convert(monitor, getName(), strategies.size());
		List<Comparison.Row> rows = new ArrayList<>();
		for (Descriptor strategy : strategies) {
			String what = NLS.bind(Messages.compare_running, new Object[] { strategy.name(), rows.size() + 1, strategies.size() });
			listener.progressed(what);
			progress.subTask(what);
			rows.add(new Comparison.Row(strategy.name(), new FleetSimulator(scenario, chooser(strategy, monitor), places, SEED).run(strategy.id())));
			progress.worked(1);
		}
		rows.sort(Comparator.comparing(Comparison.Row::outcome, Outcome.BEST_FIRST));
		return new Comparison(scenario, places, rows);
	}

	private Chooser chooser(Descriptor strategy, IProgressMonitor monitor) {
		Consumer<IProgressMonitor> check = open -> {
			if (open.isCanceled())
				throw new OperationCanceledException();
		};
		check.accept(monitor);
		var rehearsal = registry.rehearse(strategy.id());
		return (request, candidates) -> {
			check.accept(monitor);
			return rehearsal.apply(request, candidates);
		};
	}
}
