// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

/**
 * What is wanted of a server's events. A server that sends more than is accepted is read more slowly, never let flood this program.
 *
 * @param previews          whether images are wanted; otherwise they are dropped as they come
 * @param maxMessageBytes   a longer text is left out, a longer image too
 * @param messagesPerSecond so many are read in a second, fragments counted; positive
 * @param bytesPerSecond    and so much; positive
 */
public record EventOptions(boolean previews, int maxMessageBytes, int messagesPerSecond, int bytesPerSecond) {

	/** For who follows a job: far more than a real server sends. */
	public static final EventOptions ALL = new EventOptions(true, 32 << 20, 5000, 128 << 20);
	/** For who only wants to know how a server is. */
	public static final EventOptions STATUS = new EventOptions(false, 256 << 10, 250, 8 << 20);
}
