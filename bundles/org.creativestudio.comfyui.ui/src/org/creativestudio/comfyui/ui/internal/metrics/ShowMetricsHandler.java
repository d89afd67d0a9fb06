// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the Metrics view, which follows the selected instances. */
public final class ShowMetricsHandler extends AbstractHandler {
	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		try {
			HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(StudioUi.METRICS_VIEW);
			return null;
		} catch (PartInitException e) {
			throw new ExecutionException(e.getMessage(), e);
		}
	}
}
