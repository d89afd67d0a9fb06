// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outputs;

import org.eclipse.core.expressions.PropertyTester;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.IWorkbenchWindow;

/** Whether a window's Outputs view shows a file: property {@code file}; and another one beside which it can be: {@code several}. */
public final class OutputTester extends PropertyTester {

	static final String SEVERAL = "org.creativestudio.comfyui.ui.output.several"; //$NON-NLS-1$
	static final String PROPERTY = "org.creativestudio.comfyui.ui.output.file"; //$NON-NLS-1$

	@Override
	public boolean test(@Nullable Object receiver, @Nullable String property, Object @Nullable [] arguments,
			@Nullable Object expected) {
		return receiver instanceof IWorkbenchWindow window
				&& ("several".equals(property) ? OutputsView.canCompare(window) : OutputsView.selectedFile(window) != null); //$NON-NLS-1$
	}
}
