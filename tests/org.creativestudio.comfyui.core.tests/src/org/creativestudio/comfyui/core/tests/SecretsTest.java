// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.Secrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

	@ParameterizedTest
	@ValueSource(strings = { "HF_TOKEN", "OPENAI_API_KEY", "apikey", "AWS_SECRET_ACCESS_KEY", "DB_PASSWORD", "--comfy-api-key", "KEY" })
	void secretNames(String name) {
		assertThat(Secrets.isSecret(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PATH", "MONKEY", "KEYBOARD", "--tls-keyfile", "CUDA_VISIBLE_DEVICES", "--port" })
	void harmlessNames(String name) {
		assertThat(Secrets.isSecret(name)).isFalse();
	}

	@Test
	void valuesOfSecretOptionsAreHidden() {
		assertThat(Secrets.mask(List.of("python", "--api-key", "abc", "--token=def", "--port", "8188", "https://u:p@host/x", "--api-key", "--cpu")))
				.containsExactly("python", "--api-key", Secrets.MASK, "--token=" + Secrets.MASK, "--port", "8188",
						"https://" + Secrets.MASK + "@host/x", "--api-key", "--cpu");
	}

	@Test
	void valuesOfSecretVariablesAreHiddenInText() {
		assertThat(Secrets.mask("token is abcdef, port is 8188", Map.of("MY_TOKEN", "abcdef", "PORT", "8188")))
				.isEqualTo("token is " + Secrets.MASK + ", port is 8188");
	}
}
