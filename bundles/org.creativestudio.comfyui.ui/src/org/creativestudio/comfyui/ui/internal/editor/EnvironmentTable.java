// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.ui.internal.editor.Variables.Variable;
import org.creativestudio.comfyui.ui.internal.tables.RowTable;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
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

/**
 * The environment variables in a table. Insert adds, Enter edits, Delete removes, Space marks as secret, Ctrl+V takes a JSON object
 * or lines {@code KEY=value}. UI thread.
 */
final class EnvironmentTable {

	private static final int ROWS = 5;
	private static final int MAX_PASTED = 256 * 1024;

	private final TableViewer viewer;
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
		Composite room = new Composite(page.body(), SWT.NONE);
		RowTable<Variable> rows = new RowTable<>(room, SWT.BORDER | SWT.SINGLE, "environment", Variable.class, Variable::toString); //$NON-NLS-1$
		viewer = rows.viewer();
		table = viewer.getTable();
		int chars = new PixelConverter(table).convertWidthInCharsToPixels(1);
		rows.column("name", Messages.variable_name, 11, 15 * chars, Variable::name); //$NON-NLS-1$
		rows.column("value", Messages.variable_value, 9, 12 * chars, Variable::shown); //$NON-NLS-1$
		rows.column("secret", Messages.variable_secret, 3, 10 * chars, variable -> variable.secret() ? Messages.variable_yes : ""); //$NON-NLS-1$ //$NON-NLS-2$
		GridDataFactory.fillDefaults().grab(true, false).hint(page.width(), ROWS * table.getItemHeight() + table.getHeaderHeight()).applyTo(room);
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
		boolean selected = table.isEnabled() && selected() != null;
		edit.setEnabled(selected);
		remove.setEnabled(selected);
	}

	private void show(InstanceConfiguration configuration) {
		show(variables.shown(configuration), null);
	}

	private void show(Variables now, @Nullable String select) {
		Variable before = selected();
		int index = table.getSelectionIndex();
		variables = now;
		viewer.setInput(now.all());
		String name = select != null || before == null ? select : before.name();
		Variable chosen = name == null ? null : now.find(name);
		if (chosen != null)
			viewer.setSelection(new StructuredSelection(chosen), true);
		else if (index >= 0 && table.getItemCount() > 0) // the one that stands where the removed one stood
			table.setSelection(Math.min(index, table.getItemCount() - 1));
		enableButtons();
	}

	private void change(Variables now, @Nullable String select) {
		show(now, select);
		changed.run();
	}

	private @Nullable Variable selected() {
		return viewer.getStructuredSelection().getFirstElement() instanceof Variable variable ? variable : null;
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
