// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs workflows on instances. An OSGi service; safe for any thread; reads never block. */
public interface WorkflowService {

	/**
	 * Reads a workflow in either of ComfyUI's formats. Blocks for the disk.
	 *
	 * @throws WorkflowFormatException when the file can't be read, is too large, no JSON, or no graph
	 */
	Workflow read(Path file) throws WorkflowFormatException;

	/** Queues a run. Returns at once; whatever goes wrong is in the job's snapshot. */
	JobHandle execute(Workflow workflow, WorkflowOptions options);

	/** All jobs that this program knows, oldest first. */
	List<JobSnapshot> getJobs();

	Optional<JobHandle> getJob(String id);

	/** Forgets a job that is final; its files stay. Has no effect on others. */
	void remove(String id);

	void addListener(JobListener listener);

	void removeListener(JobListener listener);
}
