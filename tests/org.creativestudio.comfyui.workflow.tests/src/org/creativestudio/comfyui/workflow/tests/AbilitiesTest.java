// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.creativestudio.comfyui.workflow.tests.ScriptedComfy.GRAPH;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.Workflow.Format;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.internal.JobService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonParser;

/** What servers said that they can run counts as long as their instance is there. */
@Timeout(60)
class AbilitiesTest {

	private static final String SAVE = "\"SaveImage\": {\"input\": {\"required\": {}}, \"output\": [], \"name\": \"SaveImage\"}";
	private static final String EMPTY = "\"EmptyImage\": {\"input\": {\"required\": {}}, \"output\": [\"IMAGE\"], \"name\": \"EmptyImage\"}";

	@TempDir
	Path directory;
	private final FakeFleet fleet = new FakeFleet();
	private ScriptedComfy poor;
	private ScriptedComfy rich;
	private JobService service;

	@BeforeEach
	void setUp() throws IOException {
		poor = new ScriptedComfy();
		poor.nodes = '{' + SAVE + '}';
		rich = new ScriptedComfy();
		rich.nodes = '{' + SAVE + ',' + EMPTY + '}';
		service = new JobService(fleet, fleet, new StudioHome(directory.resolve("home")), Clock.systemUTC());
		fleet.set("poor", poor.port(), InstanceStatus.RUNNING, false);
		fleet.set("rich", rich.port(), InstanceStatus.RUNNING, false);
	}

	@AfterEach
	void tearDown() throws Exception {
		service.close();
		fleet.close();
		poor.close();
		rich.close();
	}

	private static Workflow workflow() {
		return new Workflow("w.json", Format.API, JsonParser.parseString(GRAPH).getAsJsonObject(), null);
	}

	@Test
	void whatAStoppedInstanceCouldRunGivesHopeUntilItIsDeleted() throws Exception {
		assertThat(service.explain(workflow(), WorkflowOptions.defaults()).get().instanceId()).isEqualTo("rich");
		fleet.set("rich", rich.port(), InstanceStatus.STOPPED, false);
		var explained = service.explain(workflow(), WorkflowOptions.defaults()).get();
		assertThat(explained.instanceId()).isNull();
		assertThat(explained.reason()).as("it may be started").doesNotContain("No running instance can");
		fleet.remove("rich");
		fleet.set("rich", rich.port(), InstanceStatus.STOPPED, false);
		JobSnapshot end = service.execute(workflow(), WorkflowOptions.defaults()).result().get(60, TimeUnit.SECONDS);
		assertThat(end.state()).isEqualTo(JobState.FAILED);
		assertThat(Objects.requireNonNull(end.error()).kind()).isEqualTo(Kind.INVALID_WORKFLOW);
	}
}
