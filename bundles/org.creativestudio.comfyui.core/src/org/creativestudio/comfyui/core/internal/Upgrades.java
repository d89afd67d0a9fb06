// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.List;
import java.util.function.Consumer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** From each older form of {@code instances.json} to today's, step by step. Never removes a step: old files live long. */
final class Upgrades {

	/** Step N makes version N + 1 of version N. */
	private static final List<Consumer<JsonObject>> STEPS = List.of(Upgrades::fromFirstStudio);
	/** The version that this program writes. */
	static final int CURRENT = STEPS.size();

	private static final String INSTANCES = "instances"; //$NON-NLS-1$

	private Upgrades() {
	}

	/** @param root is changed */
	static void apply(JsonObject root, int version) {
		for (int step = version; step < CURRENT; step++)
			STEPS.get(step).accept(root);
	}

	/** Version 0: no {@code schemaVersion}, and the names of the first Creative Studio, a web application. */
	private static void fromFirstStudio(JsonObject root) {
		rename(root, "activeInstanceId", "activeInstance"); //$NON-NLS-1$ //$NON-NLS-2$
		root.remove("version"); //$NON-NLS-1$
		root.remove("lastSaved"); //$NON-NLS-1$
		if (root.get(INSTANCES) instanceof JsonArray array)
			for (JsonElement element : array)
				if (element instanceof JsonObject instance)
					instanceFromFirstStudio(instance);
	}

	private static void instanceFromFirstStudio(JsonObject instance) {
		rename(instance, "envVars", "environment"); //$NON-NLS-1$ //$NON-NLS-2$
		rename(instance, "enableQueueMonitoring", "queueMonitoring"); //$NON-NLS-1$ //$NON-NLS-2$
		// It stored what its form had, where an empty field means the default, and a GPU by its number.
		for (String name : List.of("host", "gpuDevice")) //$NON-NLS-1$ //$NON-NLS-2$
			if (instance.get(name) instanceof JsonPrimitive value && value.isString() && value.getAsString().isBlank())
				instance.remove(name);
		if (instance.get("gpuDevice") instanceof JsonPrimitive gpu && gpu.getAsString().matches("\\d{1,3}")) //$NON-NLS-1$ //$NON-NLS-2$
			instance.addProperty("gpuDevice", "cuda:" + gpu.getAsString()); //$NON-NLS-1$ //$NON-NLS-2$
		if (instance.get("environment") instanceof JsonObject environment) //$NON-NLS-1$
			for (String name : List.copyOf(environment.keySet()))
				if (environment.get(name) instanceof JsonPrimitive value && !value.isString())
					environment.addProperty(name, value.getAsString());
	}

	/** A member of the new name, if there is one, says more than the old one, which then stays as an unknown one. */
	private static void rename(JsonObject object, String from, String to) {
		if (object.has(from) && !object.has(to))
			object.add(to, object.remove(from));
	}
}
