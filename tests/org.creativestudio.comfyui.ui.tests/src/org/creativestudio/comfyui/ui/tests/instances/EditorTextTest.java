// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.ui.internal.editor.ArgumentText;
import org.creativestudio.comfyui.ui.internal.editor.EnvironmentText;
import org.junit.jupiter.api.Test;

class EditorTextTest {

	@Test
	void variablesAsLinesAndAsJson() {
		Map<String, String> lines = EnvironmentText.parse("A=1\n\n# comment\nexport B = x=y \n");
		assertThat(lines).containsExactlyInAnyOrderEntriesOf(Map.of("A", "1", "B", " x=y"));
		assertThat(EnvironmentText.parse("{\"CUDA_VISIBLE_DEVICES\": \"0\", \"N\": 4}"))
				.containsExactlyInAnyOrderEntriesOf(Map.of("CUDA_VISIBLE_DEVICES", "0", "N", "4"));
		assertThat(EnvironmentText.parse("{ broken")).containsKey("{ broken");
		assertThat(EnvironmentText.parse(EnvironmentText.format(lines))).isEqualTo(lines);
	}

	@Test
	void argumentsWithBlanksAndQuotes() {
		List<String> arguments = List.of("--preview-method", "auto", "a b", "say \"hi\"", "");
		assertThat(ArgumentText.parse(ArgumentText.format(arguments))).isEqualTo(arguments);
		assertThat(ArgumentText.parse("  --a   --b=\"x y\" ")).containsExactly("--a", "--b=x y");
	}

	/** What nobody edited must not change because it was shown. */
	@Test
	void anArgumentWithBackslashesIsStillItselfAfterItWasShown() {
		for (String argument : List.of("C:\\models\\", "C:\\my models\\", "a\\\\ \\\"b", "\\\"", " \\", "\\\\server\\my share\\\\", "\"", "say \"x\\\""))
			assertThat(ArgumentText.parse(ArgumentText.format(List.of("--a", argument, "--b")))).as(argument).containsExactly("--a", argument, "--b");
	}
}
