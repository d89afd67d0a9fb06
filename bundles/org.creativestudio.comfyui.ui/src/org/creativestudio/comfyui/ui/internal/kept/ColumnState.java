// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.kept;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IDialogSettings;

/**
 * What the user made of a table's columns, by their keys, which stay when columns come, go or get other titles.
 *
 * @param order      from left to right; empty: as they were made
 * @param widths     in pixels, of those that the user gave one
 * @param sort       of the column by which rows are sorted; null: in the order of the table itself
 * @param descending the greatest first
 */
public record ColumnState(List<String> order, Map<String, Integer> widths, @Nullable String sort, boolean descending) {

	/** As the program makes them. */
	public static final ColumnState NONE = new ColumnState(List.of(), Map.of(), null, false);

	private static final String ORDER = "order"; //$NON-NLS-1$
	private static final String WIDTHS = "widths"; //$NON-NLS-1$
	private static final String SORT = "sort"; //$NON-NLS-1$
	private static final String DESCENDING = "descending"; //$NON-NLS-1$
	private static final int MOST_COLUMNS = 100;
	private static final int LEAST_WIDTH = 10;
	private static final int MOST_WIDTH = 5000;

	public ColumnState {
		order = List.copyOf(order);
		widths = Map.copyOf(widths);
	}

	/** What {@link #write} stored; what makes no sense there is left out. */
	public static ColumnState read(IDialogSettings from) {
		Set<String> order = new LinkedHashSet<>(strings(from, ORDER));
		Map<String, Integer> widths = new LinkedHashMap<>();
		for (String text : strings(from, WIDTHS)) {
			int end = text.lastIndexOf('=');
			int width = end <= 0 ? 0 : number(text.substring(end + 1));
			if (width >= LEAST_WIDTH && width <= MOST_WIDTH)
				widths.put(text.substring(0, end), width);
		}
		String sort = from.get(SORT);
		return new ColumnState(List.copyOf(order), widths, sort == null || sort.isBlank() ? null : sort, from.getBoolean(DESCENDING));
	}

	private static List<String> strings(IDialogSettings from, String key) {
		@Nullable String @Nullable [] stored = from.getArray(key);
		if (stored == null)
			return List.of();
		List<String> strings = new ArrayList<>();
		for (String text : stored)
			if (text != null && strings.size() < MOST_COLUMNS)
				strings.add(text);
		return strings;
	}

	private static int number(String text) {
		try {
			return Integer.parseInt(text);
		} catch (NumberFormatException e) {
			return 0;
		}
	}

	public void write(IDialogSettings to) {
		to.put(ORDER, order.toArray(String[]::new));
		to.put(WIDTHS, widths.entrySet().stream().map(width -> width.getKey() + '=' + width.getValue()).toArray(String[]::new));
		String key = sort;
		to.put(SORT, key == null ? "" : key); //$NON-NLS-1$
		to.put(DESCENDING, descending);
	}

	/**
	 * The order of these columns, as numbers: those that were not there when the order was made stand where they were made.
	 *
	 * @param keys of all columns, as they were made
	 */
	public int[] orderOf(List<String> keys) {
		List<String> ordered = new ArrayList<>(order);
		ordered.retainAll(keys);
		for (int i = 0; i < keys.size(); i++)
			if (!ordered.contains(keys.get(i)))
				ordered.add(Math.min(i, ordered.size()), keys.get(i));
		return ordered.stream().mapToInt(keys::indexOf).toArray();
	}

	/** @param numbers of the columns from left to right */
	ColumnState order(List<String> keys, int[] numbers) {
		return new ColumnState(Arrays.stream(numbers).mapToObj(keys::get).toList(), widths, sort, descending);
	}

	ColumnState width(String key, int width) {
		Map<String, Integer> changed = new LinkedHashMap<>(widths);
		changed.put(key, width);
		return new ColumnState(order, changed, sort, descending);
	}

	/** Sorts by this column; upwards first, then downwards, then as the table itself does. */
	ColumnState sortNext(String key) {
		boolean now = key.equals(sort);
		return new ColumnState(order, widths, now && descending ? null : key, now && !descending);
	}
}
