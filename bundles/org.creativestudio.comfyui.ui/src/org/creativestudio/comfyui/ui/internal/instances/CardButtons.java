// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

import org.creativestudio.comfyui.ui.internal.instances.CardModel.Button;
import org.eclipse.swt.graphics.Rectangle;

/**
 * Where the buttons of a card are. When the room is short, buttons lose their text from the right, as far as needed; those that
 * still have no room are left out but for the last one, the menu with all of them.
 *
 * @param places in reading order
 */
public record CardButtons(List<Place> places) {

	/** A button, where it is in the card, and whether its text is shown. */
	public record Place(Button button, Rectangle bounds, boolean text) {
	}

	/**
	 * @param area      where they go, in coordinates of the card
	 * @param gap       between two buttons
	 * @param iconWidth of a button without text
	 * @param textWidth of a button with text
	 */
	public static CardButtons of(List<Button> buttons, Rectangle area, int gap, int iconWidth, ToIntFunction<Button> textWidth) {
		boolean[] text = new boolean[buttons.size()];
		int[] width = new int[buttons.size()];
		int total = -gap;
		for (int i = 0; i < width.length; i++) {
			text[i] = buttons.get(i).action() != CardAction.MORE;
			width[i] = text[i] ? textWidth.applyAsInt(buttons.get(i)) : iconWidth;
			total += width[i] + gap;
		}
		for (int i = width.length - 1; i >= 0 && total > area.width; i--)
			if (text[i]) {
				total -= width[i] - iconWidth;
				width[i] = iconWidth;
				text[i] = false;
			}
		List<Place> places = new ArrayList<>();
		int x = area.x;
		int last = width.length - 1;
		for (int i = 0; i <= last; i++) {
			boolean fits = i == last || x + width[i] + gap + iconWidth <= area.x + area.width;
			if (!fits)
				continue;
			places.add(new Place(buttons.get(i), new Rectangle(x, area.y, width[i], area.height), text[i]));
			x += width[i] + gap;
		}
		return new CardButtons(List.copyOf(places));
	}

	/** The button at a point of the card, or -1. */
	public int indexAt(int x, int y) {
		for (int i = 0; i < places.size(); i++)
			if (places.get(i).bounds().contains(x, y))
				return i;
		return -1;
	}
}
