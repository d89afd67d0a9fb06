// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** Whether an instance has only models of its own, or shares directories of models, and which. UI thread. */
final class ModelDirectories {

	private static final int ROWS = 3;

	private final Composite control;
	private final Button own;
	private final Button shared;
	private final Table list;
	private final Button add;
	private final Button remove;
	private final Runnable changed;

	ModelDirectories(Page page, Runnable changed) {
		this.changed = changed;
		control = new Composite(page.body(), SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).spacing(12, 4).applyTo(control);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(control);
		own = choice(Messages.models_own);
		shared = choice(Messages.models_shared);
		list = new Table(control, SWT.BORDER | SWT.SINGLE);
		GridDataFactory.fillDefaults().grab(true, false).hint(page.width() / 2, ROWS * list.getItemHeight()).applyTo(list);
		Composite buttons = new Composite(control, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(buttons);
		add = button(buttons, Messages.models_add, this::add);
		remove = button(buttons, Messages.models_remove, this::remove);
		list.addListener(SWT.Selection, event -> enableParts());
		list.addListener(SWT.KeyDown, event -> {
			if (event.keyCode == SWT.DEL)
				remove();
			else if (event.keyCode == SWT.INSERT)
				add();
		});
	}

	private Button choice(String text) {
		Button button = new Button(control, SWT.RADIO);
		button.setText(text);
		GridDataFactory.fillDefaults().span(2, 1).applyTo(button);
		button.addListener(SWT.Selection, event -> {
			if (!button.getSelection())
				return;
			enableParts();
			changed.run();
		});
		return button;
	}

	private static Button button(Composite parent, String text, Runnable action) {
		Button button = new Button(parent, SWT.PUSH);
		button.setText(text);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
		button.addListener(SWT.Selection, event -> action.run());
		return button;
	}

	Composite control() {
		return control;
	}

	Page.Binding binding() {
		return new Page.Binding(this::show, (builder, before) -> builder.modelDirectories(directories()), this::setEnabled);
	}

	/** A list that was typed stays in sight when it does not count for the moment. */
	private void show(InstanceConfiguration configuration) {
		List<Path> now = configuration.modelDirectories();
		if (now.isEmpty() && own.getSelection() || now.equals(directories()) && !now.isEmpty())
			return;
		own.setSelection(now.isEmpty());
		shared.setSelection(!now.isEmpty());
		list.removeAll();
		now.forEach(directory -> new TableItem(list, SWT.NONE).setText(directory.toString()));
		enableParts();
	}

	private List<Path> directories() {
		return own.getSelection() ? List.of() : new ArrayList<>(Stream.of(list.getItems()).map(item -> Path.of(item.getText())).toList());
	}

	private void setEnabled(boolean enabled) {
		own.setEnabled(enabled);
		shared.setEnabled(enabled);
		enableParts();
	}

	private void enableParts() {
		boolean enabled = shared.isEnabled() && shared.getSelection();
		list.setEnabled(enabled);
		add.setEnabled(enabled);
		remove.setEnabled(enabled && list.getSelectionIndex() >= 0);
	}

	private void add() {
		if (new DirectoryDialog(control.getShell()).open() instanceof String chosen) {
			TableItem item = new TableItem(list, SWT.NONE);
			item.setText(chosen);
			list.setSelection(item);
			enableParts();
			changed.run();
		}
	}

	private void remove() {
		int index = list.getSelectionIndex();
		if (index < 0)
			return;
		list.remove(index);
		list.setSelection(Math.min(index, list.getItemCount() - 1));
		enableParts();
		changed.run();
	}
}
