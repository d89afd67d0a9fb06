// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.util.List;

import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.progress.IWorkbenchSiteProgressService;
import org.eclipse.ui.statushandlers.StatusManager;

/**
 * Brings the Outputs view in front of other tabs when the first job of one command has images: once, so that a user who looks at something
 * else meanwhile is left alone by the others. The focus stays where it is. UI thread only.
 */
public final class OutputsToFront {

	private static final String NODE = "org.creativestudio.comfyui.ui"; //$NON-NLS-1$
	private static final String KEY = "outputsToFront"; //$NON-NLS-1$

	private final IWorkbenchWindow window;
	private boolean done;

	OutputsToFront(IWorkbenchWindow window) {
		this.window = window;
	}

	/** Whether the user wants it, in this workspace. */
	public static boolean isWanted() {
		return Platform.getPreferencesService().getBoolean(NODE, KEY, true, null);
	}

	/** The user decides this for the workspace; the preferences are still to be stored. */
	public static void setWanted(boolean wanted) {
		InstanceScope.INSTANCE.getNode(NODE).putBoolean(KEY, wanted);
	}

	/** There are images. A view that the user has closed, or that this perspective does not have, stays closed. */
	void bring() {
		IWorkbenchPage page = window.getActivePage();
		IViewReference reference = page == null ? null : page.findViewReference(StudioUi.OUTPUTS_VIEW);
		if (done || page == null || reference == null || !isWanted())
			return;
		done = true;
		try {
			IViewPart outputs = page.showView(StudioUi.OUTPUTS_VIEW, null, IWorkbenchPage.VIEW_CREATE);
			if (page.isPartVisible(outputs))
				return;
			if (page.getPartState(reference) == IWorkbenchPage.STATE_MINIMIZED || coversActivePart(page, outputs))
				mark(outputs);
			else
				page.bringToTop(outputs);
		} catch (PartInitException e) {
			StatusManager.getManager().handle(e.getStatus(), StatusManager.LOG);
		}
	}

	/** Whether the user works with what it would hide. */
	private static boolean coversActivePart(IWorkbenchPage page, IViewPart view) {
		IWorkbenchPart active = page.getActivePart();
		IViewPart[] stack = page.getViewStack(view);
		return active instanceof IViewPart part && stack != null && List.of(stack).contains(part);
	}

	private static void mark(IViewPart view) {
		IWorkbenchSiteProgressService service = view.getSite().getService(IWorkbenchSiteProgressService.class);
		if (service != null)
			service.warnOfContentChange();
	}
}
