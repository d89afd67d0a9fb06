// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import static org.creativestudio.comfyui.client.internal.JsonDocuments.array;
import static org.creativestudio.comfyui.client.internal.JsonDocuments.decimal;
import static org.creativestudio.comfyui.client.internal.JsonDocuments.isTrue;
import static org.creativestudio.comfyui.client.internal.JsonDocuments.number;
import static org.creativestudio.comfyui.client.internal.JsonDocuments.object;
import static org.creativestudio.comfyui.client.internal.JsonDocuments.string;
import static org.creativestudio.comfyui.client.internal.JsonDocuments.strings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.HistoryEntry;
import org.creativestudio.comfyui.client.NodeErrors;
import org.creativestudio.comfyui.client.NodeInfo;
import org.creativestudio.comfyui.client.OutputFile;
import org.creativestudio.comfyui.client.PromptError;
import org.creativestudio.comfyui.client.QueueContents;
import org.creativestudio.comfyui.client.SystemStats;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Turns the JSON of answers into records. Nothing here throws for a member that is missing or of another type. */
final class Answers {

	private Answers() {
	}

	static SystemStats systemStats(JsonObject root) {
		JsonObject system = object(root, "system"); //$NON-NLS-1$
		List<SystemStats.Device> devices = new ArrayList<>();
		for (JsonElement element : array(root, "devices")) //$NON-NLS-1$
			if (element instanceof JsonObject device) {
				Long index = number(device, "index"); //$NON-NLS-1$
				devices.add(new SystemStats.Device(string(device, "name"), string(device, "type"), //$NON-NLS-1$ //$NON-NLS-2$
						index == null ? null : Integer.valueOf(index.intValue()), number(device, "vram_total"), //$NON-NLS-1$
						number(device, "vram_free"), number(device, "torch_vram_total"), //$NON-NLS-1$ //$NON-NLS-2$
						number(device, "torch_vram_free"))); //$NON-NLS-1$
			}
		return new SystemStats(string(system, "os"), string(system, "comfyui_version"), string(system, "python_version"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				string(system, "pytorch_version"), number(system, "ram_total"), number(system, "ram_free"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				strings(array(system, "argv")), devices, root); //$NON-NLS-1$
	}

	static QueueContents queue(JsonObject root) {
		return new QueueContents(items(array(root, "queue_running")), items(array(root, "queue_pending"))); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static List<QueueContents.Item> items(JsonArray array) {
		List<QueueContents.Item> items = new ArrayList<>();
		for (JsonElement element : array)
			if (element instanceof JsonArray parts && parts.size() >= 2 && parts.get(1).isJsonPrimitive())
				items.add(item(parts));
		return items;
	}

	private static QueueContents.Item item(JsonArray parts) {
		Double number = decimal(parts.get(0));
		return new QueueContents.Item(number == null ? 0 : number, parts.get(1).getAsString(),
				parts.size() > 2 && parts.get(2) instanceof JsonObject graph ? graph : new JsonObject(),
				parts.size() > 3 && parts.get(3) instanceof JsonObject extra ? extra : new JsonObject(),
				parts.size() > 4 && parts.get(4) instanceof JsonArray outputs ? strings(outputs) : List.of());
	}

	static Map<String, HistoryEntry> history(JsonObject root) {
		Map<String, HistoryEntry> entries = new LinkedHashMap<>();
		root.entrySet().forEach(member -> {
			if (member.getValue() instanceof JsonObject entry)
				entries.put(member.getKey(), historyEntry(entry));
		});
		return entries;
	}

	private static HistoryEntry historyEntry(JsonObject entry) {
		JsonArray prompt = array(entry, "prompt"); //$NON-NLS-1$
		JsonObject status = object(entry, "status"); //$NON-NLS-1$
		JsonObject outputs = object(entry, "outputs"); //$NON-NLS-1$
		List<ComfyEvent> messages = new ArrayList<>();
		for (JsonElement element : array(status, "messages")) //$NON-NLS-1$
			if (element instanceof JsonArray pair && pair.size() == 2 && pair.get(0).isJsonPrimitive()
					&& pair.get(1) instanceof JsonObject data)
				messages.add(Events.parse(pair.get(0).getAsString(), data));
		Map<String, List<OutputFile>> files = new LinkedHashMap<>();
		outputs.entrySet().forEach(node -> {
			if (node.getValue() instanceof JsonObject output)
				files.put(node.getKey(), files(output));
		});
		return new HistoryEntry(prompt.size() >= 2 && prompt.get(1).isJsonPrimitive() ? item(prompt) : null, files, outputs,
				string(status, "status_str"), isTrue(status, "completed"), messages); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** Every object in every list of an output that looks like a file: images, gifs, audio, whatever custom nodes call it. */
	static List<OutputFile> files(JsonObject output) {
		List<OutputFile> files = new ArrayList<>();
		output.entrySet().forEach(kind -> {
			if (kind.getValue() instanceof JsonArray list)
				for (JsonElement element : list)
					if (element instanceof JsonObject file && file.has("filename")) //$NON-NLS-1$
						files.add(file(file));
		});
		return files;
	}

	static OutputFile file(JsonObject file) {
		String name = string(file, "filename"); //$NON-NLS-1$
		return new OutputFile(name != null ? name : string(file, "name", ""), string(file, "subfolder", ""), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
				string(file, "type", "output")); //$NON-NLS-1$ //$NON-NLS-2$
	}

	static PromptError promptError(JsonObject error) {
		return new PromptError(string(error, "type", ""), string(error, "message", ""), string(error, "details", ""), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
				string(object(error, "extra_info"), "input_name", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	/** ComfyUI writes an empty array instead of an empty object in some versions. */
	static Map<String, NodeErrors> nodeErrors(JsonObject root) {
		Map<String, NodeErrors> result = new LinkedHashMap<>();
		object(root, "node_errors").entrySet().forEach(member -> { //$NON-NLS-1$
			if (member.getValue() instanceof JsonObject node) {
				List<PromptError> errors = new ArrayList<>();
				for (JsonElement element : array(node, "errors")) //$NON-NLS-1$
					if (element instanceof JsonObject error)
						errors.add(promptError(error));
				result.put(member.getKey(), new NodeErrors(string(node, "class_type", ""), errors, //$NON-NLS-1$ //$NON-NLS-2$
						strings(array(node, "dependent_outputs")))); //$NON-NLS-1$
			}
		});
		return result;
	}

	static Map<String, NodeInfo> objectInfo(JsonObject root) {
		Map<String, NodeInfo> nodes = new LinkedHashMap<>();
		root.entrySet().forEach(member -> {
			if (member.getValue() instanceof JsonObject node)
				nodes.put(member.getKey(), nodeInfo(member.getKey(), node));
		});
		return nodes;
	}

	private static NodeInfo nodeInfo(String name, JsonObject node) {
		JsonObject input = object(node, "input"); //$NON-NLS-1$
		List<NodeInfo.Input> inputs = new ArrayList<>();
		inputs(object(input, "required"), true, inputs); //$NON-NLS-1$
		inputs(object(input, "optional"), false, inputs); //$NON-NLS-1$
		return new NodeInfo(name, string(node, "display_name", name), string(node, "category", ""), inputs, //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				strings(array(node, "output")), isTrue(node, "output_node")); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static void inputs(JsonObject members, boolean required, List<NodeInfo.Input> inputs) {
		members.entrySet().forEach(member -> {
			if (!(member.getValue() instanceof JsonArray spec) || spec.isEmpty())
				return;
			JsonObject options = spec.size() > 1 && spec.get(1) instanceof JsonObject object ? object : new JsonObject();
			if (spec.get(0) instanceof JsonArray choices)
				inputs.add(new NodeInfo.Input(member.getKey(), "COMBO", choices.asList(), options, required)); //$NON-NLS-1$
			else if (spec.get(0).isJsonPrimitive())
				inputs.add(new NodeInfo.Input(member.getKey(), spec.get(0).getAsString(), array(options, "options").asList(), //$NON-NLS-1$
						options, required));
		});
	}
}
