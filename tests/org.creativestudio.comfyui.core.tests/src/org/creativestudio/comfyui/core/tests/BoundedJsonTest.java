// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.configuration.BoundedJson;
import org.creativestudio.comfyui.core.configuration.BoundedJson.JsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.google.gson.JsonElement;

class BoundedJsonTest {

	@TempDir
	Path directory;

	static Stream<Arguments> refused() {
		return Stream.of(Arguments.of("", "empty"), Arguments.of("{", "ends in the middle"), Arguments.of("{\"a\": [1, 2", "ends in the middle"),
				Arguments.of("{'a': 1}", "no valid JSON at line 1"), Arguments.of("{\n  \"a\": 1,\n}", "no valid JSON at line 3"),
				Arguments.of("[NaN]", "no valid JSON"), Arguments.of("[1] // more", "no valid JSON"), Arguments.of("[01]", "no valid JSON"),
				Arguments.of("[TRUE]", "no valid JSON"), Arguments.of("\"a\u0001\"", "no valid JSON"), Arguments.of("[1] 2", "no valid JSON"),
				Arguments.of("{\"a\": 1, \"b\": {\"x\": 1, \"x\": 1}}", "\"x\" stands there twice"),
				Arguments.of("{\"a\": 1, \"\\u0061\": 2}", "\"a\" stands there twice"),
				Arguments.of("[\"\\ud800\"]", "half a character"), Arguments.of("{\"\\udc00\": 1}", "half a character"),
				Arguments.of("[".repeat(65) + "]".repeat(65), "deeper than 64"),
				Arguments.of("{\"a\":".repeat(1_000_000), "deeper than 64"), Arguments.of("[" + "9".repeat(101) + "]", "more than 100 digits"),
				Arguments.of("[" + "9".repeat(100_000) + "]", "valid JSON"), Arguments.of("[0" + ",0".repeat(50_000) + "]", "more than 50000 values"),
				Arguments.of('"' + "x".repeat(2 << 20) + '"', "more than 1048576 characters"),
				Arguments.of('{' + " ".repeat(2 << 20) + '}', "more than 1048576 characters"));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void whatIsMalformedAmbiguousOrTooMuchIsRefusedWithTheReason(String text, String reason) {
		assertThatThrownBy(() -> BoundedJson.parse(text)).isInstanceOf(JsonException.class).hasMessageContaining(reason)
				.hasMessageNotContaining("http");
		assertThatThrownBy(() -> BoundedJson.read(bytes(text))).isInstanceOf(JsonException.class).hasMessageContaining(reason);
	}

	private static InputStream bytes(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void numbersKeepAllTheirDigits() throws Exception {
		String numbers = "[9007199254740993,0.1000000000000000055511151231257827,1e999999999,-0,1E+2]";
		assertThat(BoundedJson.parse(numbers)).hasToString(numbers);
	}

	@Test
	void whatIsWithinTheBoundsIsRead() throws Exception {
		assertThat(BoundedJson.parse("[".repeat(64) + "]".repeat(64))).hasToString("[".repeat(64) + "]".repeat(64));
		assertThat(BoundedJson.parse(" \"Größe \\ud83d\\ude80\" ").getAsString()).isEqualTo("Größe 🚀");
		assertThat(BoundedJson.parse("null").isJsonNull()).isTrue();
		assertThat(BoundedJson.read(bytes("\ufeff{\"a\": [true, {}]}"))).hasToString("{\"a\":[true,{}]}");
	}

	@Test
	void filesAreTextOfAtMostTenMebibytes() throws Exception {
		assertThatThrownBy(() -> BoundedJson.read(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
		assertThatThrownBy(() -> BoundedJson.read(directory)).hasMessage("it is no file");
		Path file = Files.write(directory.resolve("file"), new byte[] { '"', (byte) 0xC3, '"' });
		assertThatThrownBy(() -> BoundedJson.read(file)).hasMessage("it is no UTF-8 text");
		Files.write(file, new byte[(10 << 20) + 1]);
		assertThatThrownBy(() -> BoundedJson.read(file)).hasMessage("it is larger than 10 MiB");
		assertThatThrownBy(() -> BoundedJson.read(new Endless())).isInstanceOf(JsonException.class);
	}

	/** Members without end, as /dev/zero would give bytes. */
	private static final class Endless extends InputStream {
		private long position = -1;

		@Override
		public int read() {
			position++;
			return position == 0 ? '[' : position % 2000 == 1999 ? ',' : position % 2000 == 1 ? '"' : position % 2000 == 1998 ? '"' : 'x';
		}
	}

	@Test
	void noBytesAtAllMakeItFailOtherwise() {
		Random random = new Random(4);
		String alphabet = "{}[]\",:0123456789eE+-.\\utrfalsn \n\u0000é\ud83d";
		for (int i = 0; i < 20_000; i++) {
			StringBuilder text = new StringBuilder();
			for (int length = random.nextInt(40); length > 0; length--)
				text.append(alphabet.charAt(random.nextInt(alphabet.length())));
			byte[] bytes = new byte[random.nextInt(20)];
			random.nextBytes(bytes);
			onlyRefuses(text.toString().getBytes(StandardCharsets.UTF_8));
			onlyRefuses(bytes);
		}
	}

	private static void onlyRefuses(byte[] bytes) {
		try {
			JsonElement read = BoundedJson.read(new ByteArrayInputStream(bytes));
			assertThat(BoundedJson.parse(read.toString())).hasToString(read.toString());
		} catch (JsonException e) {
			assertThat(e).hasMessageNotContaining("null");
		} catch (java.io.IOException e) {
			throw new AssertionError(e);
		}
	}
}
