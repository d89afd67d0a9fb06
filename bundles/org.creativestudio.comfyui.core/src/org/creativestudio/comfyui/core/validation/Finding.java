// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.validation;

import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Something that the user should know of a configuration.
 *
 * @param severity whether it can be stored so
 * @param field    where
 * @param message  one or two sentences: what is wrong, and what to do
 * @param fix      a way to mend it at once; null where there is none
 */
public record Finding(Severity severity, Field field, String message, @Nullable Fix fix) {

	/** What follows from a finding. */
	public enum Severity {
		/** It can't be stored. */
		ERROR,
		/** It can be stored; something may not work as the user thinks. */
		WARNING
	}

	/**
	 * Mends a configuration.
	 *
	 * @param label on a button: "Use port 8193"
	 */
	public record Fix(String label, UnaryOperator<InstanceConfiguration> change) {
	}

	public boolean isError() {
		return severity == Severity.ERROR;
	}
}
