// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import org.creativestudio.comfyui.core.Secrets;
import org.creativestudio.comfyui.ui.internal.editor.Variables.Variable;
import org.creativestudio.comfyui.ui.internal.kept.KeptSettings;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** Asks for the name and the value of an environment variable, and whether it is a secret. What looks like one is proposed to be one. */
final class VariableDialog extends Dialog {

	private static final char DOT = '\u2022';
	private static final int CHARS = 50;

	/** What exists while the dialog is open. */
	private record Parts(Text name, Text value, Button secret, Label hint) {
	}

	private final @Nullable Variable before;
	private final Variables others;
	private final boolean secretsAvailable;
	private @Nullable Parts parts;
	private Variable variable;
	/** The user decided himself whether it is secret. */
	private boolean decided;

	/** @param before null for a new one */
	VariableDialog(Shell parent, @Nullable Variable before, Variables others, boolean secretsAvailable) {
		super(parent);
		this.before = before;
		this.others = others;
		this.secretsAvailable = secretsAvailable;
		variable = before == null ? new Variable("", "", false, false) : before; //$NON-NLS-1$ //$NON-NLS-2$
		decided = before != null;
	}

	/** What was entered. */
	Variable variable() {
		return variable;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(before == null ? Messages.variable_titleAdd : NLS.bind(Messages.variable_titleEdit, before.name()));
	}

	@Override
	protected boolean isResizable() {
		return true;
	}

	@Override
	protected IDialogSettings getDialogBoundsSettings() {
		return KeptSettings.bounds("variable"); //$NON-NLS-1$
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(12, 6).applyTo(area);
		Text name = text(area, Messages.variable_nameLabel, variable.name());
		Text value = text(area, Messages.variable_valueLabel, variable.value());
		new Label(area, SWT.NONE);
		Button secret = new Button(area, SWT.CHECK);
		secret.setText(Messages.variable_secretLabel);
		secret.setSelection(variable.secret());
		secret.setEnabled(secretsAvailable);
		new Label(area, SWT.NONE);
		Label hint = new Label(area, SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, true).hint(convertWidthInCharsToPixels(CHARS), convertHeightInCharsToPixels(2)).applyTo(hint);
		parts = new Parts(name, value, secret, hint);
		name.addListener(SWT.Modify, event -> changed());
		value.addListener(SWT.Modify, event -> changed());
		secret.addListener(SWT.Selection, event -> {
			decided = true;
			changed();
		});
		PlatformUI.getWorkbench().getHelpSystem().setHelp(area, "org.creativestudio.comfyui.ui.instance_environment"); //$NON-NLS-1$
		return area;
	}

	private Text text(Composite area, String label, String value) {
		new Label(area, SWT.NONE).setText(label);
		Text text = new Text(area, SWT.BORDER);
		text.setText(value);
		GridDataFactory.fillDefaults().grab(true, false).hint(convertWidthInCharsToPixels(CHARS), SWT.DEFAULT).applyTo(text);
		return text;
	}

	@Override
	public void create() {
		super.create();
		changed();
	}

	private void changed() {
		Parts p = parts;
		if (p == null)
			return;
		String name = p.name.getText().strip();
		if (!decided && secretsAvailable)
			p.secret.setSelection(Secrets.isSecret(name));
		boolean secret = p.secret.getSelection();
		boolean stored = secret && before != null && before.secret() && before.stored() && before.name().equals(name);
		p.value.setEchoChar(secret ? DOT : '\0');
		p.value.setMessage(stored ? Messages.variable_stored : ""); //$NON-NLS-1$
		variable = new Variable(name, p.value.getText(), secret, stored);
		boolean taken = others.find(name) != null && (before == null || !before.name().equals(name));
		boolean incomplete = secret && p.value.getText().isEmpty() && !stored;
		p.hint.setText(LegacyActionTools.escapeMnemonics(taken ? NLS.bind(Messages.variable_taken, name)
				: incomplete ? Messages.variable_valueMissing : hint(name, secret)));
		Button ok = getButton(IDialogConstants.OK_ID);
		if (ok != null)
			ok.setEnabled(!name.isEmpty() && !taken && !incomplete);
	}

	private String hint(String name, boolean secret) {
		if (!secretsAvailable)
			return Messages.variable_noStorage;
		if (secret)
			return Messages.variable_secretHint;
		return Secrets.isSecret(name) ? Messages.variable_looksSecret : Messages.variable_plainHint;
	}
}
