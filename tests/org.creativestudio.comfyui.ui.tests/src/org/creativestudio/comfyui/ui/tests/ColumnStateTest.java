// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.ui.internal.kept.ColumnState;
import org.eclipse.jface.dialogs.DialogSettings;
import org.junit.jupiter.api.Test;

class ColumnStateTest {

	private final DialogSettings settings = new DialogSettings("table");

	@Test
	void comesBackAsItWas() {
		ColumnState state = new ColumnState(List.of("b", "a=1"), Map.of("a=1", 80, "b", 200), "b", true);
		state.write(settings);
		assertThat(ColumnState.read(settings)).isEqualTo(state);
		ColumnState.NONE.write(settings);
		assertThat(ColumnState.read(settings)).isEqualTo(ColumnState.NONE);
	}

	@Test
	void nothingWasKeptYet() {
		assertThat(ColumnState.read(settings)).isEqualTo(ColumnState.NONE);
	}

	@Test
	void leavesOutWhatMakesNoSense() {
		settings.put("order", IntStream.range(0, 5000).mapToObj(i -> i % 2 == 0 ? "a" : "x" + i).toArray(String[]::new));
		settings.put("widths", new String[] { "a=80", "b", "=90", "c=-5", "d=100000", "e=12345678901234567890", "f=wide", "" });
		settings.put("sort", " ");
		settings.put("descending", "perhaps");
		ColumnState read = ColumnState.read(settings);
		assertThat(read.order()).hasSizeLessThanOrEqualTo(100).contains("a").doesNotHaveDuplicates();
		assertThat(read.widths()).isEqualTo(Map.of("a", 80));
		assertThat(read.sort()).isNull();
		assertThat(read.descending()).isFalse();
	}

	@Test
	void columnsOfAnOtherVersionHaveTheirPlace() {
		ColumnState state = new ColumnState(List.of("c", "gone", "a"), Map.of(), null, false);
		assertThat(state.orderOf(List.of("a", "b", "c"))).containsExactly(2, 1, 0);
		assertThat(state.orderOf(List.of("new", "a", "b", "c"))).containsExactly(0, 3, 2, 1);
		assertThat(state.orderOf(List.of())).isEmpty();
		assertThat(ColumnState.NONE.orderOf(List.of("a", "b"))).containsExactly(0, 1);
	}
}
