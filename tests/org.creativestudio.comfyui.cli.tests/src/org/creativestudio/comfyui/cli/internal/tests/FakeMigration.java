// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.creativestudio.comfyui.core.migration.Migration;

/** Finds what a test says and plans to add all of it. */
final class FakeMigration implements Migration {

	final List<FoundSetup> found = new ArrayList<>();
	ImportItem.Action action = ImportItem.Action.ADD;

	@Override
	public CompletableFuture<List<FoundSetup>> find() {
		return CompletableFuture.completedFuture(List.copyOf(found));
	}

	@Override
	public CompletableFuture<List<FoundSetup>> read(Path place) {
		return CompletableFuture.completedFuture(found.stream().filter(setup -> place.equals(setup.location())).toList());
	}

	@Override
	public CompletableFuture<ImportPlan> plan(Collection<FoundSetup> setups) {
		List<ImportItem> items = new ArrayList<>();
		for (FoundSetup setup : setups)
			for (InstanceConfiguration instance : setup.instances())
				items.add(new ImportItem(instance, setup.sourceName(), ImportItem.State.NEW, null, action, List.of(), setup.notes()));
		return CompletableFuture.completedFuture(new ImportPlan(items, null, List.of()));
	}
}
