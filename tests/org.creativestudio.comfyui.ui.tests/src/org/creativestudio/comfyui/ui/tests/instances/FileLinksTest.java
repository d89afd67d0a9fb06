// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.creativestudio.comfyui.ui.internal.console.FileLinks;
import org.junit.jupiter.api.Test;

class FileLinksTest {

	@Test
	void findsThePlaceInALineOfAStackTrace() {
		assertThat(FileLinks.place("  File \"/opt/Comfy UI/main.py\", line 349, in start_all"))
				.isEqualTo(new FileLinks.Place(Path.of("/opt/Comfy UI/main.py"), 349));
	}

	@Test
	void leavesAloneWhatIsNoFile() {
		assertThat(FileLinks.place("File \"<string>\", line 1")).isNull();
		assertThat(FileLinks.place("File \"relative.py\", line 1")).isNull();
		assertThat(FileLinks.place("got prompt")).isNull();
	}
}
