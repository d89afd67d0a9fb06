// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.creativestudio.comfyui.ui.internal.instances.CardLayout;
import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardLayoutTest {

	private static final int MIN = 280;
	private static final int HEIGHT = 160;
	private static final int GAP = 10;

	@ParameterizedTest
	@CsvSource({ "0,1", "200,1", "500,1", "590,2", "589,1", "900,3", "1400,4" })
	void hasAsManyColumnsAsFit(int width, int columns) {
		assertThat(CardLayout.of(width, 10, MIN, HEIGHT, GAP).columns()).isEqualTo(columns);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 500, 640, 900, 1283, 2560 })
	void keepsCardsInsideAndApart(int width) {
		CardLayout layout = CardLayout.of(width, 23, MIN, HEIGHT, GAP);
		for (int i = 0; i < 23; i++) {
			Rectangle card = layout.bounds(i);
			assertThat(card.x).isGreaterThanOrEqualTo(GAP);
			assertThat(card.x + card.width).isLessThanOrEqualTo(width - GAP);
			assertThat(card.y + card.height).isLessThanOrEqualTo(layout.contentHeight() - GAP);
			for (int j = 0; j < i; j++)
				assertThat(card.intersects(layout.bounds(j))).isFalse();
		}
	}

	@Test
	void findsTheCardAtAPointAndNoneInGaps() {
		CardLayout layout = CardLayout.of(900, 5, MIN, HEIGHT, GAP);
		for (int i = 0; i < 5; i++) {
			Rectangle card = layout.bounds(i);
			assertThat(layout.indexAt(card.x, card.y)).isEqualTo(i);
			assertThat(layout.indexAt(card.x + card.width - 1, card.y + card.height - 1)).isEqualTo(i);
			assertThat(layout.indexAt(card.x - 1, card.y)).isEqualTo(-1);
			assertThat(layout.indexAt(card.x, card.y + card.height)).isEqualTo(-1);
		}
		Rectangle last = layout.bounds(4);
		assertThat(layout.indexAt(last.x + last.width + GAP + 5, last.y + 5)).isEqualTo(-1);
		assertThat(layout.indexAt(5, 5_000)).isEqualTo(-1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 9, 10, 169, 170, 171, 400, 5_000, 56_000 })
	void namesExactlyTheCardsInSight(int top) {
		CardLayout layout = CardLayout.of(900, 1_000, MIN, HEIGHT, GAP);
		int bottom = top + 600;
		for (int i = 0; i < 1_000; i++) {
			Rectangle card = layout.bounds(i);
			boolean inSight = card.y < bottom && card.y + card.height > top;
			if (inSight)
				assertThat(i).isBetween(layout.firstIn(top), layout.endIn(bottom) - 1);
		}
		assertThat(layout.endIn(bottom) - layout.firstIn(top)).isLessThanOrEqualTo(3 * 6);
	}

	@Test
	void scrollsNoFurtherThanNeededToReveal() {
		CardLayout layout = CardLayout.of(300, 10, MIN, HEIGHT, GAP);
		assertThat(layout.reveal(0, 500, 600)).isZero();
		assertThat(layout.reveal(2, 300, 600)).isEqualTo(300);
		Rectangle card = layout.bounds(5);
		assertThat(layout.reveal(5, 0, 600)).isEqualTo(card.y + card.height + GAP - 600);
		assertThat(layout.reveal(5, 0, 100)).isEqualTo(card.y - GAP);
	}

	@Test
	void isEmptyWithoutCards() {
		CardLayout layout = CardLayout.of(900, 0, MIN, HEIGHT, GAP);
		assertThat(layout.contentHeight()).isZero();
		assertThat(layout.endIn(1_000)).isZero();
		assertThat(layout.indexAt(50, 50)).isEqualTo(-1);
	}

	@Test
	void putsEachGroupBelowItsHeading() {
		CardLayout layout = CardLayout.of(900, List.of(4, 1, 2), MIN, HEIGHT, GAP, 30);
		assertThat(layout.columns()).isEqualTo(3);
		assertThat(layout.bounds(0).y).isEqualTo(GAP + 30);
		assertThat(layout.bounds(3)).isEqualTo(new Rectangle(GAP, GAP + 30 + HEIGHT + GAP, layout.cardWidth(), HEIGHT));
		CardLayout.Group second = layout.groups().get(1);
		assertThat(second.top()).isEqualTo(layout.bounds(3).y + HEIGHT + GAP);
		assertThat(layout.bounds(4)).isEqualTo(new Rectangle(GAP, second.top() + 30, layout.cardWidth(), HEIGHT));
		assertThat(layout.contentHeight()).isEqualTo(layout.bounds(6).y + HEIGHT + GAP);
		Rectangle heading = layout.headingBounds(second);
		assertThat(layout.indexAt(heading.x + 5, heading.y + 5)).isEqualTo(-1);
		assertThat(layout.indexAt(layout.bounds(4).x, layout.bounds(4).y)).isEqualTo(4);
	}

	@Test
	void namesTheCardsInSightInGroups() {
		CardLayout layout = CardLayout.of(900, List.of(100, 1, 7, 50, 3), MIN, HEIGHT, GAP, 30);
		for (int top = 0; top < layout.contentHeight(); top += 7)
			for (int i = 0; i < layout.count(); i++) {
				Rectangle card = layout.bounds(i);
				if (card.y < top + 600 && card.y + card.height > top)
					assertThat(i).as("at " + top).isBetween(layout.firstIn(top), layout.endIn(top + 600) - 1);
			}
	}

	@Test
	void goesUpAndDownThroughGroups() {
		CardLayout layout = CardLayout.of(900, List.of(4, 1, 5), MIN, HEIGHT, GAP, 30);
		assertThat(layout.below(1)).isEqualTo(3);
		assertThat(layout.below(3)).isEqualTo(4);
		assertThat(layout.below(4)).isEqualTo(5);
		assertThat(layout.below(7)).isEqualTo(9);
		assertThat(layout.below(8)).isEqualTo(-1);
		assertThat(layout.above(9)).isEqualTo(6);
		assertThat(layout.above(7)).isEqualTo(4);
		assertThat(layout.above(4)).isEqualTo(3);
		assertThat(layout.above(1)).isEqualTo(-1);
	}
}
