// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobError.NodeProblem;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** Jobs as the terminal shows them and as {@code --json} writes them. The names of JSON members are stable. */
final class JobViews {

	private JobViews() {
	}

	/** Says how a final job ended; its images are the result and are printed by the verb. */
	static void tell(JobSnapshot job, InstanceManager instances, Terminal terminal) {
		String instance = job.instanceId() == null ? "" : name(job.instanceId(), instances); //$NON-NLS-1$
		JobError error = job.error();
		if (error != null) {
			terminal.say(NLS.bind(Messages.job_failed, error.message()));
			for (NodeProblem problem : error.nodes())
				if (!error.message().contains(problem.message())) // else it is said already
					terminal.say(node(problem));
		} else if (job.state() == JobState.CANCELLED) {
			terminal.say(NLS.bind(Messages.job_cancelled, job.why()));
		} else if (job.state() == JobState.DONE) {
			Instant start = job.started() == null ? job.created() : job.started();
			Duration time = Duration.between(start, job.ended() == null ? start : job.ended());
			terminal.say(NLS.bind(Messages.job_done, instance, Math.max(1, time.toSeconds())));
			if (job.outputs().isEmpty())
				terminal.say(Messages.job_without_images);
		}
	}

	private static String node(NodeProblem problem) {
		StringBuilder text = new StringBuilder("  ").append(NLS.bind(Messages.node, problem.node())); //$NON-NLS-1$
		if (problem.input() != null)
			text.append(", ").append(problem.input()); //$NON-NLS-1$
		return text.append(": ").append(problem.message()).toString(); //$NON-NLS-1$
	}

	/** The exit code for how a job ended. */
	static int exitCode(JobSnapshot job) {
		JobError error = job.error();
		if (error == null)
			return job.state() == JobState.CANCELLED || job.state() == JobState.FAILED ? ExitCode.FAILED : ExitCode.DONE;
		return switch (error.kind()) {
			case INVALID_WORKFLOW -> ExitCode.INVALID;
			case TIMEOUT -> ExitCode.TIMEOUT;
			case EXECUTION, INSTANCE, NO_INSTANCE, OUTPUT -> ExitCode.FAILED;
		};
	}

	/** @param images where the images of this job are for the user */
	static JsonObject json(JobSnapshot job, List<Path> images, InstanceManager instances) {
		JsonObject object = new JsonObject();
		object.addProperty("id", job.id()); //$NON-NLS-1$
		object.addProperty("workflow", job.workflow().name()); //$NON-NLS-1$
		object.addProperty("state", InstanceViews.word(job.state())); //$NON-NLS-1$
		object.addProperty("instance", job.instanceId()); //$NON-NLS-1$
		object.addProperty("instanceName", job.instanceId() == null ? null : name(job.instanceId(), instances)); //$NON-NLS-1$
		object.addProperty("promptId", job.promptId()); //$NON-NLS-1$
		object.addProperty("seed", job.options().seed()); //$NON-NLS-1$
		object.addProperty("priority", job.options().priority()); //$NON-NLS-1$
		object.addProperty("why", job.why()); //$NON-NLS-1$
		JsonArray paths = new JsonArray();
		images.forEach(image -> paths.add(image.toString()));
		object.add("images", paths); //$NON-NLS-1$
		object.addProperty("created", job.created().toString()); //$NON-NLS-1$
		object.addProperty("started", job.started() == null ? null : job.started().toString()); //$NON-NLS-1$
		object.addProperty("ended", job.ended() == null ? null : job.ended().toString()); //$NON-NLS-1$
		object.add("error", job.error() == null ? JsonNull.INSTANCE : error(job.error())); //$NON-NLS-1$
		return object;
	}

	private static JsonObject error(JobError error) {
		JsonArray nodes = new JsonArray();
		for (NodeProblem problem : error.nodes()) {
			JsonObject node = new JsonObject();
			node.addProperty("id", problem.nodeId()); //$NON-NLS-1$
			node.addProperty("title", problem.title()); //$NON-NLS-1$
			node.addProperty("class", problem.classType()); //$NON-NLS-1$
			node.addProperty("input", problem.input()); //$NON-NLS-1$
			node.addProperty("message", problem.message()); //$NON-NLS-1$
			nodes.add(node);
		}
		JsonObject object = new JsonObject();
		object.addProperty("kind", InstanceViews.word(error.kind())); //$NON-NLS-1$
		object.addProperty("message", error.message()); //$NON-NLS-1$
		object.add("nodes", nodes); //$NON-NLS-1$
		return object;
	}

	/** The name of an instance; its id when it is not there any more. */
	static String name(String id, InstanceManager instances) {
		return instances.getInstance(id).map(InstanceSnapshot::name).orElse(id);
	}
}
