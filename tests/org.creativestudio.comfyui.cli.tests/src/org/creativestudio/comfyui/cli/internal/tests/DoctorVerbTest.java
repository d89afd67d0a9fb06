// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.doctor.Check;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;

/** The verb that tells whether the set-up is sound. */
class DoctorVerbTest {

	private final Program program = new Program();

	@Test
	void checksAreListedWithAdviceAndAnErrorIsTheExitCode() {
		program.checks = List.of(Check.ok("Java", "Java 25."), Check.warning("A", "Nothing supervises.", "Run: supervise").of("a"));
		assertThat(program.run("doctor")).isZero();
		assertThat(program.out().lines()).containsExactly("ok       Java: Java 25.", "WARNING  A: Nothing supervises.", "         -> Run: supervise");
		assertThat(program.err()).contains("Errors: 0, warnings: 1.");
		program.checks = List.of(Check.error("Home", "It can't be written.", ""));
		assertThat(program.run("doctor")).isEqualTo(1);
		assertThat(program.out()).isEqualTo("ERROR    Home: It can't be written.\n");
	}

	@Test
	void theJsonDocumentHasEveryCheck() {
		program.checks = List.of(Check.error("A", "No.", "Do.").of("a"));
		assertThat(program.run("doctor", "--json")).isEqualTo(1);
		JsonObject check = program.json().getAsJsonArray("checks").get(0).getAsJsonObject();
		assertThat(check.toString())
				.isEqualTo("{\"area\":\"A\",\"instance\":\"a\",\"state\":\"error\",\"message\":\"No.\",\"advice\":\"Do.\"}");
	}

	@Test
	void secretsOfInstancesThatAreGoneAreForgottenOnlyWhenThatIsAsked() {
		program.instances.add("a", "A", InstanceStatus.STOPPED);
		program.secrets.put("a", "HF_TOKEN", "1111");
		program.secrets.put("gone", "HF_TOKEN", "2222");
		program.run("doctor");
		assertThat(program.secrets.instances()).contains("gone");
		assertThat(program.run("doctor", "--forget-secrets")).isZero();
		assertThat(program.err()).contains("gone");
		assertThat(program.secrets.instances()).containsExactly("a");
	}
}
