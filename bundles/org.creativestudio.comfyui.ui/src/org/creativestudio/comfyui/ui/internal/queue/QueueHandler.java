// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.queue;

import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.handlers.HandlerUtil;

/** The commands of the Server Queue view; which of them is said behind the name of the class in the contribution. */
public final class QueueHandler extends AbstractHandler implements IExecutableExtension {

	private String action = ""; //$NON-NLS-1$

	@Override
	public void setInitializationData(@Nullable IConfigurationElement config, @Nullable String property, @Nullable Object data) {
		action = String.valueOf(data);
	}

	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		if (!(HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().findView(StudioUi.QUEUE_VIEW) instanceof QueueView view))
			return null;
		List<QueueRow> rows = new ArrayList<>();
		if (HandlerUtil.getCurrentSelection(event) instanceof IStructuredSelection selection)
			for (Object element : selection)
				if (element instanceof QueueRow row)
					rows.add(row);
		switch (action) {
		case "delete" -> view.delete(rows); //$NON-NLS-1$
		case "interrupt" -> view.interrupt(rows); //$NON-NLS-1$
		case "clear" -> view.clear(); //$NON-NLS-1$
		case "refresh" -> view.refresh(); //$NON-NLS-1$
		default -> throw new ExecutionException(action);
		}
		return null;
	}
}
