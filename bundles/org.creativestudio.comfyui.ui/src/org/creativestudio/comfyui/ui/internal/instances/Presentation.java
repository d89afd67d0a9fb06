// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

/** How instances are drawn. */
public enum Presentation {
	/** A grid of cards. */
	CARDS,
	/** One line for each. */
	LIST;

	String words() {
		return this == CARDS ? Messages.layout_cards : Messages.layout_list;
	}
}
