// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.WorkRequest;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.workflow.internal.forecast.Line;
import org.creativestudio.comfyui.workflow.internal.forecast.Lines;
import org.creativestudio.comfyui.workflow.internal.forecast.Profile;
import org.creativestudio.comfyui.workflow.internal.forecast.RunTimes;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Runs a scenario under one strategy on a simulated clock, with the forecasts that the real queue makes: nothing is known at the
 * beginning and each run teaches. The same seed gives the same outcome. Not thread-safe; one object for one run.
 */
public final class FleetSimulator {

	/** A strategy, asked as the program does. */
	@FunctionalInterface
	public interface Chooser extends BiFunction<WorkRequest, List<Candidate>, Choice> {
	}

	/** Runs of the same work differ by so much. */
	private static final double NOISE = 0.05;

	private static final class Device {
		private final Scenario.Device device;
		private InstanceSnapshot snapshot;
		private Set<String> models = Set.of();
		private double modelsSince;
		private @Nullable Job job;
		private final Deque<Job> queue = new ArrayDeque<>();
		private double began;
		private double predicted;
		private boolean cold;
		private boolean alive = true;
		private double worked;
		private int number;

		Device(Scenario.Device device) {
			this.device = device;
			snapshot = snapshot();
		}

		/** As others see it now. */
		private InstanceSnapshot snapshot() {
			return new InstanceSnapshot(InstanceConfiguration.builder(device.id(), device.name()).build(), 1, InstanceStatus.RUNNING, "", //$NON-NLS-1$
					Instant.EPOCH, new HealthReport(Health.HEALTHY, "", null, null), null, null, //$NON-NLS-1$
					new QueueLoad(job == null ? 0 : 1, queue.size()), false);
		}

		private int jobs() {
			return (job == null ? 0 : 1) + queue.size();
		}

		/** What the last of its jobs will have loaded. */
		private Set<String> lastModels() {
			return queue.isEmpty() ? models : queue.getLast().work.models();
		}
	}

	private record Job(int number, Scenario.Work work, Profile profile) {
	}

	private record Event(double at, int order, Runnable what) {
	}

