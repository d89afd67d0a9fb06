// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.Secrets;
import org.creativestudio.comfyui.core.configuration.Difference;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Compares two documents for the user. */
final class Differences {

	private static final String NOTHING = "-"; //$NON-NLS-1$

	private Differences() {
	}

	/** Those that are here first, then those that would come back, then what holds for all. */
	static List<Difference> between(Document now, Document then) {
		List<Difference> differences = new ArrayList<>();
		for (InstanceConfiguration instance : now.instances()) {
			InstanceConfiguration other = then.find(instance.id()).orElse(null);
			if (other == null)
				differences.add(new Difference(instance, null, List.of()));
			else
				add(differences, instance, other, fields(ConfigurationJson.write(instance), ConfigurationJson.write(other)));
		}
		for (InstanceConfiguration instance : then.instances())
			if (now.find(instance.id()).isEmpty())
				differences.add(new Difference(null, instance, List.of()));
		add(differences, null, null, fields(common(now), common(then)));
		return differences;
	}

	private static void add(List<Difference> differences, @Nullable InstanceConfiguration now, @Nullable InstanceConfiguration then,
			List<Difference.Field> fields) {
		if (!fields.isEmpty())
			differences.add(new Difference(now, then, fields));
	}

	/** Each setting by itself. */
	private static JsonObject common(Document document) {
		JsonObject root = document.toJson();
		root.remove(Document.INSTANCES);
		root.remove(Document.SCHEMA);
		String active = document.active();
		if (active != null)
			root.addProperty(Document.ACTIVE, document.find(active).map(InstanceConfiguration::name).orElse(active));
		if (root.remove(Document.SETTINGS) instanceof JsonObject settings)
			settings.entrySet().forEach(member -> root.add(member.getKey(), member.getValue()));
		return root;
	}

	private static List<Difference.Field> fields(JsonObject now, JsonObject then) {
		Set<String> names = new LinkedHashSet<>(now.keySet());
		names.addAll(then.keySet());
		List<Difference.Field> fields = new ArrayList<>();
		for (String name : names) {
			JsonElement today = now.get(name);
			JsonElement earlier = then.get(name);
			if (!String.valueOf(today).equals(String.valueOf(earlier)))
				fields.add(new Difference.Field(name, words(name, today), words(name, earlier)));
		}
		return fields;
	}

	private static String words(String name, @Nullable JsonElement value) {
		if (value == null || value.isJsonNull())
			return NOTHING;
		boolean decision = value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
		if (Secrets.isSecret(name) && !decision && !name.equals(ConfigurationJson.SECRETS))
			return Secrets.MASK;
		if (value.isJsonPrimitive())
			return value.getAsString();
		if (name.equals(ConfigurationJson.ARGUMENTS))
			return String.join(" ", Secrets.mask(value.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList())); //$NON-NLS-1$
		return switch (masked(value)) {
		case JsonArray array -> joined(array.asList().stream().map(Differences::text));
		case JsonObject object -> joined(object.entrySet().stream().map(member -> member.getKey() + '=' + text(member.getValue())));
		case JsonElement other -> text(other);
		};
	}

	private static String joined(Stream<String> parts) {
		String text = parts.collect(Collectors.joining(", ")); //$NON-NLS-1$
		return text.isEmpty() ? NOTHING : text;
	}

	private static String text(JsonElement value) {
		return value.isJsonPrimitive() ? value.getAsString() : value.toString();
	}

	private static JsonElement masked(JsonElement value) {
		if (value instanceof JsonObject object) {
			JsonObject shown = new JsonObject();
			object.entrySet().forEach(member -> {
				if (Secrets.isSecret(member.getKey()))
					shown.addProperty(member.getKey(), Secrets.MASK);
				else if (member.getValue().isJsonPrimitive() && member.getValue().getAsJsonPrimitive().isString())
					shown.addProperty(member.getKey(), Secrets.mask(member.getValue().getAsString(), java.util.Map.of()));
				else
					shown.add(member.getKey(), masked(member.getValue()));
			});
			return shown;
		}
		return value;
	}
}
