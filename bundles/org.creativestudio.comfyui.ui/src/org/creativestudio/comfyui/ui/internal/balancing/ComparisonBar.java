// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import java.nio.file.Path;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;

/** What is compared, how, and by what. Wraps where there is no room. */
final class ComparisonBar extends Composite {

	private static final int HISTORY = 0;
	private static final int MOST_PLACES = 64;

	private final Combo work;
	private final Spinner places;
	private final Combo measures;
	private final Button use;
	private @Nullable Path file;

	/**
	 * @param again   compares anew
	 * @param measure shows another measure
	 * @param chosen  uses the selected strategy
	 */
	ComparisonBar(Composite parent, Runnable again, Runnable measure, Runnable chosen) {
		super(parent, SWT.NONE);
		RowLayout layout = new RowLayout();
		layout.center = true;
		layout.spacing = 12;
		setLayout(layout);
		Composite of = group(3);
		new Label(of, SWT.NONE).setText(Messages.bar_work);
		work = new Combo(of, SWT.READ_ONLY | SWT.DROP_DOWN);
		work.add(Messages.bar_history);
		work.select(HISTORY);
		work.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> again.run()));
		button(of, Messages.bar_open, Messages.bar_open_tip, () -> {
			Path opened = ask();
			if (opened != null) {
				choose(opened);
				again.run();
			}
		});
		Composite at = group(2);
		new Label(at, SWT.NONE).setText(Messages.bar_places);
		places = new Spinner(at, SWT.BORDER);
		places.setValues(1, 1, MOST_PLACES, 0, 1, 5);
		places.setToolTipText(Messages.bar_places_tip);
		Composite by = group(2);
		new Label(by, SWT.NONE).setText(Messages.bar_measure);
		measures = new Combo(by, SWT.READ_ONLY | SWT.DROP_DOWN);
		for (Measure each : Measure.values())
			measures.add(each.label());
		measures.select(Measure.MAKESPAN.ordinal());
		measures.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> measure.run()));
		Composite actions = group(2);
		button(actions, Messages.bar_again, Messages.bar_again_tip, again);
		use = button(actions, Messages.bar_use, Messages.bar_use_tip, chosen);
	}

	private Composite group(int columns) {
		Composite group = new Composite(this, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(columns).spacing(6, 0).applyTo(group);
		return group;
	}

	private static Button button(Composite parent, String text, String tip, Runnable action) {
		Button button = new Button(parent, SWT.PUSH);
		button.setText(text);
		button.setToolTipText(tip);
		button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> action.run()));
		return button;
	}

	private @Nullable Path ask() {
		FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
		dialog.setText(Messages.bar_open_title);
		dialog.setFilterExtensions(new String[] { "*.json", "*" }); //$NON-NLS-1$ //$NON-NLS-2$
		String opened = dialog.open();
		return opened == null ? null : Path.of(opened);
	}

	/** Null for what ran on this home. */
	void choose(@Nullable Path described) {
		if (described != null) {
			file = described;
			if (work.getItemCount() > HISTORY + 1)
				work.remove(HISTORY + 1);
			work.add(String.valueOf(described.getFileName()));
			work.setToolTipText(described.toString());
			requestLayout();
		}
		work.select(described == null ? HISTORY : HISTORY + 1);
	}

	@Nullable
	Path file() {
		return work.getSelectionIndex() == HISTORY ? null : file;
	}

	/** What is compared with, in words. */
	String work() {
		return work.getText();
	}

	int places() {
		return places.getSelection();
	}

	Measure measure() {
		return Measure.values()[Math.max(0, measures.getSelectionIndex())];
	}

	void enableUse(boolean enabled) {
		use.setEnabled(enabled);
	}
}
