// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.doctor;

import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** The commands of the Set-Up Check view; which of them is said behind the name of the class in the contribution. */
public final class DoctorHandler extends AbstractHandler implements IExecutableExtension {

	private String action = ""; //$NON-NLS-1$

	@Override
	public void setInitializationData(@Nullable IConfigurationElement config, @Nullable String property, @Nullable Object data) {
		action = String.valueOf(data);
	}

	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage();
		if (action.equals("copy")) { //$NON-NLS-1$
			if (page.findView(StudioUi.DOCTOR_VIEW) instanceof DoctorView view)
				view.copy();
			return null;
		}
		boolean open = page.findView(StudioUi.DOCTOR_VIEW) != null;
		try {
			// One that is opened checks of its own accord.
			if (page.showView(StudioUi.DOCTOR_VIEW) instanceof DoctorView view && open)
				view.check();
		} catch (PartInitException e) {
			throw new ExecutionException(e.getMessage(), e);
		}
		return null;
	}
}
