// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.migration.FirstStudioServer;
import org.junit.jupiter.api.Test;

class FirstStudioServerTest {

	private static final InstanceConfiguration READ = InstanceConfiguration.builder("a", "A").port(8190).build();
	private static final InstanceConfiguration INSTALLED = InstanceConfiguration.builder("x", "x").comfyuiDirectory(Path.of("/srv/ComfyUI"))
			.python(Path.of("/srv/python")).build();

	@Test
	void oneOfThisComputerIsStartedWhereThereIsAComfy() {
		InstanceConfiguration settled = FirstStudioServer.settle(READ, INSTALLED);
		assertThat(settled).isEqualTo(READ.toBuilder().comfyuiDirectory(INSTALLED.comfyuiDirectory()).python(INSTALLED.python()).build());
	}

	@Test
	void otherwiseSomebodyElseStartsIt() {
		assertThat(FirstStudioServer.settle(READ, null).kind()).isEqualTo(InstanceConfiguration.ATTACHED);
		assertThat(FirstStudioServer.settle(READ.toBuilder().host("render-01").build(), INSTALLED).kind()).isEqualTo(InstanceConfiguration.ATTACHED);
	}

	@Test
	void whatSaysItselfWhatItRunsStays() {
		InstanceConfiguration own = READ.toBuilder().comfyuiDirectory(Path.of("/mine")).build();
		assertThat(FirstStudioServer.settle(own, INSTALLED)).isSameAs(own);
		InstanceConfiguration embedded = READ.toBuilder().kind(InstanceConfiguration.EMBEDDED).build();
		assertThat(FirstStudioServer.settle(embedded, null)).isSameAs(embedded);
	}
}
