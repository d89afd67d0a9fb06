// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevice.Maker;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Reads what {@code nvidia-smi} and {@code rocm-smi} print. Pure. */
public final class SmiTools {

	static final List<String> NVIDIA = List.of("nvidia-smi", "--query-gpu=index,uuid,name,memory.total,memory.used", //$NON-NLS-1$ //$NON-NLS-2$
			"--format=csv,noheader,nounits"); //$NON-NLS-1$
	static final List<String> ROCM = List.of("rocm-smi", "--showproductname", "--showuniqueid", "--showmeminfo", "vram", "--json"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$

	private static final long MIB = 1L << 20;

	private SmiTools() {
	}

	/** Lines such as {@code 0, GPU-8f6..., NVIDIA GeForce RTX 4090, 24564, 1203}; memory in MiB, or {@code [N/A]}. */
	public static List<ComputeDevice> nvidia(String output) {
		List<ComputeDevice> devices = new ArrayList<>();
		for (String line : output.split("\n")) { //$NON-NLS-1$
			String[] fields = line.strip().split("\\s*,\\s*"); //$NON-NLS-1$
			if (fields.length < 5 || !fields[0].matches("\\d{1,4}")) //$NON-NLS-1$
				continue;
			String name = String.join(", ", List.of(fields).subList(2, fields.length - 2)); //$NON-NLS-1$
			devices.add(new ComputeDevice(Maker.NVIDIA, Integer.parseInt(fields[0]), fields[1], name, mib(fields[fields.length - 2]),
					mib(fields[fields.length - 1])));
		}
		return devices;
	}

	static @Nullable Long mib(String text) {
		return text.matches("\\d{1,9}") ? Long.valueOf(Long.parseLong(text) * MIB) : null; //$NON-NLS-1$
	}

	/** An object with a member {@code card0} and so on for each; the names of its members differ by version. */
	public static List<ComputeDevice> rocm(String output) {
		List<ComputeDevice> devices = new ArrayList<>();
		int begin = output.indexOf('{'); // warnings may stand before it
		try {
			if (begin < 0 || !(JsonParser.parseString(output.substring(begin)) instanceof JsonObject root))
				return List.of();
			for (Map.Entry<String, JsonElement> card : root.entrySet())
				if (card.getKey().matches("card\\d{1,4}") && card.getValue() instanceof JsonObject values) //$NON-NLS-1$
					devices.add(new ComputeDevice(Maker.AMD, Integer.parseInt(card.getKey().substring(4)), text(values, "Unique ID"), //$NON-NLS-1$
							first(values, "Card Series", "Card series", "Device Name", "Card Model", "Card model"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
							bytes(values, "VRAM Total Memory (B)"), bytes(values, "VRAM Total Used Memory (B)"))); //$NON-NLS-1$ //$NON-NLS-2$
		} catch (JsonParseException e) {
			return List.of();
		}
		devices.sort(Comparator.comparingInt(ComputeDevice::index));
		return devices;
	}

	private static String first(JsonObject values, String... names) {
		for (String name : names)
			if (text(values, name) instanceof String text && !text.equals("N/A")) //$NON-NLS-1$
				return text;
		return "AMD GPU"; //$NON-NLS-1$
	}

	static @Nullable Long bytes(JsonObject values, String name) {
		return text(values, name) instanceof String text && text.matches("\\d{1,18}") ? Long.valueOf(text) : null; //$NON-NLS-1$
	}

	static @Nullable String text(JsonObject values, String name) {
		JsonElement value = values.get(name);
		return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
	}
}
