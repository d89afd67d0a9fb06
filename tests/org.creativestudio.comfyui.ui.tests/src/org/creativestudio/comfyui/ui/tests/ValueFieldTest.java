// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.ui.internal.properties.ValueField;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.junit.jupiter.api.Test;

/** A value with its title. */
class ValueFieldTest {

	@Test
	void tellsWhenItsTitleMayNeedMoreRoom() {
		List<Boolean> told = UiThread.call(() -> {
			Shell shell = new Shell();
			FormToolkit toolkit = new FormToolkit(shell.getDisplay());
			try {
				ValueField field = new ValueField(shell, toolkit);
				return List.of(field.show("RAM", "1 GiB"), field.show("RAM", "2 GiB"), field.show("RAM", "2 GiB"),
						field.show("Memory of the process", "2 GiB"), field.show("RAM", "1 GiB"));
			} finally {
				toolkit.dispose();
				shell.dispose();
			}
		});
		assertThat(told).containsExactly(true, false, false, true, true);
	}
}
