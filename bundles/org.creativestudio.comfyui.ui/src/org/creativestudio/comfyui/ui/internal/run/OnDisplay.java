// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;

/** Brings work to the UI thread. */
public final class OnDisplay {

	private OnDisplay() {
	}

	/** Runs it on the UI thread, later; never when the program is ending, for then nobody is left to see it. Any thread. */
	public static void later(Display display, Runnable work) {
		try {
			display.asyncExec(work);
		} catch (SWTException e) {
			if (e.code != SWT.ERROR_DEVICE_DISPOSED)
				throw e;
		}
	}

	/** Runs it on the UI thread, later, if the control is still there then. Any thread. */
	public static void later(Control control, Runnable work) {
		later(PlatformUI.getWorkbench().getDisplay(), () -> {
			if (!control.isDisposed())
				work.run();
		});
	}
}
