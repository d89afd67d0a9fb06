// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.creativestudio.comfyui.launching.internal.ExitCodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodesTest {

	@ParameterizedTest
	@CsvSource({ "0,normally", "137,SIGKILL", "139,SIGSEGV", "134,SIGABRT", "143,SIGTERM", "3,exit code 3", "-1073741819,access violation" })
	void codesAndSignalsInWords(int code, String word) {
		assertThat(ExitCodes.describe(code)).contains(word);
	}

	@Test
	void whatIsNotKnownIsSaid() {
		assertThat(ExitCodes.describe(null)).contains("not known");
	}
}
