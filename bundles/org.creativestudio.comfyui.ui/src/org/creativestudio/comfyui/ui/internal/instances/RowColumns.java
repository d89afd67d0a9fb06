// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Where the parts of a line of the list are. When the room is short, the less important ones are left out; what is left is where it
 * is in all other lines.
 *
 * @param places by part; a part that is not there has no room
 */
public record RowColumns(Map<Part, Place> places) {

	/** What a line shows, from left to right. */
	public enum Part {
		NAME, PILL, LOCATION, MEMORY, GPU, QUEUE, ACTIVITY
	}

	/** In pixels from the left of the line. */
	public record Place(int x, int width) {
	}

	/**
	 * Widths that follow from the fonts.
	 *
	 * @param bar a bar with its label and its text
	 * @param gap between two parts
	 */
	public record Sizes(int name, int pill, int location, int bar, int activity, int gap) {
		int of(Part part) {
			return switch (part) {
			case NAME -> name;
			case PILL -> pill;
			case LOCATION -> location;
			case MEMORY, GPU, QUEUE -> bar;
			case ACTIVITY -> activity;
			};
		}
	}

	/** First those without which a line says nothing. */
	private static final List<Part> IMPORTANCE = List.of(Part.NAME, Part.PILL, Part.QUEUE, Part.MEMORY, Part.LOCATION, Part.ACTIVITY, Part.GPU);

	/** @param width for all of them; what is left over is shared by those that hold text */
	public static RowColumns of(int left, int width, Sizes sizes) {
		List<Part> shown = new ArrayList<>();
		int used = -sizes.gap();
		for (Part part : IMPORTANCE) {
			int more = sizes.of(part) + sizes.gap();
			if (used + more > width && shown.size() > 1)
				continue;
			shown.add(part);
			used += more;
		}
		int spare = Math.max(0, width - used);
		List<Part> growing = shown.stream().filter(part -> part == Part.NAME || part == Part.LOCATION || part == Part.ACTIVITY).toList();
		Map<Part, Place> places = new EnumMap<>(Part.class);
		int x = left;
		for (Part part : Part.values())
			if (shown.contains(part)) {
				int size = sizes.of(part) + (growing.contains(part) ? spare / growing.size() : 0);
				int cut = Math.max(1, Math.min(size, left + width - x));
				places.put(part, new Place(x, cut));
				x += size + sizes.gap();
			}
		return new RowColumns(Map.copyOf(places));
	}

	/** Null when it has no room. */
	public @Nullable Place of(Part part) {
		return places.get(part);
	}
}
