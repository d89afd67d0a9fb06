// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** Collects what is found in one set-up. Not thread-safe. */
final class Setup {

	/** More than anybody has; more are not proposed. */
	static final int MOST_INSTANCES = 200;

	private final Source source;
	private final Path location;
	private final Computer computer;
	private final Notes notes = new Notes();
	private final List<Part> parts = new ArrayList<>();
	private @Nullable Part active;
	private boolean single = true;

	Setup(Source source, Path location, Computer computer) {
		this.source = source;
		this.location = location;
		this.computer = computer;
	}

	Notes notes() {
		return notes;
	}

	void note(String note) {
		notes.add(note);
	}

	Computer computer() {
		return computer;
	}

	/** A path that the set-up names, see {@link Computer#path}. */
	Optional<Path> path(String text, @Nullable Path base, String what) {
		return computer.path(text, base, what, notes);
	}

	/** One more instance. */
	Part add(String key, String name) {
		Part part = new Part(this, source, location + "#" + key, name); //$NON-NLS-1$
		if (parts.size() < MOST_INSTANCES)
			parts.add(part);
		else
			notes.add(NLS.bind(Messages.setup_onlyFirstInstancesCome, MOST_INSTANCES));
		return part;
	}

	/** The instance that the set-up uses first. */
	void active(@Nullable Part part) {
		active = part;
	}

	/** Says that this is no single previous set-up, however many instances it has. */
	void fleet() {
		single = false;
	}

	FoundSetup found() {
		List<InstanceConfiguration> instances = parts.stream().map(Part::build).toList();
		int first = active == null ? -1 : parts.indexOf(active);
		return new FoundSetup(source.id(), source.name(), location, instances, first < 0 ? null : instances.get(first),
				single && instances.size() == 1, notes.list());
	}

	Optional<FoundSetup> done() {
		return Optional.of(found());
	}
}
