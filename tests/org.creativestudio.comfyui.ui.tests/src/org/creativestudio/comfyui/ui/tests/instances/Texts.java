// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import org.creativestudio.comfyui.testing.ui.Bot;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Waits until a text can be read somewhere on the screen. */
final class Texts {

	private Texts() {
	}

	static void await(Bot bot, String part) {
		bot.waitUntil("\"" + part + "\" can be read", () -> {
			for (Shell shell : Display.getDefault().getShells())
				if (shell.isVisible() && contains(shell, part))
					return true;
			return false;
		});
	}

	private static boolean contains(Control control, String part) {
		if (!control.isVisible())
			return false;
		String text = switch (control) {
		case Label label -> label.getText();
		case CLabel label -> label.getText();
		case Text field -> field.getText();
		default -> "";
		};
		if (text.contains(part))
			return true;
		if (control instanceof Composite parent)
			for (Control child : parent.getChildren())
				if (contains(child, part))
					return true;
		return false;
	}
}
