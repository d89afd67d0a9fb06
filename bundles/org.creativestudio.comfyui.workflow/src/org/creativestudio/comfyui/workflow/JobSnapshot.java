// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

/**
 * What is known of a job at one moment. Immutable; each change makes a new one with a larger revision.
 *
 * @param id         unique in the home
 * @param revision   grows with every change of this job
 * @param workflow   what it runs; the graph of a job that had ended before this program began is empty, see
 *                   {@link WorkflowService#retry(String)}
 * @param options    as asked for
 * @param state      where it is
 * @param instanceId where it was sent; null while it waits
 * @param promptId   ComfyUI's id of it; null before it was sent
 * @param why        one sentence: why it is there, or why it waits
 * @param progress   null before it runs
 * @param outputs    files fetched to this computer, in the order of the graph's nodes
 * @param error      one message for the user; null unless failed
 * @param created    when it was asked for
 * @param started    when the instance began; null before
 * @param ended      when it reached a final state; null before
 */
public record JobSnapshot(String id, long revision, Workflow workflow, WorkflowOptions options, JobState state,
		@Nullable String instanceId, @Nullable String promptId, String why, @Nullable JobProgress progress,
		List<Path> outputs, @Nullable JobError error, Instant created, @Nullable Instant started,
		@Nullable Instant ended) {
	public JobSnapshot {
		outputs = List.copyOf(outputs);
	}
}
