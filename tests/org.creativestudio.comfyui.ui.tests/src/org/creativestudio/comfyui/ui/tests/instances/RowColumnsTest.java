// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import org.creativestudio.comfyui.ui.internal.instances.RowColumns;
import org.creativestudio.comfyui.ui.internal.instances.RowColumns.Part;
import org.creativestudio.comfyui.ui.internal.instances.RowColumns.Place;
import org.creativestudio.comfyui.ui.internal.instances.RowColumns.Sizes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowColumnsTest {

	private static final Sizes SIZES = new Sizes(120, 80, 160, 180, 130, 12);

	@ParameterizedTest
	@ValueSource(ints = { 40, 150, 230, 420, 700, 1100, 1600 })
	void keepsPartsInsideAndApart(int width) {
		RowColumns columns = RowColumns.of(12, width, SIZES);
		int free = 12;
		for (Part part : Part.values()) {
			Place place = columns.of(part);
			if (place == null)
				continue;
			assertThat(place.width()).isPositive();
			if (width >= 230) {
				assertThat(place.x()).isGreaterThanOrEqualTo(free);
				free = place.x() + place.width();
				assertThat(free).isLessThanOrEqualTo(12 + width);
			}
		}
		assertThat(columns.places()).containsKeys(Part.NAME, Part.PILL);
	}

	@Test
	void leavesOutTheLessImportantFirstAndGivesSpareRoomToTexts() {
		assertThat(RowColumns.of(0, 1200, SIZES).places()).hasSize(Part.values().length);
		assertThat(RowColumns.of(0, 420, SIZES).places()).containsOnlyKeys(Part.NAME, Part.PILL, Part.QUEUE);
		assertThat(RowColumns.of(0, 452, SIZES).of(Part.NAME)).isEqualTo(new Place(0, 120 + 452 - 404));
	}
}
