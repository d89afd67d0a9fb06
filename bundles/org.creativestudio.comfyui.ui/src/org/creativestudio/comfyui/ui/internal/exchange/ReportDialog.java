// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.util.List;

import org.creativestudio.comfyui.ui.internal.kept.KeptSettings;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** What was done; can be copied. */
final class ReportDialog extends Dialog {

	private static final int CHARS = 90;
	private static final int LINES = 12;

	private final String title;
	private final String label;
	private final List<String> report;

	private ReportDialog(Shell parent, String title, String label, List<String> report) {
		super(parent);
		this.title = title;
		this.label = label;
		this.report = report;
	}

	/** Opens when what is open now, such as a wizard that finishes, has closed. UI thread. */
	static void openLater(String title, String label, List<String> report) {
		IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
		Shell parent = window == null ? null : window.getShell();
		if (parent != null)
			parent.getDisplay().asyncExec(() -> {
				if (!parent.isDisposed())
					new ReportDialog(parent, title, label, report).open();
			});
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(title);
	}

	@Override
	protected boolean isResizable() {
		return true;
	}

	@Override
	protected IDialogSettings getDialogBoundsSettings() {
		return KeptSettings.bounds("report"); //$NON-NLS-1$
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		new Label(area, SWT.NONE).setText(label);
		Text text = new Text(area, SWT.BORDER | SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL);
		text.setText(String.join("\n", report)); //$NON-NLS-1$
		GridDataFactory.fillDefaults().grab(true, true).hint(convertWidthInCharsToPixels(CHARS), LINES * text.getLineHeight()).applyTo(text);
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, IDialogConstants.CLOSE_LABEL, true);
	}
}
