// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.creativestudio.comfyui.ui.internal.instances.CardSelection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CardSelectionTest {

	private final CardSelection selection = new CardSelection();

	@BeforeEach
	void fiveCards() {
		selection.setOrder(List.of("a", "b", "c", "d", "e"));
	}

	@Test
	void extendsFromWhereItBeganInBothDirections() {
		selection.only(2);
		selection.extend(4, false);
		assertThat(selection.selected()).containsExactly("c", "d", "e");
		selection.extend(0, false);
		assertThat(selection.selected()).containsExactly("a", "b", "c");
		assertThat(selection.focusIndex()).isZero();
	}

	@Test
	void togglesSingleCards() {
		selection.only(0);
		selection.toggle(3);
		assertThat(selection.selected()).containsExactly("a", "d");
		selection.toggle(0);
		assertThat(selection.selected()).containsExactly("d");
	}

	@Test
	void addsARangeToWhatIsSelected() {
		selection.only(0);
		selection.toggle(2);
		selection.extend(3, true);
		assertThat(selection.selected()).containsExactly("a", "c", "d");
	}

	@Test
	void followsCardsToTheirNewPlaces() {
		selection.only(1);
		assertThat(selection.setOrder(List.of("e", "d", "b", "a"))).isFalse();
		assertThat(selection.selected()).containsExactly("b");
		assertThat(selection.focusIndex()).isEqualTo(2);
	}

	@Test
	void forgetsCardsThatAreGoneAndMovesTheKeyboardToANeighbour() {
		selection.only(4);
		assertThat(selection.setOrder(List.of("a", "b"))).isTrue();
		assertThat(selection.selected()).isEmpty();
		assertThat(selection.focusIndex()).isEqualTo(1);
		selection.setOrder(List.of());
		assertThat(selection.focusIndex()).isEqualTo(-1);
	}

	@Test
	void selectsOnlyWhatIsShown() {
		selection.set(List.of("x", "d", "a"));
		assertThat(selection.selected()).containsExactly("a", "d");
		assertThat(selection.focusIndex()).isEqualTo(3);
	}
}
