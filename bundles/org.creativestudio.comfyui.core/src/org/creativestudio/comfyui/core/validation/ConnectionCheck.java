// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.validation;

/**
 * One step of a {@link ConnectionTest}.
 *
 * @param result what was found, a sentence; empty before that
 * @param advice what the user can do about it, a sentence or two; empty when there is nothing to do
 */
public record ConnectionCheck(Step step, State state, String result, String advice) {

	/** What is looked at, in this order. */
	public enum Step {
		/** Everything that validation says. */
		CONFIGURATION,
		/** Whether its port is free, or held by the instance itself. */
		PORT,
		/** Whether the name of its host is known. */
		HOST,
		/** Whether somebody accepts connections. */
		CONNECT,
		/** Whether it answers to HTTP. */
		HTTP,
		/** Whether that is a ComfyUI, and of which version. */
		COMFYUI,
		/** Whether its events can be followed. */
		WEBSOCKET,
		/** Whether its queue can be read. */
		QUEUE,
		/** On what it computes. */
		DEVICE
	}

	/** How far a step is, and how it ended. */
	public enum State {
		WAITING, RUNNING, PASSED, WARNING, FAILED,
		/** It can't be done after what came before. */
		SKIPPED, CANCELLED;

		public boolean isFinal() {
			return this != WAITING && this != RUNNING;
		}
	}
}
