// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/**
 * Where an instance came from. Stands in the instance's stored object, so that a second migration knows it again also after its name
 * or port was changed.
 *
 * @param source id of the kind of set-up
 * @param key    of this instance among all of that kind: a file, and its id in there
 * @param port   that the set-up names; null when it names none
 */
record Origin(String source, String key, @Nullable Integer port) {

	private static final String MEMBER = "origin"; //$NON-NLS-1$

	static Optional<Origin> of(InstanceConfiguration instance) {
		return instance.unknown().get(MEMBER) instanceof JsonObject json
				? Optional.of(new Origin(Json.text(json, "source"), Json.text(json, "key"), Json.whole(json, "port").orElse(null))) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				: Optional.empty();
	}

	/** Adds it to the members that are stored with an instance. */
	void addTo(JsonObject unknown) {
		JsonObject json = new JsonObject();
		json.addProperty("source", source); //$NON-NLS-1$
		json.addProperty("key", key); //$NON-NLS-1$
		if (port != null)
			json.addProperty("port", port); //$NON-NLS-1$
		unknown.add(MEMBER, json);
	}

	boolean isSame(Origin other) {
		return source.equals(other.source) && key.equals(other.key);
	}
}
