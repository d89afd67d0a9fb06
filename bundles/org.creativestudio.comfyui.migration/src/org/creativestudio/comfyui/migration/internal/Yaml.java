// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads named sections of texts from YAML, event by event: nothing is composed, no alias is followed, so that a small file can't
 * become a large thing. What stands deeper is passed over.
 */
final class Yaml {

	private static final int MAX_DEPTH = 20;
	private static final int MAX_EVENTS = 20_000;

	private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();
	private int depth;
	private @Nullable String section;
	/** The name whose value comes next; null when a name comes next. */
	private @Nullable String name;

	/** Why a text is not read: the end of a sentence. */
	static final class YamlException extends Exception {
		private static final long serialVersionUID = 1L;

		YamlException(String why) {
			super(why);
		}
	}

	/** The sections of the first document in order, each a map of texts. */
	static Map<String, Map<String, String>> sections(String text) throws YamlException {
		Yaml yaml = new Yaml();
		int events = 0;
		try {
			LoadSettings settings = LoadSettings.builder().setCodePointLimit(Texts.MAX_BYTES).build();
			for (Event event : new Parse(settings).parseString(text)) {
				if (++events > MAX_EVENTS)
					throw new YamlException(NLS.bind(Messages.yaml_moreThanParts, MAX_EVENTS));
				if (event instanceof DocumentEndEvent)
					return yaml.sections;
				yaml.take(event);
			}
			return yaml.sections;
		} catch (YamlEngineException e) {
			throw new YamlException(NLS.bind(Messages.yaml_noValidYaml, String.valueOf(e.getMessage()).lines().findFirst().orElse(""))); //$NON-NLS-1$
		} catch (IndexOutOfBoundsException | IllegalArgumentException | IllegalStateException e) {
			throw new YamlException(Messages.yaml_noValidYaml2);
		}
	}

	private void take(Event event) throws YamlException {
		if (event instanceof AliasEvent)
			throw new YamlException(Messages.yaml_aliasesWhichNotFollowed);
		if (event instanceof CollectionStartEvent start) {
			if (++depth > MAX_DEPTH)
				throw new YamlException(NLS.bind(Messages.yaml_nestedDeeperThanLevels, MAX_DEPTH));
			if (depth == 1 && !(start instanceof MappingStartEvent))
				throw new YamlException(Messages.yaml_noNamedSections);
			if (depth == 2) {
				section = start instanceof MappingStartEvent ? name : null;
				if (section != null)
					sections.put(section, new LinkedHashMap<>());
			}
			if (depth <= 2)
				name = null;
		} else if (event instanceof CollectionEndEvent) {
			depth--;
			if (depth <= 2)
				name = null; // a name or a value, it has ended
		} else if (event instanceof ScalarEvent scalar && depth >= 1 && depth <= 2) {
			scalar(scalar.getValue());
		}
	}

	private void scalar(String value) {
		String before = name;
		if (before == null) {
			name = value;
			return;
		}
		name = null;
		Map<String, String> members = depth == 2 && section != null ? sections.get(section) : null;
		if (members != null)
			members.put(before, value);
	}
}
