// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * The content of {@code instances.json}.
 *
 * @param version   of the schema that it was read in; what is written is of {@link Upgrades#CURRENT}
 * @param instances in the user's order; no two have the same id
 * @param active    id of the active instance; null for none
 * @param settings  what holds for all instances
 * @param unknown   members of the root that this version does not know
 */
record Document(int version, List<InstanceConfiguration> instances, @Nullable String active, FleetSettings settings,
		JsonObject unknown) {

	static final Document EMPTY = new Document(Upgrades.CURRENT, List.of(), null, FleetSettings.DEFAULTS, new JsonObject());

	static final String SCHEMA = "schemaVersion"; //$NON-NLS-1$
	static final String INSTANCES = "instances"; //$NON-NLS-1$
	static final String ACTIVE = "activeInstance"; //$NON-NLS-1$
	private static final String STRATEGY = "strategy"; //$NON-NLS-1$

	static final String SETTINGS = "settings"; //$NON-NLS-1$

	Document {
		instances = List.copyOf(instances);
	}

	/**
	 * A document of an older version is upgraded; one of a newer version is read as far as it is understood.
	 *
	 * @param json is changed
	 * @throws DocumentException when it is no configuration
	 */
	static Document parse(JsonElement json) {
		if (!(json instanceof JsonObject root))
			throw new DocumentException(Messages.document_noJsonObject);
		int version = Members.integer(root, SCHEMA, 0);
		if (version < 0)
			throw new DocumentException(NLS.bind(Messages.document_thereNoSchemaVersion, version));
		Upgrades.apply(root, version);
		try {
			return parse(root, version);
		} catch (DocumentException e) {
			if (version <= Upgrades.CURRENT)
				throw e;
			throw new DocumentException(NLS.bind(Messages.document_schemaVersionProgramKnows,
					new Object[] { version, Upgrades.CURRENT, e.getMessage() }));
		}
	}

	private static Document parse(JsonObject root, int version) {
		List<InstanceConfiguration> instances = new ArrayList<>();
		Set<String> ids = new HashSet<>();
		for (JsonElement element : Members.array(root, INSTANCES)) {
			InstanceConfiguration instance = ConfigurationJson.read(element);
			if (!ids.add(instance.id()))
				throw new DocumentException(NLS.bind(Messages.document_twoInstancesId, instance.id()));
			instances.add(instance);
		}
		String active = Members.string(root, ACTIVE);
		FleetSettings settings = SettingsJson.read(root.get(SETTINGS), Members.string(root, STRATEGY));
		for (String known : List.of(SCHEMA, INSTANCES, ACTIVE, STRATEGY, SETTINGS))
			root.remove(known);
		return new Document(version, instances, active, settings, root);
	}

	/** Whether a newer Creative Studio wrote it: what this one would write back could mean something else there. */
	boolean isNewer() {
		return version > Upgrades.CURRENT;
	}

	JsonObject toJson() {
		JsonObject root = new JsonObject();
		root.addProperty(SCHEMA, Upgrades.CURRENT);
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
		return new Document(version, value, active, settings, unknown);
	}

	Document withActive(@Nullable String value) {
		return new Document(version, instances, value, settings, unknown);
	}

	Document withSettings(FleetSettings value) {
		return new Document(version, instances, active, value, unknown);
	}

	/** A document that can't be used. */
	static final class DocumentException extends RuntimeException {
		private static final long serialVersionUID = 1L;

		/** @param message the end of "can't be read: " */
		DocumentException(String message) {
			super(message);
		}
	}
}