	private final Scenario scenario;
	private final Chooser chooser;
	private final int places;
	private final Random random;
	private final RunTimes times = new RunTimes();
	private final Map<String, Device> devices = new LinkedHashMap<>();
	private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingDouble(Event::at).thenComparingInt(Event::order));
	private final TreeMap<Integer, Job> waiting = new TreeMap<>();
	private final double[] began;
	private int eventNumber;
	private double now;
	private double end;
	private int loads;

	/** @param places how many jobs an instance may have at once; it works on one, the others wait at its server */
	public FleetSimulator(Scenario scenario, Chooser chooser, int places, long seed) {
		this.places = places;
		this.scenario = scenario;
		this.chooser = chooser;
		random = new Random(seed);
		scenario.devices().forEach(device -> devices.put(device.id(), new Device(device)));
		began = new double[scenario.work().size()];
		Arrays.fill(began, Double.NaN);
	}

	/** @param strategy its id, for the outcome */
	public Outcome run(String strategy) {
		for (int i = 0; i < scenario.work().size(); i++) {
			Scenario.Work work = scenario.work().get(i);
			Job job = new Job(i, work, new Profile(work.signature(), work.models()));
			at(work.arrival(), () -> waiting.put(job.number, job));
		}
		for (Scenario.Failure failure : scenario.failures()) {
			Device device = devices.get(failure.device());
			if (device != null) {
				at(failure.at(), () -> fail(device));
				if (!Double.isInfinite(failure.until()))
					at(failure.until(), () -> device.alive = true);
			}
		}
		for (Event next = events.poll(); next != null; next = events.poll()) {
			now = next.at;
			next.what.run();
			// What happens at the same moment is seen together.
			Event following = events.peek();
			if (following == null || following.at > now)
				dispatch();
		}
		return outcome(strategy);
	}

	private void at(double time, Runnable what) {
		events.add(new Event(time, eventNumber++, what));
	}

	private void fail(Device device) {
		device.alive = false;
		device.models = Set.of();
		Job lost = device.job;
		if (lost != null) {
			device.job = null;
			device.number++;
			device.worked += now - device.began;
			waiting.put(lost.number, lost);
		}
		device.queue.forEach(job -> waiting.put(job.number, job));
		device.queue.clear();
	}

	private void dispatch() {
		List<Device> alive = devices.values().stream().filter(device -> device.alive).toList();
		long free = alive.stream().filter(device -> device.jobs() < places).count();
		if (free == 0 || waiting.isEmpty())
			return;
		alive.forEach(device -> device.snapshot = device.snapshot());
		Lines lines = new Lines(times, alive.stream().map(this::line).toList(), waiting.values().stream().map(Job::profile).toList());
		for (Job job : List.copyOf(waiting.values())) {
			List<Candidate> candidates = new ArrayList<>(alive.size());
			for (Device device : alive)
				candidates.add(new Candidate(device.snapshot, device.jobs(), device.jobs() >= places,
						lines.forecast(job.profile, device.device.id())));
			WorkRequest request = new WorkRequest(Integer.toString(job.number), job.work.signature(), Set.of(), job.work.signature(),
					job.work.models());
			switch (chooser.apply(request, candidates)) {
			case Choice.Wait wait -> lines.waits(job.profile, wait.instanceId());
			case Choice.Selected selected -> {
				lines.sent(job.profile, selected.instanceId());
				Device device = devices.get(selected.instanceId());
				waiting.remove(job.number);
				device.queue.addLast(job);
				if (device.job == null)
					startNext(device);
				device.snapshot = device.snapshot();
				if (device.jobs() >= places && --free == 0)
					return;
			}
			}
		}
	}

	private Line line(Device device) {
		double busy = 0;
		if (device.job != null) {
			double elapsed = now - device.began;
			busy = Math.max(device.predicted - elapsed, elapsed > device.predicted ? elapsed / 4 : 0);
		}
		Set<String> models = device.models;
		for (Job job : device.queue) {
			busy += predicted(job, device, !models.equals(job.work.models()));
			models = job.work.models();
		}
		return new Line(device.device.id(), device.device.name(), busy, device.lastModels(), now - device.modelsSince);
	}

	private double predicted(Job job, Device device, boolean cold) {
		return times.run(job.work.signature(), device.device.id(), device.device.name()) + (cold ? times.load(job.work.models()) : 0);
	}

	private void startNext(Device device) {
		Job job = device.queue.poll();
		if (job == null)
			return;
		device.cold = !device.models.equals(job.work.models());
		double load = device.cold ? job.work.load() : 0;
		double run = job.work.seconds() / device.device.speed() * (1 + NOISE * (2 * random.nextDouble() - 1));
		if (device.cold) {
			if (!job.work.models().isEmpty())
				loads++;
			device.models = job.work.models();
			device.modelsSince = now;
		}
		device.predicted = predicted(job, device, device.cold);
		device.job = job;
		device.began = now;
		began[job.number] = now;
		int number = ++device.number;
		at(now + load + run, () -> {
			if (device.number == number)
				done(job, device);
		});
	}

	private void done(Job job, Device device) {
		device.job = null;
		device.worked += now - device.began;
		end = now;
		times.observe(job.profile, device.device.id(), device.device.name(), device.cold, now - device.began);
		startNext(device);
	}

	private Outcome outcome(String strategy) {
		List<Scenario.Work> work = scenario.work();
		double first = work.isEmpty() ? 0 : work.get(0).arrival();
		double[] waits = new double[work.size()];
		for (int i = 0; i < waits.length; i++)
			waits[i] = began[i] - work.get(i).arrival();
		waits = Arrays.stream(waits).filter(wait -> !Double.isNaN(wait)).sorted().toArray();
		double makespan = end - first;
		Map<String, Double> use = new LinkedHashMap<>();
		devices.forEach((id, device) -> use.put(id, makespan > 0 ? device.worked / makespan : 0));
		return new Outcome(strategy, makespan, LowerBound.of(scenario), percentile(waits, 0.5), percentile(waits, 0.95), loads, use,
				waiting.size());
	}

	private static double percentile(double[] sorted, double part) {
		return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
	}
}
