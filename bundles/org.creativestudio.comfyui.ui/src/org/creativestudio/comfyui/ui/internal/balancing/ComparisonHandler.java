// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import java.nio.file.Path;

import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the comparison of strategies, or writes it into a file; which of it, is said after the class name in plugin.xml. */
public final class ComparisonHandler extends AbstractHandler implements IExecutableExtension {

	/** Optional: a file with a fleet and its work. */
	private static final String FILE = "org.creativestudio.comfyui.ui.strategies.compare.file"; //$NON-NLS-1$

	private String action = ""; //$NON-NLS-1$

	@Override
	public void setInitializationData(@Nullable IConfigurationElement config, @Nullable String property, @Nullable Object data) {
		action = String.valueOf(data);
	}

	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
		switch (action) {
		case "export" -> { //$NON-NLS-1$
			if (window.getActivePage().findView(StudioUi.COMPARISON_VIEW) instanceof ComparisonView view)
				view.export();
		}
		case "open" -> { //$NON-NLS-1$
			String file = event == null ? null : event.getParameter(FILE);
			try {
				if (window.getActivePage().showView(StudioUi.COMPARISON_VIEW) instanceof ComparisonView view)
					view.compare(file == null ? null : Path.of(file));
			} catch (PartInitException e) {
				throw new ExecutionException(e.getMessage(), e);
			}
		}
		default -> throw new ExecutionException(action);
		}
		return null;
	}
}
