// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.creativestudio.comfyui.ui.internal.outline.NodeStates;
import org.creativestudio.comfyui.ui.internal.outline.NodeStates.State;
import org.creativestudio.comfyui.ui.internal.outline.WorkflowNodes;
import org.creativestudio.comfyui.ui.internal.outline.WorkflowNodes.Node;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

class WorkflowNodesTest {

	private static final String API = """
			{"10": {"class_type": "SaveImage", "inputs": {"images": ["9", 0]}},
			 "9": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
			 "3": {"class_type": "KSampler", "inputs": {"model": ["4", 0], "seed": 5, "latent": ["gone", 0]}, "_meta": {"title": "Paint"}},
			 "4": {"class_type": "CheckpointLoaderSimple", "inputs": {}}, "extra": {"note": "no node"}, "5": 7}""";
	private static final String EDITOR = """
			{"nodes": [{"id": 2, "type": "SaveImage", "mode": 0}, {"id": 1, "type": "EmptyImage", "title": "White", "mode": 0},
			  {"id": 3, "type": "Note"}, {"id": 4, "type": "PreviewImage", "mode": 2}],
			 "links": [[1, 1, 0, 2, 0, "IMAGE"], "nonsense", [2]]}""";

	private final WorkflowNodes nodes = nodes(Workflow.Format.API, API);

	@Test
	void putNoNodeBeforeWhatItNeeds() {
		assertThat(nodes.nodes()).extracting(Node::id).containsExactly("4", "3", "9", "10");
		assertThat(nodes.nodes().get(1)).extracting(Node::title, Node::kind).containsExactly("Paint", "KSampler");
	}

	@Test
	void readWhatTheEditorSaved() {
		assertThat(nodes(Workflow.Format.EDITOR, EDITOR).nodes()).extracting(Node::title).containsExactly("White", "SaveImage");
	}

	@Test
	void surviveACircle() {
		assertThat(nodes(Workflow.Format.API, """
				{"2": {"class_type": "A", "inputs": {"x": ["1", 0]}}, "1": {"class_type": "B", "inputs": {"x": ["2", 0]}}}""").nodes())
				.extracting(Node::id).containsExactly("1", "2");
	}

	@Test
	void tellWhichIsDoneAndWhichRuns() {
		NodeStates states = new NodeStates(nodes);
		assertThat(states.follow(job(JobState.RUNNING, "9"))).isTrue();
		assertThat(states(states)).containsExactly(State.DONE, State.DONE, State.RUNNING, State.WAITING);
		assertThat(states.follow(job(JobState.RUNNING, "9"))).isFalse();
		states.follow(job(JobState.RUNNING, "10:1"));
		assertThat(states(states)).containsExactly(State.DONE, State.DONE, State.DONE, State.RUNNING);
		states.follow(job(JobState.FAILED, "10"));
		assertThat(states(states)).last().isEqualTo(State.FAILED);
		states.follow(job(JobState.DONE, null));
		assertThat(states(states)).containsOnly(State.DONE);
	}

	@Test
	void whatALostRunDidIsToBeDoneAgain() {
		NodeStates states = new NodeStates(nodes);
		states.follow(job(JobState.RUNNING, "first", "10"));
		assertThat(states(states)).containsExactly(State.DONE, State.DONE, State.DONE, State.RUNNING);
		assertThat(states.follow(job(JobState.WAITING, null, null))).isTrue();
		assertThat(states(states)).containsOnly(State.WAITING);
		states.follow(job(JobState.RUNNING, "second", "10"));
		assertThat(states.follow(job(JobState.RUNNING, "third", "9"))).as("the feed may leave out that it waited").isTrue();
		assertThat(states(states)).containsExactly(State.DONE, State.DONE, State.RUNNING, State.WAITING);
	}

	private List<State> states(NodeStates states) {
		return nodes.nodes().stream().map(states::of).toList();
	}

	private static JobSnapshot job(JobState state, String node) {
		return job(state, null, node);
	}

	private static JobSnapshot job(JobState state, String prompt, String node) {
		return new JobSnapshot("job1", 1, new Workflow("x.json", Workflow.Format.API, new JsonObject(), null), WorkflowOptions.defaults(), state, null,
				prompt, "", new JobProgress(1, 4, node, node, 0, 0), List.of(), null, Instant.EPOCH, null, null);
	}

	private static WorkflowNodes nodes(Workflow.Format format, String graph) {
		return WorkflowNodes.of(new Workflow("x.json", format, JsonParser.parseString(graph).getAsJsonObject(), null));
	}
}
