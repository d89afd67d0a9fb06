// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.forecast;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.core.balancing.Forecast;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What all instances have to do, and when a piece of waiting work would be done at each. The waiting work is asked about in its order;
 * what was decided for earlier work counts for later work. Work whose models are loaded at an instance goes there before other work, but
 * only as long as {@value #BATCH} loadings of models take: so nobody waits for ever, and at most a twentieth of the time is spent on
 * loading. Not thread-safe.
 */
public final class Lines {

	/** For so many loadings an instance keeps to its models while others wait. */
	private static final int BATCH = 20;

	private final RunTimes times;
	private final Map<String, Place> places = new HashMap<>();
	/** By its files, each set of models once, so that they can be compared as objects: this is asked a thousand times for each choice. */
	private final Map<Set<String>, Models> models = new HashMap<>();
	private @Nullable Asked asked;

	/** One instance, and what was decided to wait for it. */
	private static final class Place {
		private final Line line;
		private final double slowness;
		private double busy;
		private Models models;
		private double loadedFor;
		/** Seconds of waiting work with the models that are loaded. */
		private double same;
		/** Seconds of waiting work with others, loading included. */
		private double others;
		private final Set<Models> otherModels = new HashSet<>();

		Place(Line line, double slowness, Models models) {
			this.line = line;
			this.slowness = slowness;
			this.models = models;
			busy = line.busy();
			loadedFor = line.loadedFor();
		}
	}

	/** A set of models, where it is loaded, and the waiting work with it that was not asked about yet: how often each signature. */
	private static final class Models {
		private final Set<String> files;
		private final double load;
		private final Map<String, Integer> waiting = new HashMap<>();
		private int loadedAt;

		Models(Set<String> files, double load) {
			this.files = files;
			this.load = load;
		}
	}

	/** The work that is asked about, for all instances one after the other. */
	private record Asked(Profile work, RunTimes.Prediction prediction, Models models) {
	}

	/** @param work all that waits, in any order */
	public Lines(RunTimes times, Collection<Line> lines, Collection<Profile> work) {
		this.times = times;
		for (Line line : lines) {
			Place place = new Place(line, times.slowness(line.instance(), line.device()), models(line.models()));
			place.models.loadedAt++;
			places.put(line.instance(), place);
		}
		for (Profile profile : work)
			models(profile.models()).waiting.merge(profile.signature(), 1, Integer::sum);
	}

	private Models models(Set<String> files) {
		return models.computeIfAbsent(files, key -> new Models(key, times.load(key)));
	}

	private Asked ask(Profile work) {
		Asked last = asked;
		if (last == null || !last.work.equals(work)) {
			last = new Asked(work, times.predict(work.signature()), models(work.models()));
			asked = last;
		}
		return last;
	}

	/** When work would be done at an instance. */
	public Forecast forecast(Profile work, String instance) {
		Place place = places.get(instance);
		if (place == null)
			return Forecast.NONE;
		Asked question = ask(work);
		double run = question.prediction.run(instance, place.slowness);
		boolean learned = question.prediction.knows(instance);
		if (place.models == question.models)
			return new Forecast(place.busy + place.same, place.same, run, 0, learned, place.models.files);
		double first = place.same + held(place) + place.others;
		double load = !place.otherModels.isEmpty() && place.otherModels.contains(question.models) ? 0 : question.models.load;
		return new Forecast(place.busy + first, first, run, load, learned, place.models.files);
	}

	/** The part of the waiting work with the models of an instance that is better done there first. */
	private double held(Place place) {
		Models loaded = place.models;
		if (loaded.waiting.isEmpty() || loaded.files.isEmpty() || place.loadedFor > BATCH * loaded.load)
			return 0;
		double seconds = 0;
		for (Map.Entry<String, Integer> same : loaded.waiting.entrySet())
			seconds += same.getValue() * times.predict(same.getKey()).run(place.line.instance(), place.slowness);
		return seconds / Math.max(1, loaded.loadedAt);
	}

	/** Work was asked about and goes to an instance now. */
	public void sent(Profile work, String instance) {
		Models its = taken(work);
		Place place = places.get(instance);
		if (place == null)
			return;
		place.busy += ask(work).prediction.run(instance, place.slowness);
		if (place.models != its) {
			place.busy += its.load;
			place.models.loadedAt--;
			its.loadedAt++;
			place.models = its;
			place.loadedFor = 0;
			place.same = 0;
		}
	}

	/** Work was asked about and waits, for an instance or for any. */
	public void waits(Profile work, @Nullable String instance) {
		Models its = taken(work);
		Place place = instance == null ? null : places.get(instance);
		if (place == null)
			return;
		double run = ask(work).prediction.run(place.line.instance(), place.slowness);
		if (place.models == its)
			place.same += run;
		else
			place.others += place.otherModels.add(its) ? run + its.load : run;
	}

	private Models taken(Profile work) {
		Models its = models(work.models());
		its.waiting.computeIfPresent(work.signature(), (key, count) -> count > 1 ? count - 1 : null);
		return its;
	}
}
