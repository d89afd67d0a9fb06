// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.preferences;

import java.util.List;
import java.util.stream.Stream;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens those of our preference pages that have to do with a view; all of them when none is named. */
public final class OpenPreferencesHandler extends AbstractHandler {

	/** Parameter: ends of the pages' ids, separated by blanks, the one to be shown first. */
	private static final String PAGES = "org.creativestudio.comfyui.ui.preferences.open.pages"; //$NON-NLS-1$
	private static final String ROOT = "org.creativestudio.comfyui.ui.preferences"; //$NON-NLS-1$
	private static final String ALL = "general health balancing launching notifications security"; //$NON-NLS-1$

	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		String named = event == null ? null : event.getParameter(PAGES);
		List<String> pages = Stream.of((named == null || named.isBlank() ? ALL : named).strip().split("\\s+")) //$NON-NLS-1$
				.map(page -> ROOT + '.' + page).toList();
		PreferencesUtil.createPreferenceDialogOn(HandlerUtil.getActiveShellChecked(event), pages.getFirst(), pages.toArray(String[]::new), null)
				.open();
		return null;
	}
}
