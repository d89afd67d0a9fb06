// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.tests;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.migration.FoundSetup;

import com.google.gson.JsonObject;

/**
 * What was found, as a text in which everything stands that is not as usual: a line for each field, the same on each system. The home
 * is {@code ~}, an interpreter stands as its environment, and a ComfyUI that keeps its directories says so in one line.
 */
final class Card {

	private static final Set<String> OWN = Set.of("inputDirectory", "userDirectory");
	private static final InstanceConfiguration USUAL = InstanceConfiguration.builder("found", "").build();

	private final Tree tree;

	Card(Tree tree) {
		this.tree = tree;
	}

	/** All instances of a set-up, the active one after a star. */
	String of(FoundSetup setup) {
		return setup.instances().stream().map(instance -> (instance == setup.active() ? "* " : "") + of(instance)).collect(Collectors.joining("\n\n"));
	}

	private String of(InstanceConfiguration instance) {
		List<String> lines = new ArrayList<>(List.of(instance.name()));
		Path base = instance.baseDirectory() != null ? instance.baseDirectory() : instance.comfyuiDirectory();
		boolean keeps = base != null && base.resolve("output").equals(instance.outputDirectory())
				&& base.resolve("input").equals(instance.inputDirectory()) && base.resolve("user").equals(instance.userDirectory());
		for (RecordComponent field : InstanceConfiguration.class.getRecordComponents()) {
			String value = text(value(field, instance));
			if (field.getName().equals("outputDirectory") && keeps)
				lines.add("keeps: output, input, user");
			else if (!field.getName().equals("name") && !(keeps && OWN.contains(field.getName())) && !value.equals(text(value(field, USUAL))))
				lines.add(field.getName() + ": " + value);
		}
		return String.join("\n", lines);
	}

	private static Object value(RecordComponent field, InstanceConfiguration instance) {
		try {
			return field.getAccessor().invoke(instance);
		} catch (ReflectiveOperationException e) {
			throw new IllegalStateException(e);
		}
	}

	private String text(Object value) {
		return switch (value) {
			case Path path -> path.toString().replace(tree.home.toString(), "~").replace(tree.root.toString(), "").replace('\\', '/')
					.replaceFirst("/(bin/python3|Scripts/python.exe|python.exe)$", "");
			case Collection<?> all -> all.stream().map(this::text).toList().toString();
			case JsonObject json -> {
				JsonObject rest = json.deepCopy();
				rest.remove("origin");
				yield rest.toString();
			}
			case null, default -> Objects.toString(value);
		};
	}
}
