// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.creativestudio.comfyui.core.Secrets;
import org.creativestudio.comfyui.core.launching.InstanceLog;
import org.creativestudio.comfyui.core.secrets.SecretMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of secrets in texts, in pieces of text and in a log. */
class SecretMaskTest {

	private static final String M = Secrets.MASK;
	private final SecretMask mask = SecretMask.of(List.of("secret", "secret-longer", "abc", "-----BEGIN\n  key material\n-----END"));

	@Test
	void eachValueIsHiddenTheLongestFirst() {
		assertThat(mask.mask("a secret-longer, a secret, abc")).isEqualTo("a " + M + ", a " + M + ", abc");
	}

	@Test
	void ofAValueWithLinesEachIsHidden() {
		assertThat(mask.mask("key material")).isEqualTo(M);
	}

	@Test
	void nothingToHideHidesNothing() {
		assertThat(SecretMask.of(List.of("abc", "")).isEmpty()).isTrue();
		assertThat(SecretMask.NONE.mask("text")).isEqualTo("text");
	}

	@Test
	void whereverATextIsCutTheValueIsHidden() {
		String text = "begin ssecret secret-longe secret-longer end sec";
		String whole = mask.mask(text);
		for (int cut = 0; cut <= text.length(); cut++)
			for (int second = cut; second <= text.length(); second++) {
				SecretMask.Streamer stream = SecretMask.of(List.of("secret")).stream();
				String shown = stream.next(text.substring(0, cut)) + stream.next(text.substring(cut, second)) + stream.next(text.substring(second))
						+ stream.end();
				assertThat(shown).isEqualTo(SecretMask.of(List.of("secret")).mask(text)).doesNotContain("secret");
			}
		assertThat(whole).doesNotContain("secret");
	}

	@Test
	void aLogIsOverwrittenInPlaceAsItGrowsAndWhenItWasRotated(@TempDir Path directory) throws IOException {
		InstanceLog log = new InstanceLog(directory.resolve("comfyui.log"));
		SecretMask token = SecretMask.of(List.of("t\u00f6ken-1"));
		assertThat(log.hide(token, 0)).isZero();
		Files.writeString(log.file(), "first t\u00f6ken-1 t\u00f6k");
		long position = log.hide(token, 0);
		assertThat(log.file()).hasContent("first ******** t\u00f6k");
		Files.writeString(log.file(), "en-1\nlast\n", StandardOpenOption.APPEND);
		position = log.hide(token, position);
		assertThat(log.file()).hasContent("first ******** ********\nlast\n");
		assertThat(position).isEqualTo(Files.size(log.file()));
		Files.writeString(directory.resolve("comfyui.log.1"), "rotated t\u00f6ken-1");
		Files.writeString(log.file(), "t\u00f6ken-1");
		assertThat(log.hide(token, position)).isEqualTo(8);
		assertThat(log.file()).hasContent("********");
		assertThat(directory.resolve("comfyui.log.1")).hasContent("rotated ********");
	}

	@Test
	void aValueAcrossTheEdgeOfWhatIsReadAtOnceIsFound(@TempDir Path directory) throws IOException {
		InstanceLog log = new InstanceLog(directory.resolve("comfyui.log"));
		Files.writeString(log.file(), "x".repeat(64 * 1024 - 3) + "secret" + "y".repeat(64 * 1024 - 10) + "secret");
		log.hide(SecretMask.of(List.of("secret")), 0);
		assertThat(log.file()).content().doesNotContain("secret").contains("x******y").endsWith("y******");
	}
}
