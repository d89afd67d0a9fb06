// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.launching.ServerOptions.Option;
import org.creativestudio.comfyui.ui.internal.editor.ArgumentProposals;
import org.creativestudio.comfyui.ui.internal.editor.Durations;
import org.creativestudio.comfyui.ui.internal.editor.EnvironmentText;
import org.creativestudio.comfyui.ui.internal.editor.Variables;
import org.creativestudio.comfyui.ui.internal.editor.Variables.Variable;
import org.eclipse.jface.fieldassist.IContentProposal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the dialog works with, without a workbench. */
class EditorModelsTest {

	@ParameterizedTest
	@CsvSource({ "300000, 5 minutes", "60000, 1 minute", "5400000, 1 hour 30 minutes", "1500, 1.5 seconds", "250, 250 milliseconds",
			"90061000, 1 day 1 hour 1 minute 1 second", "0, ''", "-5, ''" })
	void readsDurationsInWords(String typed, String words) {
		assertThat(Durations.words(Durations.parse(typed))).isEqualTo(words);
	}

	@Test
	void takesSeparatorsAndRefusesWords() {
		assertThat(Durations.parse("300,000")).isEqualTo(Duration.ofMinutes(5));
		assertThat(Durations.parse("300 000")).isEqualTo(Duration.ofMinutes(5));
		assertThat(Durations.parse("five minutes").isNegative()).isTrue();
		assertThat(Durations.parse("99999999999999999999").isNegative()).isTrue();
	}

	private static List<String> proposals(String text) {
		ArgumentProposals proposals = new ArgumentProposals();
		proposals.setOptions(List.of(new Option("--listen", "", true, List.of()), new Option("--lowvram", "Less.", false, List.of()),
				new Option("--preview-method", "", true, List.of("none", "auto"))));
		return Stream.of(proposals.getProposals(text, text.length())).map(IContentProposal::getContent).toList();
	}

	@Test
	void completesFlagsAndTheirValues() {
		assertThat(proposals("--l")).containsExactly("isten ", "owvram");
		assertThat(proposals("")).hasSize(3);
		assertThat(proposals("--lowvram --p")).containsExactly("review-method ");
		assertThat(proposals("--preview-method ")).containsExactly("none", "auto");
		assertThat(proposals("--preview-method a")).containsExactly("uto");
		assertThat(proposals("--preview-method=n")).containsExactly("one");
		assertThat(proposals("--nothing")).isEmpty();
	}

	@Test
	void keepsSecretsApart() {
		Variables variables = Variables.NONE.pasted(Map.of("HF_TOKEN", "planted"), true).with(new Variable("A", "1", false, false));
		assertThat(variables.environment()).isEqualTo(Map.of("A", "1"));
		assertThat(variables.secrets()).containsExactly("HF_TOKEN");
		assertThat(variables.typedSecrets()).isEqualTo(Map.of("HF_TOKEN", "planted"));
		assertThat(variables.toString()).doesNotContain("planted");
	}

	@Test
	void keepsAValueThatAFixMakesSecret() {
		InstanceConfiguration open = InstanceConfiguration.builder("a", "A").environment(Map.of("HF_TOKEN", "planted")).build();
		Variables before = Variables.NONE.shown(open);
		Variables after = before.shown(open.toBuilder().environment(Map.of()).secrets(List.of("HF_TOKEN")).build());
		assertThat(after.typedSecrets()).isEqualTo(Map.of("HF_TOKEN", "planted"));
	}

	@Test
	void marksNothingSecretWhereNothingCanKeepIt() {
		assertThat(Variables.NONE.pasted(Map.of("HF_TOKEN", "x"), false).secrets()).isEmpty();
		assertThat(Variables.NONE.shown(InstanceConfiguration.builder("a", "A").secrets(List.of("S")).build()).typedSecrets()).isEmpty();
	}

	/** Whatever a clipboard may hold. */
	@Test
	void takesAHugePasteInBounds() {
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < 5000; i++)
			lines.append("V").append(i).append("=1\n");
		assertThat(Variables.NONE.pasted(EnvironmentText.parse(lines.toString()), true).all())
				.hasSize(1000);
		assertThat(Variables.leftOut(EnvironmentText.parse(lines.toString()))).as("what the user is told").isEqualTo(4000);
		assertThat(Variables.leftOut(Map.of("A", "1"))).isZero();
		assertThat(EnvironmentText.parse("{\"a\":".repeat(100_000))).isNotNull();
	}
}
