// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns that are as wide as their widest cell. */
final class Table {

	private static final String GAP = "  "; //$NON-NLS-1$

	private final List<String[]> rows = new ArrayList<>();

	Table(String... titles) {
		rows.add(titles);
	}

	void add(String... cells) {
		rows.add(cells);
	}

	void print(PrintStream out) {
		int columns = rows.get(0).length;
		int[] widths = new int[columns];
		for (String[] row : rows)
			for (int i = 0; i < columns; i++)
				widths[i] = Math.max(widths[i], row[i].codePointCount(0, row[i].length()));
		for (String[] row : rows) {
			StringBuilder line = new StringBuilder();
			for (int i = 0; i < columns; i++) {
				line.append(row[i]);
				int missing = widths[i] - row[i].codePointCount(0, row[i].length());
				if (i < columns - 1)
					line.repeat(" ", missing).append(GAP); //$NON-NLS-1$
			}
			out.println(line.toString().stripTrailing());
		}
	}
}
