// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.configuration;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.validation.Finding;

/**
 * Brings configurations out of this home and into it. An OSGi service; safe for any thread. Futures fail with an
 * {@link org.creativestudio.comfyui.core.InstanceException} that says what, where and what to do.
 */
public interface ConfigurationExchange {

	/** Extension of exported files. */
	String FILE_EXTENSION = "json"; //$NON-NLS-1$

	/**
	 * Writes instances to one file, complete or not at all, readable by its owner alone; secrets are named without their values.
	 *
	 * @param instanceIds which; empty: all
	 * @return how many were written
	 */
	CompletableFuture<Integer> exportTo(Path file, Collection<String> instanceIds);

	/**
	 * Reads a file that was exported, an {@code instances.json}, or the first Creative Studio's {@code comfyui_instances.json}, without
	 * looking at what is here. Fails with {@code NOT_FOUND} when there is no such file, and with {@code INVALID} when it is none of these.
	 */
	CompletableFuture<FileContents> read(Path file);

	/**
	 * Plans to take over what {@link #read} reads. What is new is added; what is here already, or differs from the instance with its id,
	 * is skipped unless the user decides to replace. An instance is the same as one of this home when both id and name agree, or id and
	 * address; one whose id is taken by a different instance gets a free id. Changes nothing.
	 */
	CompletableFuture<ImportPlan> planImport(Path file);

	/** Says anew what is to be said of each item after the user changed names, ports or actions. Changes nothing. */
	CompletableFuture<ImportPlan> review(ImportPlan plan);

	/**
	 * Does what a plan says: all of it, or nothing when one item has an error, which the failure names. A backup is made first.
	 *
	 * @return a report for the user: what came over and what did not, a sentence each
	 */
	CompletableFuture<List<String>> apply(ImportPlan plan);

	/** Earlier versions, newest first. */
	CompletableFuture<List<Backup>> backups();

	/** What would change if a backup were restored; empty when nothing would. Where today's file can't be read, all would come back. */
	CompletableFuture<List<Difference>> compare(Backup backup);

	/** Makes a backup the configuration; the one of today becomes a backup itself. Works also when today's can't be read. */
	CompletableFuture<Void> restore(Backup backup);

	/** All that is to be said of the stored configuration, instance by instance, in their order; instances without findings are left out. */
	CompletableFuture<List<Checked>> check();

	/** @param findings errors first; never empty */
	record Checked(InstanceConfiguration instance, List<Finding> findings) {
		public Checked {
			findings = List.copyOf(findings);
		}
	}
}
