// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets on the command line: never an argument, never in the output. */
class SecretOptionsTest {

	private final Program program = new Program();

	private InstanceConfiguration configuration(String id) {
		return program.instances.all.get(id).configuration();
	}

	@Test
	void valuesArePipedALineEachOrComeFromAFile(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("key"), "line 1\nline 2\n\n");
		program.in = "planted-1\r\nplanted-2\nrest";
		int code = program.run("instance", "create", "--name", "A", "--embedded", "--secret", "HF_TOKEN", "--secret", "CIVITAI_KEY",
				"--secret", "PEM=@" + file, "--env", "HF_TOKEN=readable");
		assertThat(program.err() + code).endsWith("0");
		InstanceConfiguration stored = program.instances.stored;
		assertThat(stored.secrets()).containsExactly("HF_TOKEN", "CIVITAI_KEY", "PEM");
		assertThat(stored.environment()).isEmpty();
		assertThat(program.secrets.values(stored.id()))
				.isEqualTo(Map.of("HF_TOKEN", "planted-1", "CIVITAI_KEY", "planted-2", "PEM", "line 1\nline 2"));
		assertThat(program.out() + program.err()).doesNotContain("planted").doesNotContain("line 1");
	}

	@Test
	void aValueAsAnArgumentIsRefusedWithoutRepeatingIt() {
		assertThat(program.run("instance", "create", "--name", "A", "--embedded", "--secret", "HF_TOKEN=planted")).isEqualTo(2);
		assertThat(program.err()).contains("history").doesNotContain("planted");
		assertThat(program.instances.stored).isNull();
	}

	@Test
	void withoutAValueNothingIsStored(@TempDir Path directory) {
		assertThat(program.run("instance", "create", "--name", "A", "--embedded", "--secret", "HF_TOKEN")).isEqualTo(2);
		assertThat(program.err()).contains("HF_TOKEN");
		assertThat(program.run("instance", "create", "--name", "A", "--embedded", "--secret", "HF_TOKEN=@" + directory.resolve("none")))
				.isEqualTo(2);
		assertThat(program.instances.stored).isNull();
		assertThat(program.secrets.all).isEmpty();
	}

	@Test
	void whatIsRefusedLeavesTheOldValue() {
		program.instances.add("a", "A", InstanceStatus.STOPPED);
		program.secrets.put("a", "HF_TOKEN", "old!");
		program.instances.refusal = new InstanceException(Reason.INVALID, "no");
		program.in = "new!\nmore\n";
		assertThat(program.run("instance", "edit", "a", "--secret", "HF_TOKEN", "--secret", "OTHER_KEY")).isEqualTo(4);
		assertThat(program.secrets.values("a")).isEqualTo(Map.of("HF_TOKEN", "old!"));
	}

	@Test
	void readableSecretsAreToldAndMoved() {
		program.instances.add("a", "A", InstanceStatus.STOPPED);
		assertThat(program.run("instance", "edit", "a", "--env", "HF_TOKEN=planted", "--env", "PLAIN=value")).isZero();
		assertThat(program.err()).contains("instance edit a --secure").contains("HF_TOKEN").doesNotContain("PLAIN").doesNotContain("planted");
		assertThat(program.run("instance", "edit", "a", "--secure")).isZero();
		assertThat(program.err()).doesNotContain("--secure").contains("backups");
		assertThat(configuration("a").environment()).isEqualTo(Map.of("PLAIN", "value"));
		assertThat(configuration("a").secrets()).containsExactly("HF_TOKEN");
		assertThat(program.secrets.values("a")).isEqualTo(Map.of("HF_TOKEN", "planted"));
		assertThat(program.run("instance", "edit", "a", "--no-secret", "HF_TOKEN")).isZero();
		assertThat(configuration("a").secrets()).isEmpty();
	}
}
