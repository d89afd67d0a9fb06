// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.journal;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobError.NodeProblem;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Records of jobs as JSON. What nodes and servers said is shortened, so that a record has a bounded size. */
final class JobRecordJson {

	private static final int MAX_TEXT = 4000;
	private static final int MAX_PROBLEMS = 100;

	private JobRecordJson() {
	}

	static JsonObject write(JobRecord entry) {
		JobSnapshot job = entry.job();
		JsonObject json = new JsonObject();
		json.addProperty("id", job.id()); //$NON-NLS-1$
		json.addProperty("revision", job.revision()); //$NON-NLS-1$
		json.addProperty("number", entry.number()); //$NON-NLS-1$
		json.addProperty("name", shortened(job.workflow().name())); //$NON-NLS-1$
		json.addProperty("format", job.workflow().format().name()); //$NON-NLS-1$
		json.addProperty("graph", entry.graph()); //$NON-NLS-1$
		text(json, "file", job.workflow().file()); //$NON-NLS-1$
		json.add("options", options(job.options())); //$NON-NLS-1$
		json.addProperty("state", job.state().name()); //$NON-NLS-1$
		text(json, "instance", job.instanceId()); //$NON-NLS-1$
		text(json, "prompt", job.promptId()); //$NON-NLS-1$
		json.addProperty("why", shortened(job.why())); //$NON-NLS-1$
		if (!job.outputs().isEmpty())
			json.add("outputs", strings(job.outputs().stream().map(Path::toString).toList())); //$NON-NLS-1$
		JobError error = job.error();
		if (error != null)
			json.add("error", error(error)); //$NON-NLS-1$
		text(json, "created", job.created()); //$NON-NLS-1$
		text(json, "started", job.started()); //$NON-NLS-1$
		text(json, "ended", job.ended()); //$NON-NLS-1$
		trail(json, entry.trail());
		return json;
	}

	private static void trail(JsonObject json, Trail trail) {
		text(json, "client", trail.clientId()); //$NON-NLS-1$
		text(json, "chosenPrompt", trail.promptId()); //$NON-NLS-1$
		text(json, "address", trail.address()); //$NON-NLS-1$
		if (!trail.lost().isEmpty())
			json.add("lost", strings(trail.lost())); //$NON-NLS-1$
		if (!trail.killed().isEmpty())
			json.add("killed", strings(trail.killed())); //$NON-NLS-1$
		text(json, "freed", trail.freed()); //$NON-NLS-1$
		if (trail.outOfMemory() != 0)
			json.addProperty("outOfMemory", trail.outOfMemory()); //$NON-NLS-1$
		if (trail.memoryAbove() != 0)
			json.addProperty("memoryAbove", trail.memoryAbove()); //$NON-NLS-1$
		text(json, "moveTo", trail.moveTo()); //$NON-NLS-1$
		if (trail.cancelled())
			json.addProperty("cancelled", true); //$NON-NLS-1$
	}

	private static JsonObject options(WorkflowOptions options) {
		JsonObject json = new JsonObject();
		text(json, "instance", options.instanceId()); //$NON-NLS-1$
		text(json, "strategy", options.strategyId()); //$NON-NLS-1$
		if (options.seed() != null)
			json.addProperty("seed", options.seed()); //$NON-NLS-1$
		if (options.priority() != 0)
			json.addProperty("priority", options.priority()); //$NON-NLS-1$
		Duration timeout = options.timeout();
		if (timeout != null)
			json.addProperty("timeout", timeout.toString()); //$NON-NLS-1$
		return json;
	}

	private static JsonObject error(JobError error) {
		JsonObject json = new JsonObject();
		json.addProperty("kind", error.kind().name()); //$NON-NLS-1$
		json.addProperty("message", shortened(error.message())); //$NON-NLS-1$
		JsonArray nodes = new JsonArray();
		for (NodeProblem problem : error.nodes().subList(0, Math.min(error.nodes().size(), MAX_PROBLEMS))) {
			JsonObject node = new JsonObject();
			node.addProperty("id", shortened(problem.nodeId())); //$NON-NLS-1$
			text(node, "title", problem.title()); //$NON-NLS-1$
			text(node, "class", problem.classType()); //$NON-NLS-1$
			text(node, "input", problem.input()); //$NON-NLS-1$
			node.addProperty("message", shortened(problem.message())); //$NON-NLS-1$
			nodes.add(node);
		}
		json.add("nodes", nodes); //$NON-NLS-1$
		return json;
	}

