// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.migration;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.configuration.ImportPlan;

/**
 * Finds what other programs know of ComfyUI on this computer, and makes instances of it. Sources are only read. An OSGi service;
 * safe for any thread.
 */
public interface Migration {

	/** Looks in all places where known programs keep their settings, and at the usual ports. Never fails: what can't be read is a note. */
	CompletableFuture<List<FoundSetup>> find();

	/** Reads what is at one place that the user names: a file of a known program or a directory that holds one. Never fails. */
	CompletableFuture<List<FoundSetup>> read(Path place);

	/**
	 * What would be made of set-ups: without what is here already, so that a second run makes nothing twice. A single previous set-up
	 * becomes the "Legacy Instance", and active when none is. Apply it with
	 * {@link org.creativestudio.comfyui.core.configuration.ConfigurationExchange#apply}.
	 */
	CompletableFuture<ImportPlan> plan(Collection<FoundSetup> setups);
}
