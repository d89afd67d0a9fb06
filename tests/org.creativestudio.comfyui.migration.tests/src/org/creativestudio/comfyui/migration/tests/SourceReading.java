// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.junit.jupiter.api.io.TempDir;

/** Reads a set-up that stands on a disk of any system. */
abstract class SourceReading {

	@TempDir
	Path directory;

	FoundSetup only(Tree tree, String source) {
		Map<String, String> before = tree.state();
		List<FoundSetup> found = tree.found(source);
		assertThat(tree.state()).as("the source is only read").isEqualTo(before);
		assertThat(found).hasSize(1);
		FoundSetup setup = found.get(0);
		// Each source has secrets planted in it.
		assertThat(setup.notes()).noneMatch(note -> note.contains("planted"));
		assertThat(setup.instances()).noneMatch(instance -> (instance.environment().toString() + instance.extraArguments() + instance.unknown()).contains("planted"));
		return setup;
	}

	static void tells(FoundSetup setup, String... words) {
		for (String word : words)
			assertThat(setup.notes()).anyMatch(note -> note.contains(word));
	}

	InstanceConfiguration onlyInstance(Tree tree, String source) {
		FoundSetup setup = only(tree, source);
		assertThat(setup.instances()).as(setup.notes().toString()).hasSize(1);
		return setup.instances().get(0);
	}
}
