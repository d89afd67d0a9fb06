// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.forecast;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.creativestudio.comfyui.workflow.Workflow;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * Which workflows take the same time: those with the same nodes and the same plain values, seeds, texts and names of files left out, for
 * they change from run to run and cost nothing. Models are files of models, wherever a graph names them.
 */
public final class Profiles {

	private static final List<String> MODEL_FILES = List.of(".safetensors", ".sft", ".ckpt", ".pt", ".pth", ".gguf", ".bin", ".onnx"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$ //$NON-NLS-8$
	/** What the web editor does with a seed after each run stands behind it among the values. */
	private static final Set<String> AFTER_A_SEED = Set.of("fixed", "increment", "decrement", "randomize"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	/** Longer texts are prompts, not choices. */
	private static final int LONGEST_CHOICE = 40;
	private static final int SIGNATURE_BYTES = 8;

	private final List<String> lines = new ArrayList<>();
	private final Set<String> models = new TreeSet<>();

	private Profiles() {
	}

	public static Profile of(Workflow workflow) {
		Profiles reading = new Profiles();
		switch (workflow.format()) {
		case API -> workflow.graph().entrySet().forEach(node -> reading.apiNode(node.getValue()));
		case EDITOR -> {
			if (workflow.graph().get("nodes") instanceof JsonArray nodes) //$NON-NLS-1$
				nodes.forEach(reading::editorNode);
		}
		}
		return reading.profile();
	}

	private Profile profile() {
		lines.sort(null);
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256"); //$NON-NLS-1$
			for (String line : lines)
				digest.update((line + '\n').getBytes(StandardCharsets.UTF_8));
			return new Profile(HexFormat.of().formatHex(digest.digest(), 0, SIGNATURE_BYTES), models);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	private void apiNode(JsonElement element) {
		if (!(element instanceof JsonObject node) || !(node.get("class_type") instanceof JsonPrimitive type)) //$NON-NLS-1$
			return;
		StringBuilder line = new StringBuilder(type.getAsString());
		if (node.get("inputs") instanceof JsonObject inputs) //$NON-NLS-1$
			for (String name : new TreeSet<>(inputs.keySet()))
				if (inputs.get(name) instanceof JsonPrimitive value && !isPassing(name, value))
					add(line.append(' ').append(name).append('='), value);
		lines.add(line.toString());
	}

	private void editorNode(JsonElement element) {
		if (!(element instanceof JsonObject node) || !(node.get("type") instanceof JsonPrimitive type)) //$NON-NLS-1$
			return;
		StringBuilder line = new StringBuilder(type.getAsString());
		if (node.get("mode") instanceof JsonPrimitive mode) //$NON-NLS-1$
			line.append(" mode=").append(mode.getAsString()); //$NON-NLS-1$
		switch (node.get("widgets_values")) { //$NON-NLS-1$
		case JsonArray values -> {
			for (int i = 0; i < values.size(); i++)
				if (values.get(i) instanceof JsonPrimitive value && !isSeed(values, i) && !isFreeText(value))
					add(line.append(' '), value);
		}
		case JsonObject values -> {
			for (Map.Entry<String, JsonElement> member : values.entrySet())
				if (member.getValue() instanceof JsonPrimitive value && !isPassing(member.getKey(), value))
					add(line.append(' ').append(member.getKey()).append('='), value);
		}
		case null, default -> {
			// The node has no values of its own.
		}
		}
		lines.add(line.toString());
	}

	private void add(StringBuilder line, JsonPrimitive value) {
		String text = value.getAsString();
		if (value.isString() && isModel(text))
			models.add(text);
		line.append(text);
	}

	private static boolean isSeed(JsonArray values, int index) {
		return index + 1 < values.size() && values.get(index + 1) instanceof JsonPrimitive next && next.isString()
				&& AFTER_A_SEED.contains(next.getAsString());
	}

	private static boolean isPassing(String name, JsonPrimitive value) {
		String input = name.toLowerCase(Locale.ROOT);
		return input.contains("seed") || input.contains("filename") || input.startsWith("text") || input.contains("prompt") //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
				|| isFreeText(value);
	}

	private static boolean isFreeText(JsonPrimitive value) {
		return value.isString() && !isModel(value.getAsString()) && (value.getAsString().length() > LONGEST_CHOICE || value.getAsString().indexOf(' ') >= 0);
	}

	private static boolean isModel(String text) {
		String name = text.toLowerCase(Locale.ROOT);
		return MODEL_FILES.stream().anyMatch(name::endsWith);
	}
}
