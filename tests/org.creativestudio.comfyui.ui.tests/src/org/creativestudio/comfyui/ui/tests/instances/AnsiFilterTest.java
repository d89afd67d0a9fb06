// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import org.creativestudio.comfyui.ui.internal.console.AnsiFilter;
import org.junit.jupiter.api.Test;

class AnsiFilterTest {

	@Test
	void leavesColoursAndTakesTheRestOutHoweverTheyAreCut() {
		AnsiFilter filter = new AnsiFilter();
		StringBuilder out = new StringBuilder();
		for (char c : "\u001b[1;32mgreen\u001b[0m \u001b]0;title\u0007done\r50%\u001b[K\u001b[2A\n".toCharArray())
			out.append(filter.filter(String.valueOf(c)));
		assertThat(out).hasToString("\u001b[1;32mgreen\u001b[0m done\r50%\n");
	}

	@Test
	void aSequenceThatNeverEndsIsNotKept() {
		assertThat(new AnsiFilter().filter("a\u001b[" + "1;".repeat(5000) + "m" + "b")).isEqualTo("ab");
	}
}
