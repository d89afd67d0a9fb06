// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.kept;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Item;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;

/**
 * Gives the columns of a table or a tree the order, the widths and the sorting that the user gave them the last time, and keeps what he changes.
 * UI thread only.
 */
public final class KeptColumns {

	/** What a table and a tree have in common here. */
	private interface Columned {

		/** As they were made. */
		Item[] columns();

		int[] order();

		void order(int[] numbers);

		void makeMoveable(Item column);

		int width(Item column);

		void width(Item column, int pixels);
	}

	private final Columned table;
	private final IDialogSettings settings;
	private final List<String> keys = new ArrayList<>();
	private ColumnState state;

	/** @param id of the table, which stays */
	public KeptColumns(Table table, String id) {
		this(new OfTable(table), id);
	}

	/** @param id of the tree, which stays and is that of no table */
	public KeptColumns(Tree tree, String id) {
		this(new OfTree(tree), id);
	}

	private KeptColumns(Columned table, String id) {
		this.table = table;
		settings = KeptSettings.section("table." + id); //$NON-NLS-1$
		state = ColumnState.read(settings);
	}

	/**
	 * Keeps also this column, which is the newest.
	 *
	 * @param key of the column, which stays
	 */
	public void add(TableColumn column, String key) {
		addNewest(column, key);
	}

	private void addNewest(Item column, String key) {
		keys.add(key);
		table.makeMoveable(column);
		if (keys.size() == table.columns().length)
			table.order(state.orderOf(keys));
		column.addListener(SWT.Move, event -> moved());
	}

	/** Keeps all columns of a table whose widths nobody shares out again; their keys are their numbers. */
	public void addAll() {
		for (Item column : table.columns()) {
			String key = Integer.toString(keys.size());
			addNewest(column, key);
			Integer width = width(key);
			if (width != null)
				table.width(column, width);
			int made = table.width(column);
			column.addListener(SWT.Resize, event -> {
				boolean given = table.width(column) != made || width(key) != null;
				if (given && !isStretched(keys.indexOf(key), table.order()))
					keep(state.width(key, table.width(column)));
			});
		}
	}

	/** GTK gives what is left over to the column that was made last, and to the one that stands last. */
	public static boolean isStretched(int number, int[] order) {
		return "gtk".equals(SWT.getPlatform()) && (number == order.length - 1 || order[order.length - 1] == number); //$NON-NLS-1$
	}

	private void moved() {
		int[] order = table.order();
		if (order.length == keys.size() && !Arrays.equals(order, state.orderOf(keys)))
			keep(state.order(keys, order));
	}

	/** The user gave the column its width. */
	public void resized(TableColumn column) {
		keep(state.width(keys.get(column.getParent().indexOf(column)), column.getWidth()));
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

	private record OfTable(Table table) implements Columned {

		@Override
		public Item[] columns() {
			return table.getColumns();
		}

		@Override
		public int[] order() {
			return table.getColumnOrder();
		}

		@Override
		public void order(int[] numbers) {
			table.setColumnOrder(numbers);
		}

		@Override
		public void makeMoveable(Item column) {
			((TableColumn) column).setMoveable(true);
		}

		@Override
		public int width(Item column) {
			return ((TableColumn) column).getWidth();
		}

		@Override
		public void width(Item column, int pixels) {
			((TableColumn) column).setWidth(pixels);
		}
	}

	private record OfTree(Tree tree) implements Columned {

		@Override
		public Item[] columns() {
			return tree.getColumns();
		}

		@Override
		public int[] order() {
			return tree.getColumnOrder();
		}

		@Override
		public void order(int[] numbers) {
			tree.setColumnOrder(numbers);
		}

		@Override
		public void makeMoveable(Item column) {
			((TreeColumn) column).setMoveable(true);
		}

		@Override
		public int width(Item column) {
			return ((TreeColumn) column).getWidth();
		}

		@Override
		public void width(Item column, int pixels) {
			((TreeColumn) column).setWidth(pixels);
		}
	}
}
