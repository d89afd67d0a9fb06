// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.ui.IWorkbenchWindow;

/** Copies what a bug report about the selected instances needs, without secrets. */
public final class CopyDiagnosticsHandler extends InstanceHandler {
	@Override
	void execute(IWorkbenchWindow window, InstanceManager manager, List<InstanceSnapshot> selected) {
		new InstanceOperations(manager).diagnose(selected, text -> {
			Clipboard clipboard = new Clipboard(window.getWorkbench().getDisplay());
			try {
				clipboard.setContents(new Object[] { text }, new Transfer[] { TextTransfer.getInstance() });
			} finally {
				clipboard.dispose();
			}
		});
	}
}
