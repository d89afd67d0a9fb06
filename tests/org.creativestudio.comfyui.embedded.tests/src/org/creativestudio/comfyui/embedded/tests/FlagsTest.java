// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.creativestudio.comfyui.embedded.ServerOptions;
import org.creativestudio.comfyui.embedded.internal.flags.CommandLineFlags;
import org.creativestudio.comfyui.testing.Recordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ComfyUI's command line. */
class FlagsTest {

	@TempDir
	private Path directory;

	private CommandLineFlags.Outcome parse(String... arguments) {
		return CommandLineFlags.parse(List.of(arguments), directory);
	}

	private ServerOptions options(String... arguments) {
		return ((CommandLineFlags.Serve) parse(arguments)).options();
	}

	private void refused(int code, String problem, String... arguments) {
		CommandLineFlags.Exit exit = (CommandLineFlags.Exit) parse(arguments);
		assertThat(exit.code()).isEqualTo(code);
		assertThat(exit.text()).endsWith(problem);
	}

	@Test
	void everyFlagOfTheRealOneIsTaken() throws Exception {
		String help = Recordings.class.getResource("/recordings/process/cli_help_0.3.64.txt")
				.openConnection().getContent() instanceof InputStream in ? new String(in.readAllBytes()) : "";
		Path existing = Files.createFile(directory.resolve("extra.yaml"));
		int flags = 0;
		for (String line : help.substring(help.indexOf("options:")).lines().toList()) {
			if (line.startsWith("  --") && !line.startsWith("  --tls")) {
				String[] words = line.strip().split(" +");
				String value = words.length < 2 || !words[1].matches("[A-Z_]{2,}|\\{.*|\\[none.*") ? "" : switch (words[0]) {
				case "--user-directory" -> directory.toString();
				case "--extra-model-paths-config" -> existing.toString();
				default -> "1";
				};
				assertThat(value.isEmpty() ? parse(words[0]) : parse(words[0], value)).as(line)
						.isInstanceOf(CommandLineFlags.Serve.class);
				flags++;
			}
		}
		assertThat(flags).isGreaterThan(70);
	}

	@Test
	void defaultsAndDirectories() {
		ServerOptions defaults = options();
		assertThat(defaults.port()).isEqualTo(8188);
		assertThat(defaults.listen()).containsExactly("127.0.0.1");
		assertThat(defaults.output()).isEqualTo(directory.resolve("output"));
		assertThat(defaults.maxUploadBytes()).isEqualTo(104857600);
		ServerOptions given = options("--listen", "--temp-directory", directory.resolve("t").toString(), "--output-directory",
				directory.resolve("o").toString(), "--disable-all-custom-nodes", "--speed", "0.5");
		assertThat(given.listen()).containsExactly("0.0.0.0", "::");
		assertThat(given.temp()).isEqualTo(directory.resolve("t/temp"));
		assertThat(given.output()).isEqualTo(directory.resolve("o"));
		assertThat(given.testNodes()).isFalse();
		assertThat(given.speed()).isEqualTo(0.5);
		assertThat(options("--listen", "127.0.0.1,::1", "--port", "1").listen()).containsExactly("127.0.0.1", "::1");
		assertThat(options("--enable-cors-header").corsOrigin()).isEqualTo("*");
	}

	@Test
	void complaintsAreThoseOfArgparse() {
		refused(2, "main.py: error: unrecognized arguments: --nope", "--nope");
		refused(2, "main.py: error: argument --port: invalid int value: 'abc'", "--port", "abc");
		refused(2, "main.py: error: argument --user-directory: The path '" + directory.resolve("none") + "' does not exist.",
				"--user-directory", directory.resolve("none").toString());
		refused(1, "No such file or directory: '/srv/none.yaml'", "--extra-model-paths-config", "/srv/none.yaml");
	}
}
