// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

/** Asks for workflow files with the system's dialog. */
final class WorkflowFiles {

	private WorkflowFiles() {
	}

	/** Empty when the user cancels. */
	static List<Path> choose(Shell shell, boolean several) {
		FileDialog dialog = new FileDialog(shell, SWT.OPEN | (several ? SWT.MULTI : SWT.SINGLE));
		dialog.setText(Messages.choose_title);
		dialog.setFilterNames(new String[] { Messages.choose_json, Messages.choose_all });
		dialog.setFilterExtensions(new String[] { "*.json;*.png;*.webp", "*" }); //$NON-NLS-1$ //$NON-NLS-2$
		List<Path> recent = new RecentWorkflows().list();
		if (!recent.isEmpty())
			dialog.setFilterPath(String.valueOf(recent.get(0).getParent()));
		if (dialog.open() == null)
			return List.of();
		Path folder = Path.of(dialog.getFilterPath());
		return Stream.of(dialog.getFileNames()).map(folder::resolve).toList();
	}
}
