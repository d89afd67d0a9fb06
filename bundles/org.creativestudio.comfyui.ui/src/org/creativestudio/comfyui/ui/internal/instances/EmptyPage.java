// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Says why there are no cards and offers what helps. */
final class EmptyPage extends Composite {

	private static final int TEXT_WIDTH = 420;

	private final Button button;

	EmptyPage(Composite parent, String title, String text, String action, Runnable onAction) {
		super(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().margins(24, 24).spacing(0, 10).applyTo(this);
		Label head = new Label(this, SWT.WRAP);
		head.setText(title);
		head.setFont(JFaceResources.getHeaderFont());
		GridDataFactory.fillDefaults().grab(true, false).applyTo(head);
		if (!text.isEmpty()) {
			Label body = new Label(this, SWT.WRAP);
			body.setText(text);
			GridDataFactory.fillDefaults().grab(true, false).hint(TEXT_WIDTH, SWT.DEFAULT).applyTo(body);
		}
		button = new Button(this, SWT.PUSH);
		button.setText(action);
		button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> onAction.run()));
	}

	@Override
	public boolean setFocus() {
		return button.setFocus();
	}
}
