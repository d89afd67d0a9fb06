// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.program;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWindowListener;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.IWorkbenchWindow;

/** F1 in each of our views opens its help: the context is named like the view, with {@value #SUFFIX} after it. On the UI thread. */
final class ViewHelp implements IPartListener2, IWindowListener {

	private static final String OURS = "org.creativestudio.comfyui.ui."; //$NON-NLS-1$
	private static final String SUFFIX = "_view"; //$NON-NLS-1$

	private final IWorkbench workbench;

	private ViewHelp(IWorkbench workbench) {
		this.workbench = workbench;
	}

	/** For the views that are open and those that will be, until the workbench ends. */
	static void install(IWorkbench workbench) {
		ViewHelp help = new ViewHelp(workbench);
		workbench.addWindowListener(help);
		for (IWorkbenchWindow window : workbench.getWorkbenchWindows())
			help.windowOpened(window);
	}

	@Override
	public void windowOpened(@Nullable IWorkbenchWindow window) {
		if (window == null)
			return;
		window.getPartService().addPartListener(this);
		for (IWorkbenchPage page : window.getPages())
			for (IViewReference view : page.getViewReferences())
				setHelp(view);
	}

	@Override
	public void partOpened(@Nullable IWorkbenchPartReference reference) {
		if (reference != null)
			setHelp(reference);
	}

	private void setHelp(IWorkbenchPartReference reference) {
		IWorkbenchPart part = reference.getPart(false);
		if (part == null || !reference.getId().startsWith(OURS))
			return;
		Composite control = part.getSite().getService(Composite.class);
		if (control != null && !control.isDisposed())
			workbench.getHelpSystem().setHelp(control, reference.getId() + SUFFIX);
	}

	@Override
	public void windowClosed(@Nullable IWorkbenchWindow window) {
		if (window != null)
			window.getPartService().removePartListener(this);
	}

	@Override
	public void windowActivated(@Nullable IWorkbenchWindow window) {
		// help does not change by that
	}

	@Override
	public void windowDeactivated(@Nullable IWorkbenchWindow window) {
		// nor by that
	}
}
