// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.eclipse.swt.graphics.Rectangle;

/**
 * Where the cards of a grid are: rows of equally large cards that fill the width. Only arithmetic, so that a thousand cards cost
 * as much as ten. Coordinates are those of the content; its upper end is 0.
 *
 * @param count      number of cards
 * @param columns    at least 1
 * @param cardWidth  of each card
 * @param cardHeight of each card
 * @param gap        between cards, and around all of them
 */
public record CardLayout(int count, int columns, int cardWidth, int cardHeight, int gap) {

	/** As many columns as fit with cards at least {@code minWidth} wide; one at least, then narrower if it must be. */
	public static CardLayout of(int width, int count, int minWidth, int cardHeight, int gap) {
		int usable = Math.max(1, width - gap);
		int columns = Math.max(1, usable / (minWidth + gap));
		int cardWidth = Math.max(1, usable / columns - gap);
		return new CardLayout(count, columns, cardWidth, cardHeight, gap);
	}

	public int rows() {
		return (count + columns - 1) / columns;
	}

	/** Height of all cards together with the gaps around them. */
	public int contentHeight() {
		return count == 0 ? 0 : gap + rows() * rowHeight();
	}

	public int rowHeight() {
		return cardHeight + gap;
	}

	public Rectangle bounds(int index) {
		int column = index % columns;
		int row = index / columns;
		return new Rectangle(gap + column * (cardWidth + gap), gap + row * rowHeight(), cardWidth, cardHeight);
	}

	/** The card at a point, or -1 for a gap. */
	public int indexAt(int x, int y) {
		if (x < gap || y < gap)
			return -1;
		int column = (x - gap) / (cardWidth + gap);
		int index = (y - gap) / rowHeight() * columns + column;
		return column < columns && index < count && bounds(index).contains(x, y) ? index : -1;
	}

	/** The first card that is at least partly in a stretch of the content. */
	public int firstIn(int top) {
		return Math.min(count, Math.max(0, (top - gap) / rowHeight()) * columns);
	}

	/** One after the last card that is at least partly in a stretch of the content. */
	public int endIn(int bottom) {
		return bottom <= gap ? 0 : Math.min(count, ((bottom - gap - 1) / rowHeight() + 1) * columns);
	}

	/** The content's position that brings a card into a window of the given height with the least movement. */
	public int reveal(int index, int top, int height) {
		Rectangle card = bounds(index);
		if (card.y - gap < top || card.height + 2 * gap > height)
			return Math.max(0, card.y - gap);
		return Math.max(top, card.y + card.height + gap - height);
	}
}
