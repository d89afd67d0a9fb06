// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.notifications;

import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.handlers.HandlerUtil;

/** Forgets the notifications that were told. */
public final class ClearHandler extends AbstractHandler {
	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		if (HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage()
				.findView(StudioUi.NOTIFICATIONS_VIEW) instanceof NotificationsView view)
			view.clear();
		return null;
	}
}
