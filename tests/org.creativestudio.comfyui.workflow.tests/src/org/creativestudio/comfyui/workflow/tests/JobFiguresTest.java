// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.metrics.JobRecorder;
import org.creativestudio.comfyui.embedded.EmbeddedServer;
import org.creativestudio.comfyui.embedded.ServerOptions;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.Workflow.Format;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.internal.JobService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonParser;

/** Jobs that end are told to whoever counts them. */
class JobFiguresTest {

	private record Ended(String instance, boolean done, Duration time, String text) {
	}

	private static Workflow workflow(String nodeClass) {
		String graph = "{\"1\":{\"class_type\":\"" + nodeClass + "\",\"inputs\":{\"width\":32,\"height\":32,\"batch_size\":1,\"color\":0}},"
				+ "\"2\":{\"class_type\":\"SaveImage\",\"inputs\":{\"images\":[\"1\",0],\"filename_prefix\":\"x\"}}}";
		return new Workflow("w.json", Format.API, JsonParser.parseString(graph).getAsJsonObject(), null);
	}

	@Test
	void doneAndFailedJobsAreCountedAsLongAsSomebodyCounts(@TempDir Path directory) throws Exception {
		BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
		JobRecorder recorder = (instance, at, done, time, text) -> ended.add(new Ended(instance, done, time, text));
		try (FakeFleet fleet = new FakeFleet();
				EmbeddedServer server = EmbeddedServer.start(ServerOptions.inDirectory(directory.resolve("server")));
				JobService service = new JobService(fleet, fleet, new StudioHome(directory.resolve("home")), Clock.systemUTC())) {
			fleet.set("a", server.port(), InstanceStatus.RUNNING, true);
			service.setRecorder(recorder);
			service.execute(workflow("EmptyImage"), WorkflowOptions.defaults()).result().get();
			Ended first = ended.take();
			assertThat(first.instance).isEqualTo("a");
			assertThat(first.done).isTrue();
			assertThat(first.time).isNotNull();
			assertThat(first.text).startsWith("w.json is done in ");
			service.execute(workflow("NoSuchNode"), WorkflowOptions.defaults()).result().get();
			service.unsetRecorder(recorder);
			service.execute(workflow("EmptyImage"), WorkflowOptions.defaults()).result().get();
		}
		assertThat(ended).allSatisfy(end -> {
			assertThat(end.done).isFalse();
			assertThat(end.text).startsWith("w.json failed: ");
		}).hasSizeLessThanOrEqualTo(1);
	}
}
