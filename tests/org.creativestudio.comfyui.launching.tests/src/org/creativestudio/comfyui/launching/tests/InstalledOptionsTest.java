// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.launching.ServerOptions.Known;
import org.creativestudio.comfyui.core.launching.ServerOptions.Option;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.launching.internal.ComfyLauncher;
import org.creativestudio.comfyui.launching.internal.InstalledOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledOptionsTest {

	private static final String SOURCE = """
			parser.add_argument("--listen", type=str, default="127.0.0.1", metavar="IP", nargs="?", const="0.0.0.0,::",
			    help="Specify the IP (default: 127.0.0.1). "
			    "You can give several, 100%% of them.")
			parser.add_argument('--preview-method', choices=["none", 'auto'], help='Default preview (fast).', action=EnumAction)
			vram_group.add_argument("--lowvram", action="store_true", help="Split the unet in parts.")
			parser.add_argument("positional")
			parser.add_argument("--cut""";

	@TempDir
	Path comfyui;

	@BeforeEach
	void install() throws Exception {
		Files.createDirectories(comfyui.resolve("comfy"));
		Files.writeString(comfyui.resolve("comfyui_version.py"), "__version__ = \"0.3.64\"\n");
	}

	private void source(String source) throws Exception {
		Files.writeString(comfyui.resolve("comfy/cli_args.py"), source);
	}

	@Test
	void readsFlagsHelpAndChoices() throws Exception {
		source(SOURCE);
		Known known = new InstalledOptions().of(comfyui);
		assertThat(known.version()).isEqualTo("0.3.64");
		assertThat(known.options()).containsExactly(
				new Option("--listen", "Specify the IP (default: 127.0.0.1). You can give several, 100% of them.", true, List.of()),
				new Option("--lowvram", "Split the unet in parts.", false, List.of()),
				new Option("--preview-method", "Default preview (fast).", true, List.of("none", "auto")));
	}

	@Test
	void aLongHelpTextIsShortened() throws Exception {
		source("add_argument(\"--verbose\", help=\"" + "a \\\"b\\\" ".repeat(50_000) + "\")");
		assertThat(new InstalledOptions().of(comfyui).options()).singleElement()
				.satisfies(option -> assertThat(option.help()).startsWith("a \"b\" a").hasSizeLessThan(400));
	}

	@Test
	void knowsNothingWhereNothingCanBeRead() throws Exception {
		assertThat(new InstalledOptions().of(comfyui).options()).isEmpty();
		source("add_argument(".repeat(5000) + "'".repeat(5000));
		assertThat(new InstalledOptions().of(comfyui).options()).isEmpty();
	}

	@Test
	void warnsOfArgumentsThatTheInstalledVersionDoesNotKnow() throws Exception {
		source(SOURCE);
		InstanceConfiguration instance = InstanceConfiguration.builder("a", "A").comfyuiDirectory(comfyui)
				.extraArguments(List.of("--lowvram", "--fancy", "very", "--preview-method", "auto")).build();
		List<Finding> findings = new ComfyLauncher().check(instance);
		assertThat(findings).singleElement().satisfies(finding -> {
			assertThat(finding.isError()).isFalse();
			assertThat(finding.field()).isEqualTo(Field.EXTRA_ARGUMENTS);
			assertThat(finding.message()).contains("0.3.64", "--fancy");
			assertThat(finding.fix().change().apply(instance).extraArguments()).containsExactly("--lowvram", "--preview-method", "auto");
		});
	}
}
