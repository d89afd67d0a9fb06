// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import org.eclipse.jdt.annotation.Nullable;

/** Where the pointer is, the same for all plots: they show the same moment. UI thread only. */
final class PlotPointer {

	private final Runnable moved;
	private @Nullable PlotChart chart;
	private long moment;
	private long pressed = -1;

	/** @param moved runs after each change */
	PlotPointer(Runnable moved) {
		this.moved = moved;
	}

	/** @param over null when it is over none */
	void move(@Nullable PlotChart over, long at) {
		chart = over;
		moment = at;
		moved.run();
	}

	void press(long at) {
		pressed = at;
	}

	/** Where the button was pressed that is still held down; negative when none is. */
	long pressed() {
		return pressed;
	}

	void release() {
		pressed = -1;
		moved.run();
	}

	boolean isOver(PlotChart plot) {
		return chart == plot;
	}

	boolean isShown() {
		return chart != null;
	}

	long moment() {
		return moment;
	}
}
