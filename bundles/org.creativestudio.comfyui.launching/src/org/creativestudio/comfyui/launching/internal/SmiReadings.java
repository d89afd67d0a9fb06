// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevice.Maker;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry.Holder;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry.Reading;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Reads what {@code nvidia-smi} and {@code rocm-smi} print of GPUs at work. Pure. What is no number is not known. */
public final class SmiReadings {

	static final List<String> NVIDIA = List.of("nvidia-smi", //$NON-NLS-1$
			"--query-gpu=index,uuid,name,memory.total,memory.used,utilization.gpu,temperature.gpu,power.draw,clocks.sm,clocks.mem", //$NON-NLS-1$
			"--format=csv,noheader,nounits"); //$NON-NLS-1$
	static final List<String> NVIDIA_HOLDERS = List.of("nvidia-smi", "--query-compute-apps=gpu_uuid,pid,process_name,used_memory", //$NON-NLS-1$ //$NON-NLS-2$
			"--format=csv,noheader,nounits"); //$NON-NLS-1$
	static final List<String> ROCM = List.of("rocm-smi", "--showproductname", "--showuniqueid", "--showmeminfo", "vram", "--showuse", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
			"--showtemp", "--showpower", "--showclocks", "--showpids", "--json"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$

	/** After the name, which may hold commas. */
	private static final int NVIDIA_NUMBERS = 7;
	private static final double MEGA = 1e6;
	private static final Pattern CLOCK = Pattern.compile("\\(?(\\d{1,6})(?:\\.\\d+)?\\s*[Mm][Hh]z\\)?"); //$NON-NLS-1$
	private static final Pattern PID = Pattern.compile("PID(\\d{1,10})"); //$NON-NLS-1$

	private SmiReadings() {
	}

	/**
	 * @param gpus    lines such as {@code 0, GPU-8f6..., NVIDIA GeForce RTX 4090, 24564, 1203, 97, 71, 305.12, 2520, 10501}
	 * @param holders lines such as {@code GPU-8f6..., 4711, /usr/bin/python3, 1024}
	 */
	public static List<Reading> nvidia(String gpus, String holders) {
		Map<String, List<Holder>> byUuid = holders(holders);
		List<Reading> readings = new ArrayList<>();
		for (String line : gpus.split("\n")) { //$NON-NLS-1$
			String[] fields = line.strip().split("\\s*,\\s*"); //$NON-NLS-1$
			int numbers = fields.length - NVIDIA_NUMBERS;
			if (numbers < 3 || !fields[0].matches("\\d{1,4}")) //$NON-NLS-1$
				continue;
			String name = String.join(", ", List.of(fields).subList(2, numbers)); //$NON-NLS-1$
			ComputeDevice device = new ComputeDevice(Maker.NVIDIA, Integer.parseInt(fields[0]), fields[1], name, SmiTools.mib(fields[numbers]),
					SmiTools.mib(fields[numbers + 1]));
			readings.add(new Reading(device, scaled(fields[numbers + 2], 0.01), scaled(fields[numbers + 3], 1), scaled(fields[numbers + 4], 1),
					scaled(fields[numbers + 5], MEGA), scaled(fields[numbers + 6], MEGA), byUuid.getOrDefault(fields[1], List.of())));
		}
		return readings;
	}

	private static Map<String, List<Holder>> holders(String output) {
		Map<String, List<Holder>> byUuid = new HashMap<>();
		for (String line : output.split("\n")) { //$NON-NLS-1$
			String[] fields = line.strip().split("\\s*,\\s*"); //$NON-NLS-1$
			if (fields.length < 4 || !fields[1].matches("\\d{1,10}")) //$NON-NLS-1$
				continue;
			String name = String.join(", ", List.of(fields).subList(2, fields.length - 1)); //$NON-NLS-1$
			byUuid.computeIfAbsent(fields[0], uuid -> new ArrayList<>())
					.add(new Holder(Long.parseLong(fields[1]), program(name), SmiTools.mib(fields[fields.length - 1])));
		}
		return byUuid;
	}

	/** The file's name alone; null for a remark such as {@code [Insufficient Permissions]}. */
	private static @Nullable String program(String name) {
		String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).strip();
		return last.isEmpty() || name.startsWith("[") ? null : last; //$NON-NLS-1$
	}

	private static @Nullable Double scaled(@Nullable String text, double factor) {
		return text != null && text.matches("\\d{1,9}(\\.\\d{1,9})?") ? Double.valueOf(Double.parseDouble(text) * factor) : null; //$NON-NLS-1$
	}

	/** An object with a member {@code card0} and so on for each; processes, if told, in one named {@code system}. */
	public static List<Reading> rocm(String output) {
		List<ComputeDevice> devices = SmiTools.rocm(output);
		if (devices.isEmpty())
			return List.of();
		try {
			JsonObject root = JsonParser.parseString(output.substring(output.indexOf('{'))).getAsJsonObject();
			// Which GPU a process uses is not told.
			List<Holder> holders = devices.size() == 1 && root.get("system") instanceof JsonObject system ? rocmHolders(system) : List.of(); //$NON-NLS-1$
			return devices.stream().map(device -> rocm(device, root.getAsJsonObject("card" + device.index()), holders)).toList(); //$NON-NLS-1$
		} catch (JsonParseException | IllegalStateException | ClassCastException e) {
			return List.of();
		}
	}

	private static Reading rocm(ComputeDevice device, JsonObject card, List<Holder> holders) {
		return new Reading(device, scaled(SmiTools.text(card, "GPU use (%)"), 0.01), //$NON-NLS-1$
				first(card, "Temperature (Sensor edge) (C)", "Temperature (Sensor junction) (C)"), //$NON-NLS-1$ //$NON-NLS-2$
				first(card, "Average Graphics Package Power (W)", "Current Socket Graphics Package Power (W)"), //$NON-NLS-1$ //$NON-NLS-2$
				clock(SmiTools.text(card, "sclk clock speed:")), clock(SmiTools.text(card, "mclk clock speed:")), holders); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static @Nullable Double first(JsonObject card, String... names) {
		return Stream.of(names).map(name -> scaled(SmiTools.text(card, name), 1)).filter(value -> value != null).findFirst().orElse(null);
	}

	private static @Nullable Double clock(@Nullable String text) {
		Matcher matcher = CLOCK.matcher(text == null ? "" : text.strip()); //$NON-NLS-1$
		return matcher.matches() ? Double.valueOf(Integer.parseInt(matcher.group(1)) * MEGA) : null;
	}

	/** Values such as {@code python3, 1, 1234567, 0, 0}: name, number of GPUs, bytes of their memory, and more. */
	private static List<Holder> rocmHolders(JsonObject system) {
		List<Holder> holders = new ArrayList<>();
		for (Map.Entry<String, JsonElement> member : system.entrySet()) {
			Matcher pid = PID.matcher(member.getKey());
			if (!pid.matches() || !member.getValue().isJsonPrimitive())
				continue;
			String[] fields = member.getValue().getAsString().split("\\s*,\\s*"); //$NON-NLS-1$
			boolean counted = fields.length >= 3 && fields[2].matches("\\d{1,18}"); //$NON-NLS-1$
			if (!counted || Long.parseLong(fields[2]) > 0)
				holders.add(new Holder(Long.parseLong(pid.group(1)), program(fields[0]), counted ? Long.valueOf(fields[2]) : null));
		}
		return holders;
	}
}
