// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.VramMode;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** One instance as it stands in {@code instances.json}. */
final class ConfigurationJson {

	static final String ID = "id"; //$NON-NLS-1$
	static final String NAME = "name"; //$NON-NLS-1$
	private static final String DESCRIPTION = "description"; //$NON-NLS-1$
	private static final String KIND = "kind"; //$NON-NLS-1$
	private static final String LISTEN = "listen"; //$NON-NLS-1$
	private static final String HOST = "host"; //$NON-NLS-1$
	private static final String PORT = "port"; //$NON-NLS-1$
	private static final String GPU = "gpuDevice"; //$NON-NLS-1$
	private static final String VRAM = "vramMode"; //$NON-NLS-1$
	static final String ENVIRONMENT = "environment"; //$NON-NLS-1$
	static final String SECRETS = "secrets"; //$NON-NLS-1$
	private static final String CONFIRMED = "confirmedVariables"; //$NON-NLS-1$
	private static final String COMFYUI = "comfyuiDirectory"; //$NON-NLS-1$
	private static final String PYTHON = "python"; //$NON-NLS-1$
	private static final String BASE = "baseDirectory"; //$NON-NLS-1$
	private static final String MODELS = "modelDirectories"; //$NON-NLS-1$
	private static final String CUSTOM_NODES = "customNodesPath"; //$NON-NLS-1$
	private static final String OUTPUT = "outputDirectory"; //$NON-NLS-1$
	private static final String INPUT = "inputDirectory"; //$NON-NLS-1$
	private static final String USER = "userDirectory"; //$NON-NLS-1$
	static final String ARGUMENTS = "extraArguments"; //$NON-NLS-1$
	private static final String CONCURRENT = "maxConcurrentWorkflows"; //$NON-NLS-1$
	private static final String TIMEOUT = "timeoutMs"; //$NON-NLS-1$
	private static final String MONITORING = "queueMonitoring"; //$NON-NLS-1$
	private static final String AUTO_START = "autoStart"; //$NON-NLS-1$
	private static final String RESTART = "restartPolicy"; //$NON-NLS-1$
	private static final String START_DEADLINE = "startDeadlineMs"; //$NON-NLS-1$
	private static final String FREE_MEMORY = "freeMemoryAfterMs"; //$NON-NLS-1$
	private static final String TAGS = "tags"; //$NON-NLS-1$
	private static final String WEIGHT = "weight"; //$NON-NLS-1$
	static final List<String> KNOWN = List.of(ID, NAME, DESCRIPTION, KIND, LISTEN, HOST, PORT, GPU, VRAM, ENVIRONMENT, SECRETS, CONFIRMED, COMFYUI,
			PYTHON, BASE, MODELS, CUSTOM_NODES, OUTPUT, INPUT, USER, ARGUMENTS, CONCURRENT, TIMEOUT, MONITORING, AUTO_START, RESTART,
			START_DEADLINE, FREE_MEMORY, TAGS, WEIGHT);

	private ConfigurationJson() {
	}

	static InstanceConfiguration read(JsonElement element) {
		if (!(element instanceof JsonObject json))
			throw new Document.DocumentException(Messages.configurationJson_instanceNoJsonObject);
		String id = Members.string(json, ID);
		if (id == null || !InstanceValidator.isId(id))
			throw new Document.DocumentException(NLS.bind(Messages.configurationJson_instanceNoValidId,
					Members.string(json, NAME, String.valueOf(id))));
		JsonObject unknown = json.deepCopy();
		KNOWN.forEach(unknown::remove);
		return InstanceConfiguration.builder(id, Members.string(json, NAME, id)).description(Members.string(json, DESCRIPTION, "")) //$NON-NLS-1$
				.kind(Members.string(json, KIND, InstanceConfiguration.COMFYUI)).listen(Members.string(json, LISTEN, InstanceConfiguration.LOOPBACK))
				.host(Members.string(json, HOST, "localhost")) //$NON-NLS-1$
				.port(Members.integer(json, PORT, InstanceConfiguration.DEFAULT_PORT))
				.gpuDevice(Members.string(json, GPU, "auto")).vramMode(word(json, VRAM, VramMode.AUTO, VramMode::of)).environment(environment(json)) //$NON-NLS-1$
				.secrets(Members.texts(json, SECRETS)).confirmedVariables(Members.texts(json, CONFIRMED))
				.comfyuiDirectory(path(json, COMFYUI)).python(path(json, PYTHON)).baseDirectory(path(json, BASE))
				.modelDirectories(Members.texts(json, MODELS).stream().map(text -> path(MODELS, text)).toList()).customNodesPath(path(json, CUSTOM_NODES))
				.outputDirectory(path(json, OUTPUT)).inputDirectory(path(json, INPUT)).userDirectory(path(json, USER))
				.extraArguments(Members.texts(json, ARGUMENTS)).maxConcurrentWorkflows(Members.integer(json, CONCURRENT, 1))
				.timeout(Duration.ofMillis(Members.whole(json, TIMEOUT, InstanceConfiguration.DEFAULT_TIMEOUT.toMillis())))
				.queueMonitoring(Members.flag(json, MONITORING, true)).autoStart(Members.flag(json, AUTO_START, false))
				.restartPolicy(word(json, RESTART, RestartPolicy.ON_FAILURE, RestartPolicy::of))
				.startDeadline(Duration.ofMillis(
						Members.whole(json, START_DEADLINE, InstanceConfiguration.DEFAULT_START_DEADLINE.toMillis())))
				.freeMemoryAfter(Duration.ofMillis(Members.whole(json, FREE_MEMORY, 0))).tags(Members.texts(json, TAGS))
				.weight(Members.integer(json, WEIGHT, 1)).unknown(unknown).build();
	}

