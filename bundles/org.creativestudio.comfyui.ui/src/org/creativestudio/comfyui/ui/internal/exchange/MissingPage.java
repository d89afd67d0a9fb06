// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import org.creativestudio.comfyui.ui.internal.run.Needed;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;

/** Says that a part of the program is not there. */
final class MissingPage extends WizardPage {

	MissingPage(String title) {
		super("missing", title, null); //$NON-NLS-1$
		setErrorMessage(Needed.missing());
		setPageComplete(false);
	}

	@Override
	public void createControl(@Nullable Composite parent) {
		setControl(new Composite(parent, SWT.NONE));
	}
}