	private static void text(JsonObject json, String name, @Nullable Object value) {
		if (value != null)
			json.addProperty(name, shortened(value.toString()));
	}

	private static String shortened(String text) {
		return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + '…';
	}

	private static JsonArray strings(Collection<String> values) {
		JsonArray array = new JsonArray();
		values.forEach(array::add);
		return array;
	}

	/** @throws IllegalArgumentException for what no version of this program wrote */
	static JobRecord read(JsonObject json) {
		try {
			String file = string(json, "file"); //$NON-NLS-1$
			Workflow workflow = new Workflow(required(json, "name"), Workflow.Format.valueOf(required(json, "format")), new JsonObject(), //$NON-NLS-1$ //$NON-NLS-2$
					file == null ? null : Path.of(file));
			List<Path> outputs = new ArrayList<>();
			strings(json, "outputs").forEach(output -> outputs.add(Path.of(output))); //$NON-NLS-1$
			JobSnapshot job = new JobSnapshot(required(json, "id"), json.get("revision").getAsLong(), workflow, //$NON-NLS-1$ //$NON-NLS-2$
					readOptions(json.getAsJsonObject("options")), JobState.valueOf(required(json, "state")), string(json, "instance"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
					string(json, "prompt"), required(json, "why"), null, outputs, //$NON-NLS-1$ //$NON-NLS-2$
					json.get("error") instanceof JsonObject error ? readError(error) : null, Instant.parse(required(json, "created")), //$NON-NLS-1$ //$NON-NLS-2$
					instant(json, "started"), instant(json, "ended")); //$NON-NLS-1$ //$NON-NLS-2$
			Trail trail = new Trail(string(json, "client"), string(json, "chosenPrompt"), address(json), strings(json, "lost"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
					new LinkedHashSet<>(strings(json, "killed")), //$NON-NLS-1$
					string(json, "freed"), json.has("outOfMemory") ? json.get("outOfMemory").getAsInt() : 0, //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
					json.has("memoryAbove") ? json.get("memoryAbove").getAsLong() : 0, string(json, "moveTo"), json.has("cancelled")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			return new JobRecord(job, json.get("number").getAsLong(), required(json, "graph"), trail); //$NON-NLS-1$ //$NON-NLS-2$
		} catch (DateTimeException | InvalidPathException | ClassCastException | IllegalStateException | NullPointerException
				| UnsupportedOperationException e) {
			throw new IllegalArgumentException("no record of a job: " + e.getMessage(), e); //$NON-NLS-1$
		}
	}

	private static @Nullable URI address(JsonObject json) {
		String text = string(json, "address"); //$NON-NLS-1$
		return text == null ? null : URI.create(text);
	}

	private static WorkflowOptions readOptions(JsonObject json) {
		String timeout = string(json, "timeout"); //$NON-NLS-1$
		return new WorkflowOptions(string(json, "instance"), string(json, "strategy"), //$NON-NLS-1$ //$NON-NLS-2$
				json.has("seed") ? json.get("seed").getAsLong() : null, json.has("priority") ? json.get("priority").getAsInt() : 0, //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
				timeout == null ? null : Duration.parse(timeout));
	}

	private static JobError readError(JsonObject json) {
		List<NodeProblem> nodes = new ArrayList<>();
		for (JsonElement node : json.getAsJsonArray("nodes")) //$NON-NLS-1$
			if (node instanceof JsonObject problem)
				nodes.add(new NodeProblem(required(problem, "id"), string(problem, "title"), string(problem, "class"), string(problem, "input"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
						required(problem, "message"))); //$NON-NLS-1$
		return new JobError(JobError.Kind.valueOf(required(json, "kind")), required(json, "message"), nodes); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static List<String> strings(JsonObject json, String name) {
		if (!(json.get(name) instanceof JsonArray array))
			return List.of();
		return array.asList().stream().map(JsonElement::getAsString).toList();
	}

	private static @Nullable Instant instant(JsonObject json, String name) {
		String text = string(json, name);
		return text == null ? null : Instant.parse(text);
	}

	private static String required(JsonObject json, String name) {
		return json.get(name).getAsString();
	}

	private static @Nullable String string(JsonObject json, String name) {
		return json.has(name) ? json.get(name).getAsString() : null;
	}
}
