// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.forecast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * One run that ended well.
 *
 * @param workflow its name
 * @param instance id of the instance
 * @param device   what the instance computes with, as its server told
 * @param cold     whether the run before it at the instance used other models
 * @param queued   when it was asked for
 * @param started  when the instance began
 * @param ended    when it was done
 */
public record RunRecord(String workflow, Profile profile, String instance, String device, boolean cold, Instant queued, Instant started,
		Instant ended) {

	public double seconds() {
		return (ended.toEpochMilli() - started.toEpochMilli()) / 1000.0;
	}

	JsonObject toJson() {
		JsonObject json = new JsonObject();
		json.addProperty("workflow", workflow); //$NON-NLS-1$
		json.addProperty("signature", profile.signature()); //$NON-NLS-1$
		JsonArray models = new JsonArray();
		new TreeSet<>(profile.models()).forEach(models::add);
		json.add("models", models); //$NON-NLS-1$
		json.addProperty("instance", instance); //$NON-NLS-1$
		json.addProperty("device", device); //$NON-NLS-1$
		json.addProperty("cold", cold); //$NON-NLS-1$
		json.addProperty("queued", queued.toEpochMilli()); //$NON-NLS-1$
		json.addProperty("started", started.toEpochMilli()); //$NON-NLS-1$
		json.addProperty("ended", ended.toEpochMilli()); //$NON-NLS-1$
		return json;
	}

	/** @throws RuntimeException of some kind when it is none */
	static RunRecord of(JsonElement element) {
		JsonObject json = element.getAsJsonObject();
		List<String> models = new ArrayList<>();
		json.getAsJsonArray("models").forEach(model -> models.add(model.getAsString())); //$NON-NLS-1$
		return new RunRecord(json.get("workflow").getAsString(), new Profile(json.get("signature").getAsString(), Set.copyOf(models)), //$NON-NLS-1$ //$NON-NLS-2$
				json.get("instance").getAsString(), json.get("device").getAsString(), json.get("cold").getAsBoolean(), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				Instant.ofEpochMilli(json.get("queued").getAsLong()), Instant.ofEpochMilli(json.get("started").getAsLong()), //$NON-NLS-1$ //$NON-NLS-2$
				Instant.ofEpochMilli(json.get("ended").getAsLong())); //$NON-NLS-1$
	}
}
