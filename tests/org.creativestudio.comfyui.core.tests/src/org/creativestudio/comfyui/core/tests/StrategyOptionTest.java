// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.balancing.StrategyOption;
import org.creativestudio.comfyui.core.balancing.StrategyOption.Type;
import org.creativestudio.comfyui.core.balancing.StrategyOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategyOptionTest {

	private static StrategyOption option(Type type, double min, double max) {
		return new StrategyOption("o", "Option", "", type, "", min, max, type == Type.CHOICE
				? List.of(new StrategyOption.Value("red", "Red"), new StrategyOption.Value("green", "Green")) : List.of());
	}

	@ParameterizedTest
	@CsvSource({ "INT,1,9,1", "INT,1,9,+9", "INT,-Infinity,Infinity,-2147483647", "DOUBLE,0,1,0.5", "DOUBLE,0,1,.5", "DOUBLE,0,1,1e-3",
			"DOUBLE,-Infinity,Infinity,-12.", "BOOLEAN,0,0,true", "BOOLEAN,0,0,false", "CHOICE,0,0,green" })
	void whatIsAllowedHasNoProblem(Type type, double min, double max, String value) {
		assertThat(option(type, min, max).problem(value)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "INT|1|9|0|a whole number between 1 and 9", "INT|1|9|1.5|a whole number between 1 and 9",
			"INT|-Infinity|Infinity|99999999999|a whole number", "INT|1|Infinity|x|a whole number of at least 1", "INT|1|9|1e0|a whole number between 1 and 9",
			"DOUBLE|0|1.5|2|a number between 0 and 1.5", "DOUBLE|-Infinity|1|NaN|a number of at most 1", "DOUBLE|-Infinity|Infinity|1d|a number",
			"DOUBLE|-Infinity|Infinity|1e999|a number", "DOUBLE|-Infinity|Infinity|''|a number", "BOOLEAN|0|0|yes|true or false", "CHOICE|0|0|blue|red, green" })
	void whatIsNotIsToldWithWhatIs(Type type, double min, double max, String value, String allowed) {
		assertThat(option(type, min, max).problem(value)).contains(allowed);
	}

	@Test
	void strategiesReadTheirValuesOrGoByWhatIsUsual() {
		StrategyOptions options = new StrategyOptions(Map.of("i", "3", "d", "0.5", "b", "true", "t", "red"));
		assertThat(options.integer("i", 1)).isEqualTo(3);
		assertThat(options.number("d", 1)).isEqualTo(0.5);
		assertThat(options.flag("b", false)).isTrue();
		assertThat(options.text("t", "green")).isEqualTo("red");
		assertThat(StrategyOptions.NONE.integer("i", 1)).isEqualTo(1);
		assertThat(StrategyOptions.NONE.number("d", 1)).isEqualTo(1);
		assertThat(StrategyOptions.NONE.flag("b", true)).isTrue();
		assertThat(StrategyOptions.NONE.text("t", "green")).isEqualTo("green");
	}
}
