// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.workflow.Explanation;
import org.creativestudio.comfyui.workflow.Explanation.Verdict;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;

class ExplainVerbTest {

	private static final List<Verdict> VERDICTS = List.of(new Verdict("a", "A", true, "can run it", List.of()),
			new Verdict("b", "B", false, "does not have flux.safetensors", List.of("flux.safetensors")));

	@TempDir
	private Path directory;
	private final Program program = new Program();
	private String file;

	@BeforeEach
	void prepare() throws IOException {
		file = Files.writeString(directory.resolve("w.json"), "{}").toString();
		program.instances.add("a", "A", InstanceStatus.RUNNING);
		program.instances.add("b", "B", InstanceStatus.RUNNING);
		program.workflows.explanation = new Explanation("a", "the shortest queue", VERDICTS);
	}

	@Test
	void tellsWhereItGoesAndWhyNotElsewhere() {
		assertThat(program.run("explain", file)).isZero();
		assertThat(program.out().lines().toList()).satisfiesExactly(line -> assertThat(line).isEqualTo("It would go to A: the shortest queue"),
				line -> assertThat(line).matches("NAME +FIT +REASON"), line -> assertThat(line).matches("A +yes +can run it"),
				line -> assertThat(line).matches("B +no +does not have flux\\.safetensors"));
		assertThat(program.workflows.options).containsExactly(WorkflowOptions.defaults());
		assertThat(program.instances.calls).as("those that are up were asked first").containsExactlyInAnyOrder("check a", "check b");
	}

	@Test
	void writesOneDocument() {
		assertThat(program.run("explain", file, "--json")).isZero();
		JsonObject document = program.json();
		assertThat(document.keySet()).containsExactly("instance", "reason", "instances");
		assertThat(document.get("instance").getAsString()).isEqualTo("a");
		JsonObject second = document.getAsJsonArray("instances").get(1).getAsJsonObject();
		assertThat(second.keySet()).containsExactly("instance", "instanceName", "accepted", "reason", "missing");
		assertThat(second.get("accepted").getAsBoolean()).isFalse();
		assertThat(second.getAsJsonArray("missing")).hasSize(1);
	}

	@Test
	void whatWaitsIsNoFailureAndWhatNobodyCanRunIsOne() {
		program.workflows.explanation = new Explanation(null, "all running instances are busy", VERDICTS);
		assertThat(program.run("explain", file)).isZero();
		assertThat(program.out()).startsWith("It would go nowhere now: all running instances are busy");
		program.workflows.explanation = new Explanation(null, "No running instance can run it", VERDICTS.subList(1, 2));
		assertThat(program.run("explain", file, "--json")).isEqualTo(1);
		assertThat(program.json().get("instance").isJsonNull()).isTrue();
		program.workflows.explanation = new Explanation(null, "There is no instance. Create one first.", List.of());
		assertThat(program.run("explain", file)).isEqualTo(1);
		assertThat(program.out().lines()).hasSize(1);
	}

	@Test
	void anInstanceOrAStrategyCanBeNamed() {
		assertThat(program.run("explain", file, "--instance", "B")).isZero();
		assertThat(program.run("explain", file, "--strategy", "round-robin")).isZero();
		assertThat(program.workflows.options).containsExactly(WorkflowOptions.onInstance("b"), WorkflowOptions.withStrategy("round-robin"));
	}

	@Test
	void whatIsNotThereIsThreeAndWhatIsNoWorkflowFour() throws IOException {
		assertThat(program.run("explain", directory.resolve("none.json").toString())).isEqualTo(3);
		assertThat(program.err()).contains("none.json");
		assertThat(program.run("explain", file, "--instance", "nobody")).isEqualTo(3);
		assertThat(program.err()).contains("nobody", "A, B");
		assertThat(program.run("explain", file, "--strategy", "nonsense")).isEqualTo(3);
		assertThat(program.err()).contains("nonsense", "round-robin");
		Files.writeString(Path.of(file), "no JSON");
		assertThat(program.run("explain", file, "--json")).isEqualTo(4);
		assertThat(program.out()).isEmpty();
		assertThat(program.workflows.options).isEmpty();
	}
}
