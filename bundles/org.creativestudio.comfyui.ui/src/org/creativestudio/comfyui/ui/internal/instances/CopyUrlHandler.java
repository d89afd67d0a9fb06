// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.ui.IWorkbenchWindow;

/** Copies the addresses of the selected instances, one a line. */
public final class CopyUrlHandler extends InstanceHandler {
	@Override
	void execute(IWorkbenchWindow window, InstanceManager manager, List<InstanceSnapshot> selected) {
		if (selected.isEmpty())
			return;
		List<String> addresses = selected.stream().map(instance -> instance.address().toString()).toList();
		Clipboard clipboard = new Clipboard(window.getShell().getDisplay());
		try {
			clipboard.setContents(new Object[] { String.join(System.lineSeparator(), addresses) },
					new Transfer[] { TextTransfer.getInstance() });
		} finally {
			clipboard.dispose();
		}
	}
}
