// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.creativestudio.comfyui.core.InstanceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

	private final Program program = new Program();

	@Test
	void helpNamesEveryVerbAndTheExitCodesAndNothingThatDoesNotExist() {
		assertThat(program.run("--help")).isZero();
		assertThat(program.out()).contains("first", "instance", "run", "strategies", "queue", "explain", "130 interrupted")
				.doesNotContain("bundle:", "${");
		assertThat(program.err()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "first", "instance", "instance list", "instance show", "instance start", "instance stop", "run",
			"strategies", "queue", "queue list", "queue pause", "queue resume", "queue cancel", "queue retry", "queue move", "queue priority",
			"queue export", "queue import", "explain", "config", "config export", "config check" })
	void everyVerbHasHelp(String verb) {
		assertThat(program.run((verb + " --help").split(" "))).isZero();
		assertThat(program.out()).startsWith("Usage: creative-studio " + verb).doesNotContain("bundle:", "${");
		assertThat(program.instances.calls).isEmpty();
	}

	@Test
	void groupsSayWhatTheyAreAndWhatTheyWant() {
		for (String group : new String[] { "instance", "queue", "config" }) {
			assertThat(program.run(group, "--help")).isZero();
			assertThat(program.out()).containsPattern("Usage: creative-studio " + group + " .*VERB\\R[A-Z][^.]*\\.").contains("Commands:");
			assertThat(program.run(group)).isEqualTo(2);
			assertThat(program.err()).contains("Say what to do").contains(group + " --help");
		}
	}

	@Test
	void helpTextsOfOptionsAreTheirOwn() {
		program.run("run", "--help");
		assertThat(program.out()).containsPattern("--instance=ID +Runs on this instance");
	}

	@Test
	void version() {
		assertThat(program.run("--version")).isZero();
		assertThat(program.out()).isEqualTo("Creative Studio 1.2.3" + System.lineSeparator());
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "instance nonsense", "instance", "instance show", "instance start", "instance list x",
			"run", "run f --count x", "run f --count 0", "run f --count 1001", "run f --seed -1", "run f --instance a --strategy b",
			"run f --no-wait --output d", "run f --nonsense", "strategies x", "queue nonsense", "queue list x", "queue pause x", "queue cancel",
			"queue retry", "queue move j", "queue priority j", "queue priority j x", "queue priority j 99999999999", "queue export",
			"queue import", "queue import a b", "explain", "explain f g", "explain f --instance a --strategy b" })
	void wrongUsageIsTwoWithAHintAndNothingOnStandardOutput(String line) {
		assertThat(program.run(line.split(" "))).as(program.err()).isEqualTo(2);
		assertThat(program.out()).isEmpty();
		assertThat(program.err()).contains("--help").hasLineCount(2);
		assertThat(program.instances.calls).isEmpty();
	}

	@Test
	void nothingAtAllIsWrongUsage() {
		assertThat(program.run()).isEqualTo(2);
	}

	@Test
	void strategies() {
		assertThat(program.run("strategies")).isZero();
		assertThat(program.out()).containsSubsequence("ID", "DEFAULT", "NAME", "least-loaded", "yes", "round-robin");
		assertThat(program.run("strategies", "--json")).isZero();
		assertThat(program.json().get("default").getAsString()).isEqualTo("least-loaded");
		assertThat(program.json().getAsJsonArray("strategies")).hasSize(2);
		assertThat(program.json().getAsJsonArray("strategies").get(1).getAsJsonObject().keySet()).containsExactly("id", "name",
				"description", "options");
	}

	@Test
	void anUnreadableHomeIsSaidAndFails() {
		program.instances.problem = new InstanceException(InstanceException.Reason.FAILED, "The file can't be read.");
		assertThat(program.run("instance", "list", "--json")).isEqualTo(1);
		assertThat(program.err()).isEqualToIgnoringNewLines("The file can't be read.");
		assertThat(program.out()).isEmpty();
	}
}