	static JsonObject write(InstanceConfiguration instance) {
		JsonObject json = new JsonObject();
		json.addProperty(ID, instance.id());
		json.addProperty(NAME, instance.name());
		json.addProperty(DESCRIPTION, instance.description());
		json.addProperty(KIND, instance.kind());
		json.addProperty(LISTEN, instance.listen());
		json.addProperty(HOST, instance.host());
		json.addProperty(PORT, instance.port());
		json.addProperty(GPU, instance.gpuDevice());
		json.addProperty(VRAM, instance.vramMode().word());
		JsonObject environment = new JsonObject();
		instance.environment().forEach(environment::addProperty);
		json.add(ENVIRONMENT, environment);
		json.add(SECRETS, array(instance.secrets()));
		json.add(CONFIRMED, array(instance.confirmedVariables()));
		write(json, COMFYUI, instance.comfyuiDirectory());
		write(json, PYTHON, instance.python());
		write(json, BASE, instance.baseDirectory());
		json.add(MODELS, array(instance.modelDirectories()));
		write(json, CUSTOM_NODES, instance.customNodesPath());
		write(json, OUTPUT, instance.outputDirectory());
		write(json, INPUT, instance.inputDirectory());
		write(json, USER, instance.userDirectory());
		json.add(ARGUMENTS, array(instance.extraArguments()));
		json.addProperty(CONCURRENT, instance.maxConcurrentWorkflows());
		json.addProperty(TIMEOUT, instance.timeout().toMillis());
		json.addProperty(MONITORING, instance.queueMonitoring());
		json.addProperty(AUTO_START, instance.autoStart());
		json.addProperty(RESTART, instance.restartPolicy().word());
		json.addProperty(START_DEADLINE, instance.startDeadline().toMillis());
		json.addProperty(FREE_MEMORY, instance.freeMemoryAfter().toMillis());
		json.add(TAGS, array(instance.tags()));
		json.addProperty(WEIGHT, instance.weight());
		instance.unknown().entrySet().forEach(member -> json.add(member.getKey(), member.getValue()));
		return json;
	}

	private static JsonArray array(List<?> values) {
		JsonArray array = new JsonArray();
		values.forEach(value -> array.add(value.toString()));
		return array;
	}

	private static void write(JsonObject json, String name, @Nullable Path path) {
		if (path != null)
			json.addProperty(name, path.toString());
	}

	private static @Nullable Path path(JsonObject json, String name) {
		String text = Members.string(json, name);
		return text == null || text.isBlank() ? null : path(name, text);
	}

	private static Path path(String name, String text) {
		try {
			return Path.of(text);
		} catch (InvalidPathException e) {
			throw new Document.DocumentException(NLS.bind(Messages.configurationJson_noPath, name, e.getReason()));
		}
	}

	private static Map<String, String> environment(JsonObject json) {
		Map<String, String> environment = new LinkedHashMap<>();
		JsonElement element = json.get(ENVIRONMENT);
		if (element == null || element.isJsonNull())
			return environment;
		if (!(element instanceof JsonObject object))
			throw new Document.DocumentException(NLS.bind(Messages.configurationJson_noJsonObject, ENVIRONMENT));
		for (String name : object.keySet())
			environment.put(name, Members.string(object, name, "")); //$NON-NLS-1$
		return environment;
	}

	private static <T> T word(JsonObject json, String name, T otherwise, Function<String, Optional<T>> values) {
		String word = Members.string(json, name);
		if (word == null)
			return otherwise;
		return values.apply(word)
				.orElseThrow(() -> new Document.DocumentException(NLS.bind(Messages.configurationJson_cannot, name, word)));
	}
}
