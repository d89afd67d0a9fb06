// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.simulation;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.configuration.BoundedJson;
import org.creativestudio.comfyui.workflow.internal.forecast.RunHistory;
import org.creativestudio.comfyui.workflow.internal.forecast.RunRecord;
import org.creativestudio.comfyui.workflow.internal.forecast.RunTimes;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** Where scenarios come from: what ran on a home, or a described fleet and trace. Both block for the disk. */
public final class Scenarios {

	private static final int MAX_WORK = 20_000;
	private static final int MAX_DEVICES = 1000;
	private static final double LONGEST = 86_400 * 365.0;

	private Scenarios() {
	}

	/**
	 * The work that ran on a home, as it was asked for, on the instances that did it: each as fast as it was seen to be.
	 *
	 * @param name gives an instance's name for its id
	 * @return empty when nothing ran yet
	 */
	public static Optional<Scenario> ofHistory(StudioHome home, UnaryOperator<String> name) {
		List<RunRecord> runs = new RunHistory(home).read();
		if (runs.isEmpty())
			return Optional.empty();
		RunTimes times = new RunTimes();
		// Twice: what was seen first was judged with least knowledge.
		runs.forEach(times::observe);
		runs.forEach(times::observe);
		Map<String, Scenario.Device> devices = new LinkedHashMap<>();
		long first = runs.stream().mapToLong(run -> run.queued().toEpochMilli()).min().orElseThrow();
		List<Scenario.Work> work = new ArrayList<>();
		for (RunRecord run : runs) {
			Scenario.Device device = devices.computeIfAbsent(run.instance(),
					id -> new Scenario.Device(id, name.apply(id), times.speed(id, run.device())));
			double load = times.load(run.profile().models());
			double seconds = Math.max(run.seconds() - (run.cold() ? load : 0), run.seconds() / 5) * device.speed();
			work.add(new Scenario.Work(run.profile().signature(), run.profile().models(), (run.queued().toEpochMilli() - first) / 1000.0,
					Math.max(seconds, 0.001), load));
		}
		return Optional.of(new Scenario("history", List.copyOf(devices.values()), work, List.of())); //$NON-NLS-1$
	}

	/**
	 * A described fleet: {@code devices} with {@code name} and {@code speed}, {@code work} with {@code seconds} and, as needed,
	 * {@code signature}, {@code models}, {@code load}, {@code arrival}, and {@code count} with {@code every} for several, and
	 * {@code failures} with {@code device}, {@code at} and {@code until}. Times are seconds.
	 *
	 * @throws IOException with a message for the user
	 */
	public static Scenario read(Path file) throws IOException {
		try {
			JsonObject root = object(BoundedJson.read(file), Messages.scenarios_file);
			List<Scenario.Device> devices = devices(root);
			return new Scenario(String.valueOf(file.getFileName()), devices, work(root), failures(root, devices));
		} catch (NoSuchFileException e) {
			throw new IOException(NLS.bind(Messages.scenarios_thereNoFile, file), e);
		} catch (BoundedJson.JsonException | IllegalArgumentException e) {
			throw new IOException(NLS.bind(Messages.scenarios_scenarioCannotUsed, file, e.getMessage()), e);
		}
	}

	private static List<Scenario.Device> devices(JsonObject root) {
		List<Scenario.Device> devices = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (JsonElement element : array(root, "devices", MAX_DEVICES)) { //$NON-NLS-1$
			JsonObject device = object(element, Messages.scenarios_device);
			String name = text(device, "name", NLS.bind(Messages.scenarios_device2, devices.size() + 1)); //$NON-NLS-1$
			if (!names.add(name))
				throw new IllegalArgumentException(NLS.bind(Messages.scenarios_twoDevices, name));
			devices.add(new Scenario.Device(name, name, number(device, "speed", 1.0, 0.001, 1000))); //$NON-NLS-1$
		}
		if (devices.isEmpty())
			throw new IllegalArgumentException(Messages.scenarios_noDevices);
		return devices;
	}

	private static List<Scenario.Work> work(JsonObject root) {
		List<Scenario.Work> work = new ArrayList<>();
		for (JsonElement element : array(root, "work", MAX_WORK)) { //$NON-NLS-1$
			JsonObject job = object(element, Messages.scenarios_pieceWork);
			Set<String> models = new HashSet<>();
			array(job, "models", 1000).forEach(model -> models.add(model.getAsString())); //$NON-NLS-1$
			double seconds = number(job, "seconds", null, 0.001, LONGEST); //$NON-NLS-1$
			double arrival = number(job, "arrival", 0.0, 0, LONGEST); //$NON-NLS-1$
			double every = number(job, "every", 0.0, 0, LONGEST); //$NON-NLS-1$
			double load = number(job, "load", 0.0, 0, LONGEST); //$NON-NLS-1$
			String signature = text(job, "signature", models + " " + seconds); //$NON-NLS-1$ //$NON-NLS-2$
			int count = (int) number(job, "count", 1.0, 1, MAX_WORK); //$NON-NLS-1$
			if (work.size() + count > MAX_WORK)
				throw new IllegalArgumentException(NLS.bind(Messages.scenarios_moreJobs, MAX_WORK));
			for (int i = 0; i < count; i++)
				work.add(new Scenario.Work(signature, models, arrival + i * every, seconds, load));
		}
		if (work.isEmpty())
			throw new IllegalArgumentException(Messages.scenarios_noWork);
		return work;
	}

	private static List<Scenario.Failure> failures(JsonObject root, List<Scenario.Device> devices) {
		List<Scenario.Failure> failures = new ArrayList<>();
		for (JsonElement element : array(root, "failures", MAX_WORK)) { //$NON-NLS-1$
			JsonObject failure = object(element, Messages.scenarios_failure);
			String device = text(failure, "device", ""); //$NON-NLS-1$ //$NON-NLS-2$
			if (devices.stream().noneMatch(known -> known.id().equals(device)))
				throw new IllegalArgumentException(NLS.bind(Messages.scenarios_failureOfNoDevice, device));
			failures.add(new Scenario.Failure(device, number(failure, "at", null, 0, LONGEST), //$NON-NLS-1$
					number(failure, "until", Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY))); //$NON-NLS-1$
		}
		return failures;
	}

	private static JsonObject object(JsonElement element, String what) {
		if (element instanceof JsonObject object)
			return object;
		throw new IllegalArgumentException(NLS.bind(Messages.scenarios_noJsonObject, what));
	}

	private static JsonArray array(JsonObject object, String name, int most) {
		JsonElement element = object.get(name);
		if (element == null)
			return new JsonArray();
		if (!(element instanceof JsonArray array) || array.size() > most)
			throw new IllegalArgumentException(NLS.bind(Messages.scenarios_noList, name, most));
		return array;
	}

	private static String text(JsonObject object, String name, String otherwise) {
		JsonElement element = object.get(name);
		if (element == null)
			return otherwise;
		if (!(element instanceof JsonPrimitive text) || !text.isString())
			throw new IllegalArgumentException(NLS.bind(Messages.scenarios_noText, name));
		return text.getAsString();
	}

	private static double number(JsonObject object, String name, @Nullable Double otherwise, double least, double most) {
		JsonElement element = object.get(name);
		if (element == null && otherwise != null)
			return otherwise;
		if (!(element instanceof JsonPrimitive number) || !number.isNumber() || !(number.getAsDouble() >= least) || number.getAsDouble() > most)
			throw new IllegalArgumentException(NLS.bind(Messages.scenarios_noNumber, new Object[] { name, least, most }));
		return number.getAsDouble();
	}
}
