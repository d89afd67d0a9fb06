// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

/** An open subscription to a server's events. */
public interface EventStream extends AutoCloseable {

	/** Whose events it gets. */
	String clientId();

	/** Whether there is a connection in this moment. Never blocks. */
	boolean isConnected();

	/** Ends it; no event is delivered after the one that is being delivered. */
	@Override
	void close();
}
