// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** One instance as it stands in {@code instances.json}. */
final class ConfigurationJson {

	private static final String ID = "id"; //$NON-NLS-1$
	private static final String NAME = "name"; //$NON-NLS-1$
	private static final String DESCRIPTION = "description"; //$NON-NLS-1$
	private static final String KIND = "kind"; //$NON-NLS-1$
	private static final String HOST = "host"; //$NON-NLS-1$
	private static final String PORT = "port"; //$NON-NLS-1$
	private static final String GPU = "gpuDevice"; //$NON-NLS-1$
	private static final String ENVIRONMENT = "environment"; //$NON-NLS-1$
	private static final String COMFYUI = "comfyuiDirectory"; //$NON-NLS-1$
	private static final String PYTHON = "python"; //$NON-NLS-1$
	private static final String CUSTOM_NODES = "customNodesPath"; //$NON-NLS-1$
	private static final String OUTPUT = "outputDirectory"; //$NON-NLS-1$
	private static final String INPUT = "inputDirectory"; //$NON-NLS-1$
	private static final String USER = "userDirectory"; //$NON-NLS-1$
	private static final String ARGUMENTS = "extraArguments"; //$NON-NLS-1$
	private static final String CONCURRENT = "maxConcurrentWorkflows"; //$NON-NLS-1$
	private static final String TIMEOUT = "timeoutMs"; //$NON-NLS-1$
	private static final String MONITORING = "queueMonitoring"; //$NON-NLS-1$
	private static final String AUTO_START = "autoStart"; //$NON-NLS-1$
	private static final List<String> KNOWN = List.of(ID, NAME, DESCRIPTION, KIND, HOST, PORT, GPU, ENVIRONMENT, COMFYUI, PYTHON,
			CUSTOM_NODES, OUTPUT, INPUT, USER, ARGUMENTS, CONCURRENT, TIMEOUT, MONITORING, AUTO_START);

	private ConfigurationJson() {
	}

	static InstanceConfiguration read(JsonElement element) {
		if (!(element instanceof JsonObject json))
			throw new Document.DocumentException("an instance is no JSON object"); //$NON-NLS-1$
		String id = Members.string(json, ID);
		if (id == null || !InstanceValidator.isId(id))
			throw new Document.DocumentException("an instance has no valid id"); //$NON-NLS-1$
		JsonObject unknown = json.deepCopy();
		KNOWN.forEach(unknown::remove);
		return InstanceConfiguration.builder(id, Members.string(json, NAME, id)).description(Members.string(json, DESCRIPTION, "")) //$NON-NLS-1$
				.kind(Members.string(json, KIND, InstanceConfiguration.COMFYUI)).host(Members.string(json, HOST, "localhost")) //$NON-NLS-1$
				.port(Members.integer(json, PORT, InstanceConfiguration.DEFAULT_PORT))
				.gpuDevice(Members.string(json, GPU, "auto")).environment(environment(json)) //$NON-NLS-1$
				.comfyuiDirectory(path(json, COMFYUI)).python(path(json, PYTHON)).customNodesPath(path(json, CUSTOM_NODES))
				.outputDirectory(path(json, OUTPUT)).inputDirectory(path(json, INPUT)).userDirectory(path(json, USER))
				.extraArguments(arguments(json)).maxConcurrentWorkflows(Members.integer(json, CONCURRENT, 1))
				.timeout(Duration.ofMillis(Members.whole(json, TIMEOUT, InstanceConfiguration.DEFAULT_TIMEOUT.toMillis())))
				.queueMonitoring(Members.flag(json, MONITORING, true)).autoStart(Members.flag(json, AUTO_START, false))
				.unknown(unknown).build();
	}

	static JsonObject write(InstanceConfiguration instance) {
		JsonObject json = new JsonObject();
		json.addProperty(ID, instance.id());
		json.addProperty(NAME, instance.name());
		json.addProperty(DESCRIPTION, instance.description());
		json.addProperty(KIND, instance.kind());
		json.addProperty(HOST, instance.host());
		json.addProperty(PORT, instance.port());
		json.addProperty(GPU, instance.gpuDevice());
		JsonObject environment = new JsonObject();
		instance.environment().forEach(environment::addProperty);
		json.add(ENVIRONMENT, environment);
		write(json, COMFYUI, instance.comfyuiDirectory());
		write(json, PYTHON, instance.python());
		write(json, CUSTOM_NODES, instance.customNodesPath());
		write(json, OUTPUT, instance.outputDirectory());
		write(json, INPUT, instance.inputDirectory());
		write(json, USER, instance.userDirectory());
		JsonArray arguments = new JsonArray();
		instance.extraArguments().forEach(arguments::add);
		json.add(ARGUMENTS, arguments);
		json.addProperty(CONCURRENT, instance.maxConcurrentWorkflows());
		json.addProperty(TIMEOUT, instance.timeout().toMillis());
		json.addProperty(MONITORING, instance.queueMonitoring());
		json.addProperty(AUTO_START, instance.autoStart());
		instance.unknown().entrySet().forEach(member -> json.add(member.getKey(), member.getValue()));
		return json;
	}

	private static void write(JsonObject json, String name, @Nullable Path path) {
		if (path != null)
			json.addProperty(name, path.toString());
	}

	private static @Nullable Path path(JsonObject json, String name) {
		String text = Members.string(json, name);
		if (text == null || text.isBlank())
			return null;
		try {
			return Path.of(text);
		} catch (InvalidPathException e) {
			throw new Document.DocumentException("\"" + name + "\" is no path: " + e.getMessage()); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	private static Map<String, String> environment(JsonObject json) {
		Map<String, String> environment = new LinkedHashMap<>();
		if (json.get(ENVIRONMENT) instanceof JsonObject object)
			for (String name : object.keySet())
				environment.put(name, Members.string(object, name, "")); //$NON-NLS-1$
		return environment;
	}

	private static List<String> arguments(JsonObject json) {
		List<String> arguments = new ArrayList<>();
		if (json.get(ARGUMENTS) instanceof JsonArray array)
			for (JsonElement element : array)
				if (element.isJsonPrimitive())
					arguments.add(element.getAsString());
		return arguments;
	}
}
