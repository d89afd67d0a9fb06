// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.ui.internal.editor.Variables.Variable;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/**
 * The environment variables in a table. Insert adds, Enter edits, Delete removes, Space marks as secret, Ctrl+V takes a JSON object
 * or lines {@code KEY=value}. UI thread.
 */
final class EnvironmentTable {

	private static final int ROWS = 5;
	private static final int MAX_PASTED = 256 * 1024;

	private final Table table;
	private final Composite buttons;
	private final Button edit;
	private final Button remove;
	private final boolean secretsAvailable;
	private final Runnable changed;
	private Variables variables = Variables.NONE;

	/** Makes the table and, in the next cell, its buttons. */
	EnvironmentTable(Page page, boolean secretsAvailable, Runnable changed) {
		this.secretsAvailable = secretsAvailable;
		this.changed = changed;
		table = new Table(page.body(), SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
		table.setHeaderVisible(true);
		table.setLinesVisible(true);
		int width = page.width();
		for (String title : new String[] { Messages.variable_name, Messages.variable_value, Messages.variable_secret })
			new TableColumn(table, SWT.LEFT).setText(title);
		GridDataFactory.fillDefaults().grab(true, false).hint(width, ROWS * table.getItemHeight() + table.getHeaderHeight()).applyTo(table);
		table.addListener(SWT.Resize, event -> fit());
		buttons = new Composite(page.body(), SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(buttons);
		GridDataFactory.fillDefaults().applyTo(buttons);
		button(Messages.variable_add, this::add);
		edit = button(Messages.variable_edit, this::edit);
		remove = button(Messages.variable_remove, this::remove);
		button(Messages.variable_paste, this::paste);
		table.addListener(SWT.Selection, event -> enableButtons());
		table.addListener(SWT.DefaultSelection, event -> edit());
		table.addListener(SWT.KeyDown, this::key);
		fit();
	}

	private void fit() {
		int secret = new PixelConverter(table).convertWidthInCharsToPixels(10);
		int rest = Math.max(table.getClientArea().width - secret, secret * 3);
		table.getColumn(0).setWidth(rest * 11 / 20);
		table.getColumn(1).setWidth(rest - rest * 11 / 20);
		table.getColumn(2).setWidth(secret);
	}

	private Button button(String text, Runnable action) {
		Button button = new Button(buttons, SWT.PUSH);
		button.setText(text);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
		button.addListener(SWT.Selection, event -> action.run());
		return button;
	}

	private void key(Event event) {
		switch (event.keyCode) {
		case SWT.INSERT -> add();
		case SWT.DEL -> remove();
		case ' ' -> toggleSecret();
		case 'v' -> {
			if ((event.stateMask & SWT.MOD1) != 0)
				paste();
		}
		default -> {
			return;
		}
		}
		if (event.keyCode == ' ')
			event.doit = false;
	}

	Page.Binding binding() {
		return new Page.Binding(this::show, (builder, before) -> {
			builder.environment(variables.environment()).secrets(variables.secrets());
			builder.confirmedVariables(before.confirmedVariables().stream().filter(name -> variables.find(name) != null).toList());
		}, this::setEnabled);
	}

	Table table() {
		return table;
	}

	Variables variables() {
		return variables;
	}

	private void setEnabled(boolean enabled) {
		table.setEnabled(enabled);
		for (Control button : buttons.getChildren())
			button.setEnabled(enabled);
		if (enabled)
			enableButtons();
	}

	private void enableButtons() {
		boolean selected = table.isEnabled() && table.getSelectionIndex() >= 0;
		edit.setEnabled(selected);
		remove.setEnabled(selected);
	}

	private void show(InstanceConfiguration configuration) {
		show(variables.shown(configuration), null);
	}

	private void show(Variables now, @Nullable String select) {
		variables = now;
		int index = table.getSelectionIndex();
		table.removeAll();
		for (Variable variable : now.all()) {
			TableItem item = new TableItem(table, SWT.NONE);
			item.setText(new String[] { variable.name(), variable.shown(), variable.secret() ? Messages.variable_yes : "" }); //$NON-NLS-1$
			if (variable.name().equals(select))
				index = table.getItemCount() - 1;
		}
		if (index >= 0 && table.getItemCount() > 0)
			table.setSelection(Math.min(index, table.getItemCount() - 1));
		enableButtons();
	}

	private void change(Variables now, @Nullable String select) {
		show(now, select);
		changed.run();
	}

	private @Nullable Variable selected() {
		int index = table.getSelectionIndex();
		return index < 0 || index >= variables.all().size() ? null : variables.all().get(index);
	}

	private void add() {
		VariableDialog dialog = new VariableDialog(table.getShell(), null, variables, secretsAvailable);
		if (dialog.open() == Window.OK)
			change(variables.with(dialog.variable()), dialog.variable().name());
	}

	private void edit() {
		Variable before = selected();
		if (before == null)
			return;
		VariableDialog dialog = new VariableDialog(table.getShell(), before, variables, secretsAvailable);
		if (dialog.open() != Window.OK)
			return;
		Variable after = dialog.variable();
		change((before.name().equals(after.name()) ? variables : variables.without(before.name())).with(after), after.name());
	}

	private void remove() {
		Variable selected = selected();
		if (selected != null)
			change(variables.without(selected.name()), null);
	}

	/** A secret whose value is in secure storage already can only become public by typing it. */
	private void toggleSecret() {
		Variable before = selected();
		if (before == null || !secretsAvailable)
			return;
		if (before.secret() && before.value().isEmpty())
			edit();
		else
			change(variables.with(new Variable(before.name(), before.value(), !before.secret(), false)), before.name());
	}

	private void paste() {
		Clipboard clipboard = new Clipboard(table.getDisplay());
		try {
			if (!(clipboard.getContents(TextTransfer.getInstance()) instanceof String text))
				return;
			Map<String, String> pasted = text.length() > MAX_PASTED ? Map.of() : EnvironmentText.parse(text);
			if (pasted.isEmpty())
				MessageDialog.openInformation(table.getShell(), Messages.variable_paste,
						NLS.bind(Messages.variable_nothing, Integer.toString(MAX_PASTED / 1024)));
			else {
				change(variables.pasted(pasted, secretsAvailable), pasted.keySet().iterator().next());
				int left = Variables.leftOut(pasted);
				if (left > 0)
					MessageDialog.openInformation(table.getShell(), Messages.variable_paste,
							NLS.bind(Messages.variable_leftOut, pasted.size() - left, left));
			}
		} finally {
			clipboard.dispose();
		}
	}
}
