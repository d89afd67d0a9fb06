// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

/**
 * Gets what a server pushes. Called on one thread at a time, in order, with no lock held; what it throws is logged and ends nothing.
 * A listener that is too slow loses previews first; when even text events pile up the connection is renewed.
 */
public interface EventListener {

	/** A text event, whoever's prompt it is about. */
	void event(ComfyEvent event);

	/** An image of a node that runs. */
	default void preview(Preview preview) {
	}

	/** The connection is there, for the first time or again; events between may be lost: ask queue and history. */
	default void connected() {
	}

	/**
	 * The connection is gone, or could not be had; a new one is tried.
	 *
	 * @param reason for the user, without a full stop
	 */
	default void disconnected(String reason) {
	}
}
