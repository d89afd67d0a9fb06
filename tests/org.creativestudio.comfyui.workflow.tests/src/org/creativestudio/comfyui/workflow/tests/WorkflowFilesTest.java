// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;

import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.Workflow.Format;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.internal.OutputFiles;
import org.creativestudio.comfyui.workflow.internal.WorkflowFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowFilesTest {

	@TempDir
	Path directory;

	private Path file(String content) throws Exception {
		return Files.writeString(directory.resolve("w.json"), content);
	}

	@Test
	void bothFormatsAndAWholePrompt() throws Exception {
		Workflow api = WorkflowFiles.read(file("{\"1\": {\"class_type\": \"A\", \"inputs\": {}}}"));
		assertThat(api.format()).isEqualTo(Format.API);
		assertThat(api.name()).isEqualTo("w.json");
		assertThat(WorkflowFiles.read(file("{\"prompt\": {\"1\": {\"class_type\": \"A\"}}, \"client_id\": \"x\"}")).graph().keySet())
				.containsExactly("1");
		assertThat(WorkflowFiles.read(file("{\"nodes\": [], \"links\": [], \"version\": 0.4}")).format()).isEqualTo(Format.EDITOR);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "no json", "{\"a\": 1} trailing", "\u0000" })
	void noJson(String content) throws Exception {
		Path file = file(content);
		assertThatThrownBy(() -> WorkflowFiles.read(file)).isInstanceOf(WorkflowFormatException.class)
				.hasMessageContaining(file.toString()).hasMessageMatching("(?s).*(no JSON|no graph).*Export.*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "3", "{\"name\": \"package\"}", "{\"1\": {\"inputs\": {}}}", "null" })
	void jsonButNoGraph(String content) throws Exception {
		Path file = file(content);
		assertThatThrownBy(() -> WorkflowFiles.read(file)).isInstanceOf(WorkflowFormatException.class).hasMessageContaining("no graph");
	}

	@Test
	void hostileFiles() throws Exception {
		Path deep = file("[".repeat(100_000));
		assertThatThrownBy(() -> WorkflowFiles.read(deep)).isInstanceOf(WorkflowFormatException.class);
		Path binary = Files.write(directory.resolve("b.json"), new byte[] { (byte) 0xff, (byte) 0xfe, 0, 1 });
		assertThatThrownBy(() -> WorkflowFiles.read(binary)).hasMessageContaining("UTF-8");
		assertThatThrownBy(() -> WorkflowFiles.read(directory)).hasMessageContaining("directory");
		assertThatThrownBy(() -> WorkflowFiles.read(directory.resolve("none.json"))).hasMessageContaining("no file");
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void aDeviceWithoutEndIsTooLarge() {
		assertThatThrownBy(() -> WorkflowFiles.read(Path.of("/dev/zero"))).isInstanceOf(WorkflowFormatException.class).hasMessageContaining("larger");
	}

	@ParameterizedTest
	@CsvSource({ "../../etc/passwd,passwd", "C:\\x\\y.png,y.png", ".hidden,hidden", "..,output", "a:b?.png,a_b_.png", "/,output",
			"plain.png,plain.png", "con.png,_con.png", "COM1,_COM1", "nul.tar.gz,_nul.tar.gz", "a\u202egnp.exe,a_gnp.exe", "..\\..\\x,x" })
	void namesOfServersBecomePlainFileNames(String name, String safe) {
		assertThat(OutputFiles.safeName(name)).isEqualTo(safe);
	}
}
