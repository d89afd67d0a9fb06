// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

/**
 * Gets what a server pushes. Called on one thread at a time, in order, with no lock held; what it throws is logged and ends nothing.
 * A listener that is too slow loses previews first; when even text events pile up the connection is renewed.
 */
public interface EventListener {

	void event(ComfyEvent event);

	default void preview(Preview preview) {
	}

	/** The connection is there, for the first time or again; events between may be lost: ask queue and history. */
	default void connected() {
	}

	/** The connection is gone; a new one is tried. */
	default void disconnected(String reason) {
	}
}
