// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.kept;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;

/**
 * Gives the columns of a table the order, the widths and the sorting that the user gave them the last time, and keeps what he changes.
 * UI thread only.
 */
public final class KeptColumns {

	private final Table table;
	private final IDialogSettings settings;
	private final List<String> keys = new ArrayList<>();
	private ColumnState state;

	/** @param id of the table, which stays */
	public KeptColumns(Table table, String id) {
		this(table, KeptSettings.section("table." + id)); //$NON-NLS-1$
	}

	KeptColumns(Table table, IDialogSettings settings) {
		this.table = table;
		this.settings = settings;
		state = ColumnState.read(settings);
	}

	/**
	 * Keeps also this column, which is the newest.
	 *
	 * @param key of the column, which stays
	 */
	public void add(TableColumn column, String key) {
		keys.add(key);
		column.setMoveable(true);
		if (keys.size() == table.getColumnCount())
			table.setColumnOrder(state.orderOf(keys));
		column.addListener(SWT.Move, event -> moved());
	}

	/** Keeps all columns of a table whose widths nobody shares out again; their keys are their numbers. */
	public void addAll() {
		for (TableColumn column : table.getColumns()) {
			String key = Integer.toString(keys.size());
			add(column, key);
			Integer width = width(key);
			if (width != null)
				column.setWidth(width);
			int made = column.getWidth();
			column.addListener(SWT.Resize, event -> {
				if (column.getWidth() != made || width(key) != null)
					resized(column);
			});
		}
	}

	private void moved() {
		int[] order = table.getColumnOrder();
		if (order.length == keys.size() && !Arrays.equals(order, state.orderOf(keys)))
			keep(state.order(keys, order));
	}

	/** The user gave the column its width. */
	public void resized(TableColumn column) {
		keep(state.width(keys.get(table.indexOf(column)), column.getWidth()));
	}

	/** What the user gave the column; null: none. */
	public @Nullable Integer width(String key) {
		return state.widths().get(key);
	}

	/** By which rows are sorted; null: in the order of the table itself. */
	public @Nullable String sort() {
		return state.sort();
	}

	public boolean descending() {
		return state.descending();
	}

	/** Sorts by this column; upwards first, then downwards, then as the table itself does. */
	public void sortNext(String key) {
		keep(state.sortNext(key));
	}

	private void keep(ColumnState changed) {
		if (changed.equals(state))
			return;
		state = changed;
		changed.write(settings);
	}
}
