// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * The content of {@code instances.json}.
 *
 * @param instances in the user's order
 * @param active    id of the active instance; null for none
 * @param settings  what holds for all instances
 * @param unknown   members of the root that this version does not know
 */
record Document(List<InstanceConfiguration> instances, @Nullable String active, FleetSettings settings,
		JsonObject unknown) {

	static final int SCHEMA_VERSION = 1;
	static final Document EMPTY = new Document(List.of(), null, FleetSettings.DEFAULTS, new JsonObject());

	private static final String SCHEMA = "schemaVersion"; //$NON-NLS-1$
	private static final String INSTANCES = "instances"; //$NON-NLS-1$
	private static final String ACTIVE = "activeInstance"; //$NON-NLS-1$
	private static final String STRATEGY = "strategy"; //$NON-NLS-1$

	private static final String SETTINGS = "settings"; //$NON-NLS-1$

	Document {
		instances = List.copyOf(instances);
	}

	/** @throws DocumentException when it is no configuration, or a newer version's */
	static Document parse(JsonElement json) {
		if (!(json instanceof JsonObject root))
			throw new DocumentException("it is no JSON object"); //$NON-NLS-1$
		JsonObject rest = root.deepCopy();
		int version = Members.integer(rest, SCHEMA, SCHEMA_VERSION);
		if (version > SCHEMA_VERSION)
			throw new DocumentException.Newer(version);
		List<InstanceConfiguration> instances = new ArrayList<>();
		if (rest.get(INSTANCES) instanceof JsonArray array)
			for (JsonElement element : array)
				instances.add(ConfigurationJson.read(element));
		String active = Members.string(rest, ACTIVE);
		FleetSettings settings = SettingsJson.read(rest.get(SETTINGS), Members.string(rest, STRATEGY));
		for (String known : List.of(SCHEMA, INSTANCES, ACTIVE, STRATEGY, SETTINGS))
			rest.remove(known);
		return new Document(instances, active, settings, rest);
	}

	JsonObject toJson() {
		JsonObject root = new JsonObject();
		root.addProperty(SCHEMA, SCHEMA_VERSION);
		JsonArray array = new JsonArray();
		instances.forEach(instance -> array.add(ConfigurationJson.write(instance)));
		root.add(INSTANCES, array);
		if (active != null)
			root.addProperty(ACTIVE, active);
		if (settings.strategy() != null)
			root.addProperty(STRATEGY, settings.strategy());
		JsonObject others = SettingsJson.write(settings);
		if (!others.isEmpty())
			root.add(SETTINGS, others);
		unknown.entrySet().forEach(member -> root.add(member.getKey(), member.getValue()));
		return root;
	}

	Optional<InstanceConfiguration> find(String id) {
		return instances.stream().filter(instance -> instance.id().equals(id)).findFirst();
	}

	Document withInstances(List<InstanceConfiguration> value) {
		return new Document(value, active, settings, unknown);
	}

	Document withActive(@Nullable String value) {
		return new Document(instances, value, settings, unknown);
	}

	Document withSettings(FleetSettings value) {
		return new Document(instances, active, value, unknown);
	}

	/** A document that can't be used. */
	static sealed class DocumentException extends RuntimeException {
		private static final long serialVersionUID = 1L;

		DocumentException(String message) {
			super(message);
		}

		/** Written by a newer version of Creative Studio. */
		static final class Newer extends DocumentException {
			private static final long serialVersionUID = 1L;

			Newer(int version) {
				super("it has schema version " + version + ", this program knows up to " + SCHEMA_VERSION); //$NON-NLS-1$ //$NON-NLS-2$
			}
		}
	}
}
