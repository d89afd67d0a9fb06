// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outline;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.part.Page;

/** A sentence that also a narrow view shows whole, unlike the platform's MessagePage. */
final class HintPage extends Page {

	private final String text;
	private @Nullable Composite body;

	HintPage(String text) {
		this.text = text;
	}

	@Override
	public void createControl(@Nullable Composite parent) {
		body = hint(parent, text).getParent();
	}

	/** A sentence that wraps, alone in a composite of its own. */
	static Label hint(@Nullable Composite parent, String text) {
		Composite made = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().applyTo(made);
		Label label = new Label(made, SWT.WRAP);
		label.setText(text);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(label);
		return label;
	}

	@Override
	public @Nullable Control getControl() {
		return body;
	}

	@Override
	public void setFocus() {
		Composite made = body;
		if (made != null)
			made.setFocus();
	}
}
