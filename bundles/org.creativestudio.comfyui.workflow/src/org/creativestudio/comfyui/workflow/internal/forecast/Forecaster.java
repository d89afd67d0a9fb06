// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import org.creativestudio.comfyui.core.StudioHome;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Follows our jobs at instances, learns from those that end, and predicts for those that wait. Knows what earlier programs of the home
 * learned as soon as their history is read. Safe for any thread; no method but {@link #close()} waits for the disk.
 */
public final class Forecaster implements AutoCloseable {

	/** A run that takes longer than predicted is taken to go on for this part of what it took. */
	private static final int OVERTIME = 4;

	/** One of our jobs at an instance. */
	private static final class Run {
		private final String name;
		private final Profile profile;
		private final Instant queued;
		private @Nullable Instant began;
		private boolean cold;

		Run(String name, Profile profile, Instant queued) {
			this.name = name;
			this.profile = profile;
			this.queued = queued;
		}
	}

	/** What is known of one instance. */
	private static final class Place {
		/** By the ids of the jobs, in the order in which they were sent. */
		private final Map<String, Run> runs = new LinkedHashMap<>();
		private Set<String> models = Set.of();
		private Instant modelsSince = Instant.EPOCH;
	}

	/**
	 * An instance that takes part in a choice.
	 *
	 * @param device  what it computes with, as its server told; empty when not known
	 * @param foreign jobs of others in its queue
	 */
	public record Standing(String instance, String device, int foreign) {
	}

	private final RunTimes times = new RunTimes();
	private final RunHistory history;
	private final Map<String, Place> places = new HashMap<>();
	private final ExecutorService disk = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("run-history").factory()); //$NON-NLS-1$

	public Forecaster(StudioHome home) {
		history = new RunHistory(home);
		disk.execute(() -> learn(history.read()));
	}

	private synchronized void learn(List<RunRecord> runs) {
		runs.forEach(times::observe);
	}

	/** A job was sent to an instance. */
	public synchronized void sent(String job, String name, Profile profile, Instant queued, String instance) {
		places.computeIfAbsent(instance, key -> new Place()).runs.put(job, new Run(name, profile, queued));
	}

	/** The instance began to work on a job; later calls for the same job have no effect. */
	public synchronized void began(String job, String instance, Instant at) {
		Place place = places.get(instance);
		Run run = place == null ? null : place.runs.get(job);
		if (place == null || run == null || run.began != null)
			return;
		run.began = at;
		run.cold = !place.models.equals(run.profile.models());
		if (run.cold) {
			place.models = run.profile.models();
			place.modelsSince = at;
		}
	}

	/** A job left an instance. What ended well and was seen to begin teaches. */
	public void ended(String job, String instance, String device, boolean well, Instant at) {
		RunRecord record = end(job, instance, device, well, at);
		if (record != null)
			try {
				disk.execute(() -> history.append(record));
			} catch (RejectedExecutionException e) {
				// The program ends; a forecast is not worth waiting for.
				return;
			}
	}

	private synchronized @Nullable RunRecord end(String job, String instance, String device, boolean well, Instant at) {
		Place place = places.get(instance);
		Run run = place == null ? null : place.runs.remove(job);
		Instant began = run == null ? null : run.began;
		if (run == null || began == null || !well || !at.isAfter(began))
			return null;
		RunRecord record = new RunRecord(run.name, run.profile, instance, device, run.cold, run.queued, began, at);
		times.observe(record);
		return record;
	}

	/** The server of an instance ended: nothing is loaded there any more. */
	public synchronized void lost(String instance) {
		Place place = places.get(instance);
		if (place != null)
			place.models = Set.of();
	}

	/** An instance was deleted: what is at its server teaches nothing any more. */
	public synchronized void forget(String instance) {
		places.remove(instance);
	}

	/** What the instances have to do now, for choices about all that waits. */
	public synchronized Lines lines(Collection<Standing> standings, Collection<Profile> waiting, Instant now) {
		List<Line> lines = new ArrayList<>(standings.size());
		for (Standing standing : standings)
			lines.add(line(standing, places.getOrDefault(standing.instance(), new Place()), now));
		return new Lines(times, lines, waiting);
	}

	private Line line(Standing standing, Place place, Instant now) {
		double busy = standing.foreign() * times.run("", standing.instance(), standing.device()); //$NON-NLS-1$
		Set<String> models = place.models;
		Instant since = place.modelsSince;
		for (Run run : place.runs.values()) {
			boolean loads = run.began == null ? !models.equals(run.profile.models()) : run.cold;
			double predicted = times.run(run.profile.signature(), standing.instance(), standing.device())
					+ (loads ? times.load(run.profile.models()) : 0);
			busy += run.began == null ? predicted : rest(predicted, seconds(run.began, now));
			if (!models.equals(run.profile.models())) {
				models = run.profile.models();
				since = now;
			}
		}
		return new Line(standing.instance(), standing.device(), busy, models, seconds(since, now));
	}

	private static double rest(double predicted, double elapsed) {
		return elapsed > predicted ? elapsed / OVERTIME : predicted - elapsed;
	}

	private static double seconds(@Nullable Instant from, Instant to) {
		return from == null ? 0 : Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
	}

	/** Waits until what was to be read and written is. */
	@Override
	public void close() {
		disk.close();
	}
}
