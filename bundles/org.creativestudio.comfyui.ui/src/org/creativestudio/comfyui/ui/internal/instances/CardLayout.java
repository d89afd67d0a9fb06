// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.graphics.Rectangle;

/**
 * Where the cards of a grid are: rows of equally large cards that fill the width, in groups one below the other. Only arithmetic,
 * so that a thousand cards cost as much as ten. Coordinates are those of the content; its upper end is 0.
 *
 * @param groups     from top to bottom, none of them empty
 * @param count      number of cards
 * @param columns    at least 1
 * @param cardWidth  of each card
 * @param cardHeight of each card
 * @param gap        between cards, and around all of them
 * @param heading    height of the heading of each group; 0 for none
 */
public record CardLayout(List<Group> groups, int count, int columns, int cardWidth, int cardHeight, int gap, int heading) {

	/**
	 * Cards under one heading.
	 *
	 * @param first index of its first card
	 * @param size  number of its cards
	 * @param top   where its heading begins
	 */
	public record Group(int first, int size, int top) {
		int end() {
			return first + size;
		}
	}

	/** As many columns as fit with cards at least {@code minWidth} wide; one at least, then narrower if it must be. No headings. */
	public static CardLayout of(int width, int count, int minWidth, int cardHeight, int gap) {
		return of(width, List.of(count), minWidth, cardHeight, gap, 0);
	}

	/** @param sizes numbers of cards under the headings */
	public static CardLayout of(int width, List<Integer> sizes, int minWidth, int cardHeight, int gap, int heading) {
		int usable = Math.max(1, width - gap);
		int columns = Math.max(1, usable / (minWidth + gap));
		int cardWidth = Math.max(1, usable / columns - gap);
		List<Group> groups = new ArrayList<>();
		int count = 0;
		int top = gap;
		for (int size : sizes)
			if (size > 0) {
				groups.add(new Group(count, size, top));
				count += size;
				top += heading + (size + columns - 1) / columns * (cardHeight + gap);
			}
		return new CardLayout(List.copyOf(groups), count, columns, cardWidth, cardHeight, gap, heading);
	}

	/** Height of all cards together with the gaps around them. */
	public int contentHeight() {
		if (groups.isEmpty())
			return 0;
		Group last = groups.getLast();
		return cardsTop(last) + rows(last) * rowHeight();
	}

	public int rowHeight() {
		return cardHeight + gap;
	}

	private int rows(Group group) {
		return (group.size() + columns - 1) / columns;
	}

	private int cardsTop(Group group) {
		return group.top() + heading;
	}

	public Rectangle bounds(int index) {
		Group group = groupOf(index);
		int column = (index - group.first()) % columns;
		int row = (index - group.first()) / columns;
		return new Rectangle(gap + column * (cardWidth + gap), cardsTop(group) + row * rowHeight(), cardWidth, cardHeight);
	}

	/** Where the heading of a group is. */
	public Rectangle headingBounds(Group group) {
		return new Rectangle(gap, group.top(), columns * (cardWidth + gap) - gap, heading);
	}

	/** The card at a point, or -1 for a gap or a heading. */
	public int indexAt(int x, int y) {
		if (x < gap || y < gap || groups.isEmpty())
			return -1;
		Group group = groups.get(groupAt(y));
		int below = y - cardsTop(group);
		int column = (x - gap) / (cardWidth + gap);
		if (below < 0 || column >= columns)
			return -1;
		int index = group.first() + below / rowHeight() * columns + column;
		return index < group.end() && bounds(index).contains(x, y) ? index : -1;
	}

	/** The first card that is at least partly in a stretch of the content. */
	public int firstIn(int top) {
		if (groups.isEmpty())
			return 0;
		Group group = groups.get(groupAt(top));
		return Math.min(group.end(), group.first() + Math.max(0, (top - cardsTop(group)) / rowHeight()) * columns);
	}

	/** One after the last card that is at least partly in a stretch of the content. */
	public int endIn(int bottom) {
		if (groups.isEmpty() || bottom <= gap)
			return 0;
		Group group = groups.get(groupAt(bottom - 1));
		int inside = bottom - cardsTop(group);
		return inside <= 0 ? group.first() : Math.min(group.end(), group.first() + ((inside - 1) / rowHeight() + 1) * columns);
	}

	/** The groups whose headings may be in a stretch of the content. */
	public List<Group> groupsIn(int top, int bottom) {
		return groups.isEmpty() ? groups : groups.subList(groupAt(top), groupAt(Math.max(top, bottom - 1)) + 1);
	}

	/** The card above, in the group before where it must be; -1 for none. */
	public int above(int index) {
		Group group = groupOf(index);
		if (index - columns >= group.first())
			return index - columns;
		int before = groups.indexOf(group) - 1;
		if (before < 0)
			return -1;
		Group last = groups.get(before);
		int lastRow = last.first() + (last.size() - 1) / columns * columns;
		return Math.min(lastRow + (index - group.first()) % columns, last.end() - 1);
	}

	/** The card below, in the group after where it must be; -1 for none. Where a row is short, its last card. */
	public int below(int index) {
		Group group = groupOf(index);
		int row = (index - group.first()) / columns;
		if (row < rows(group) - 1)
			return Math.min(index + columns, group.end() - 1);
		int after = groups.indexOf(group) + 1;
		if (after == groups.size())
			return -1;
		Group next = groups.get(after);
		return Math.min(next.first() + (index - group.first()) % columns, next.end() - 1);
	}

	/** The content's position that brings a card into a window of the given height with the least movement; a first one with its heading. */
	public int reveal(int index, int top, int height) {
		Rectangle card = bounds(index);
		Group group = groupOf(index);
		int upper = index - group.first() < columns ? card.y - heading : card.y;
		if (upper - gap < top || card.height + 2 * gap > height)
			return Math.max(0, upper - gap);
		return Math.max(top, card.y + card.height + gap - height);
	}

	/** The group with a card. */
	public Group groupOf(int index) {
		int low = 0;
		int high = groups.size() - 1;
		while (low < high) {
			int middle = (low + high + 1) >>> 1;
			if (groups.get(middle).first() <= index)
				low = middle;
			else
				high = middle - 1;
		}
		return groups.get(low);
	}

	/** The position of the last group that begins at or above a place. */
	private int groupAt(int y) {
		int low = 0;
		int high = groups.size() - 1;
		while (low < high) {
			int middle = (low + high + 1) >>> 1;
			if (groups.get(middle).top() <= y)
				low = middle;
			else
				high = middle - 1;
		}
		return low;
	}
}
