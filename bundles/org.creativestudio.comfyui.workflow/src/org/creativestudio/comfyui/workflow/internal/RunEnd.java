// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

/** Ends a run from within. */
final class RunEnd extends Exception {
	private static final long serialVersionUID = 1L;
	private final transient Outcome outcome;

	RunEnd(Outcome outcome) {
		super(outcome.toString(), null, false, false);
		this.outcome = outcome;
	}

	Outcome outcome() {
		return outcome;
	}
}
