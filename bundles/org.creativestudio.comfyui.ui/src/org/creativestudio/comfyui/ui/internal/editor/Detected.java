// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.List;
import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.dialogs.ListDialog;

/** The ComfyUIs that were found on this computer. UI thread. */
final class Detected {

	private Detected() {
	}

	/** The one that there is, or the one that the user takes; says so when there is none. */
	static Optional<InstanceConfiguration> choose(Shell shell, List<InstanceConfiguration> found) {
		List<InstanceConfiguration> comfyuis = found.stream().filter(one -> one.kind().equals(InstanceConfiguration.COMFYUI)
				&& one.comfyuiDirectory() != null).toList();
		if (comfyuis.isEmpty())
			MessageDialog.openInformation(shell, Messages.detect_title, Messages.detect_none);
		if (comfyuis.size() < 2)
			return comfyuis.stream().findFirst();
		ListDialog dialog = new ListDialog(shell);
		dialog.setTitle(Messages.detect_title);
		dialog.setMessage(Messages.detect_several);
		dialog.setContentProvider(ArrayContentProvider.getInstance());
		dialog.setLabelProvider(new LabelProvider() {
			@Override
			public String getText(@Nullable Object element) {
				return element instanceof InstanceConfiguration one
						? NLS.bind(Messages.detect_one, one.comfyuiDirectory(), one.python() == null ? "" : one.python()) //$NON-NLS-1$
						: ""; //$NON-NLS-1$
			}
		});
		dialog.setInput(comfyuis);
		dialog.setInitialSelections(comfyuis.get(0));
		return dialog.open() == Window.OK && dialog.getResult().length > 0 && dialog.getResult()[0] instanceof InstanceConfiguration chosen
				? Optional.of(chosen)
				: Optional.empty();
	}
}
