// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.program;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.ui.PlatformUI;

/**
 * F1 where the window system does not ask for help by it, as GTK, which has Ctrl+F1: asks the control with the focus, or the nearest
 * one around it that has help.
 */
public final class HelpHandler extends AbstractHandler {
	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) {
		for (Control control = Display.getCurrent().getFocusControl(); control != null; control = control.getParent())
			if (control.isListening(SWT.Help)) {
				control.notifyListeners(SWT.Help, new Event());
				return null;
			}
		PlatformUI.getWorkbench().getHelpSystem().displayDynamicHelp();
		return null;
	}
}
