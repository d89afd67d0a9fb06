// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

/** An open subscription to a server's events. */
public interface EventStream extends AutoCloseable {

	String clientId();

	boolean isConnected();

	/** Ends it; no event is delivered after the one that is being delivered. */
	@Override
	void close();
}
