// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.validation.Field;
import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.fieldassist.FieldDecorationRegistry;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** One tab of the dialog: rows of a label, a control, and a line that explains it. */
final class Page {

	private static final int WIDTH = 300;

	/** A row: how its control shows a configuration and changes one. */
	private record Row(Control control, ControlDecoration mark, java.util.function.Consumer<InstanceConfiguration> show,
			BiConsumer<InstanceConfiguration.Builder, InstanceConfiguration> read) {
	}

	private final Composite body;
	private final Runnable changed;
	private final Map<Field, Row> rows = new EnumMap<>(Field.class);
	private final List<Row> plain = new ArrayList<>();

	/** @param changed is called whenever the user has changed something */
	Page(Composite parent, Runnable changed) {
		this.changed = changed;
		body = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(3).margins(12, 10).spacing(8, 3).applyTo(body);
	}

	Composite control() {
		return body;
	}

	boolean has(Field field) {
		return rows.containsKey(field);
	}

	void text(Field field, String label, String help, Function<InstanceConfiguration, String> get,
			BiConsumer<InstanceConfiguration.Builder, String> set) {
		label(label);
		Text text = new Text(body, SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(WIDTH, SWT.DEFAULT).applyTo(text);
		finish(field, text, help, get, set);
	}

	void area(Field field, String label, String help, Function<InstanceConfiguration, String> get,
			BiConsumer<InstanceConfiguration.Builder, String> set) {
		label(label);
		Text text = new Text(body, SWT.BORDER | SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL);
		GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(WIDTH, 3 * text.getLineHeight()).applyTo(text);
		finish(field, text, help, get, set);
	}

	/** @param file whether a file is chosen, else a directory */
	void path(Field field, String label, String help, boolean file, Function<InstanceConfiguration, String> get,
			BiConsumer<InstanceConfiguration.Builder, String> set) {
		label(label);
		Text text = new Text(body, SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(text);
		Button browse = new Button(body, SWT.PUSH);
		browse.setText(Messages.browse);
		browse.setToolTipText(label.replace("&", "")); //$NON-NLS-1$ //$NON-NLS-2$
		browse.addListener(SWT.Selection, event -> {
			String chosen = file ? new FileDialog(body.getShell(), SWT.OPEN).open() : directory(text.getText());
			if (chosen != null)
				text.setText(chosen);
		});
		finish(field, text, help, get, set);
	}

	private String directory(String before) {
		DirectoryDialog dialog = new DirectoryDialog(body.getShell());
		dialog.setFilterPath(before);
		return dialog.open();
	}

	private void finish(Field field, Text text, String help, Function<InstanceConfiguration, String> get,
			BiConsumer<InstanceConfiguration.Builder, String> set) {
		text.setToolTipText(help);
		text.addListener(SWT.Modify, event -> changed.run());
		help(help);
		rows.put(field, new Row(text, mark(text), configuration -> text.setText(get.apply(configuration)),
				(builder, before) -> set.accept(builder, text.getText().strip())));
	}

	/** @return the combo, for more choices that become known later */
	Combo choice(Field field, String label, String help, boolean editable, List<String> choices, Function<InstanceConfiguration, String> get,
			BiConsumer<InstanceConfiguration.Builder, String> set) {
		label(label);
		Combo combo = new Combo(body, editable ? SWT.DROP_DOWN : SWT.DROP_DOWN | SWT.READ_ONLY);
		combo.setItems(choices.toArray(String[]::new));
		combo.setToolTipText(help);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(combo);
		combo.addListener(SWT.Modify, event -> changed.run());
		help(help);
		rows.put(field, new Row(combo, mark(combo), configuration -> combo.setText(get.apply(configuration)),
				(builder, before) -> set.accept(builder, combo.getText().strip())));
		return combo;
	}

	void check(String label, String help, Function<InstanceConfiguration, Boolean> get,
			BiConsumer<InstanceConfiguration.Builder, Boolean> set) {
		new Label(body, SWT.NONE);
		Button button = new Button(body, SWT.CHECK);
		button.setText(label);
		button.setToolTipText(help);
		GridDataFactory.fillDefaults().span(2, 1).applyTo(button);
		button.addListener(SWT.Selection, event -> changed.run());
		help(help);
		plain.add(new Row(button, mark(button), configuration -> button.setSelection(get.apply(configuration)),
				(builder, before) -> set.accept(builder, button.getSelection())));
	}

	private void label(String text) {
		Label label = new Label(body, SWT.NONE);
		label.setText(text);
	}

	private void help(String text) {
		new Label(body, SWT.NONE);
		Label help = new Label(body, SWT.WRAP);
		help.setText(text);
		help.setEnabled(false);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(WIDTH, SWT.DEFAULT).applyTo(help);
		((GridData) help.getLayoutData()).verticalIndent = -1;
	}

	private static ControlDecoration mark(Control control) {
		ControlDecoration mark = new ControlDecoration(control, SWT.TOP | SWT.LEFT);
		mark.hide();
		return mark;
	}

	void show(InstanceConfiguration configuration) {
		rows.values().forEach(row -> row.show.accept(configuration));
		plain.forEach(row -> row.show.accept(configuration));
	}

	void read(InstanceConfiguration.Builder builder, InstanceConfiguration before) {
		rows.values().forEach(row -> row.read.accept(builder, before));
		plain.forEach(row -> row.read.accept(builder, before));
	}

	/** Marks a field, or takes its mark away. */
	void mark(Field field, String message, boolean error) {
		Row row = rows.get(field);
		if (row == null)
			return;
		if (message.isEmpty()) {
			row.mark.hide();
			return;
		}
		row.mark.setImage(FieldDecorationRegistry.getDefault()
				.getFieldDecoration(error ? FieldDecorationRegistry.DEC_ERROR : FieldDecorationRegistry.DEC_WARNING).getImage());
		row.mark.setDescriptionText(message);
		row.mark.show();
	}

	void enable(Field field, boolean enabled) {
		Row row = rows.get(field);
		if (row != null)
			row.control.setEnabled(enabled);
	}
}
