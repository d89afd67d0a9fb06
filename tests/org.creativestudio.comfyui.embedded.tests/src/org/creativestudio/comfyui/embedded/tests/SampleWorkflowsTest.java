// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The samples run. */
class SampleWorkflowsTest {

	private static final Path SAMPLES = Path.of("../../examples/workflows");

	@TempDir
	private Path directory;

	@Test
	void firstImageIsMadeOfCoreNodesAndComesOut() throws Exception {
		String graph = Files.readString(SAMPLES.resolve("first-image.json"));
		assertThat(graph).doesNotContain("SlowSteps");
		try (TestServer server = TestServer.start(directory)) {
			assertThat(server.run(graph).toString()).contains("\"status_str\":\"success\"");
		}
		assertThat(directory.resolve("output/first-image_00001_.png")).isNotEmptyFile();
	}

	@Test
	void theEditorsFormOfItHasTheSameNodes() throws Exception {
		JsonObject api = JsonParser.parseString(Files.readString(SAMPLES.resolve("first-image.json"))).getAsJsonObject();
		JsonObject editor = JsonParser.parseString(Files.readString(SAMPLES.resolve("first-image.editor.json"))).getAsJsonObject();
		editor.getAsJsonArray("nodes").forEach(node -> assertThat(node.getAsJsonObject().get("type")).isEqualTo(
				api.getAsJsonObject(node.getAsJsonObject().get("id").getAsString()).get("class_type")));
		assertThat(editor.getAsJsonArray("nodes")).hasSize(api.size());
	}

	@Test
	void slowStepsFollowsTheSpeedOfTheServer() throws Exception {
		try (TestServer server = TestServer.start(directory, options -> options.withSpeed(0.01))) {
			assertThat(server.run(Files.readString(SAMPLES.resolve("slow-steps.json"))).toString())
					.contains("\"status_str\":\"success\"");
		}
	}
}
