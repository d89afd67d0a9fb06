// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.doctor;

import org.eclipse.jdt.annotation.Nullable;

/**
 * One thing that was looked at.
 *
 * @param area       what it belongs to, in a word or two: "Home", "Drivers", or the name of an instance
 * @param instanceId of the instance that it is about; null when it is about none
 * @param state      how it is
 * @param message    a sentence that says what was found
 * @param advice     what to do, a sentence; empty when there is nothing to do
 */
public record Check(String area, @Nullable String instanceId, State state, String message, String advice) {

	/** From good to bad. */
	public enum State {
		OK,
		/** Something may not work as the user thinks. */
		WARNING,
		/** Something does not work. */
		ERROR
	}

	public static Check ok(String area, String message) {
		return new Check(area, null, State.OK, message, ""); //$NON-NLS-1$
	}

	public static Check warning(String area, String message, String advice) {
		return new Check(area, null, State.WARNING, message, advice);
	}

	public static Check error(String area, String message, String advice) {
		return new Check(area, null, State.ERROR, message, advice);
	}

	/** The same about an instance. */
	public Check of(String id) {
		return new Check(area, id, state, message, advice);
	}
}
