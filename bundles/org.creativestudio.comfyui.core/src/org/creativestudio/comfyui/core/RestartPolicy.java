// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is done when a process ends without being asked to. How often and how fast: see {@link PendingRestart}. */
public enum RestartPolicy {
	/** It stays down. */
	NEVER,
	/** It is started again unless it ended with exit code 0. */
	ON_FAILURE,
	/** It is started again however it ended. */
	ALWAYS;

	/** The word in files and on the command line: {@code never}, {@code on-failure}, {@code always}. */
	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** The policy of that word. */
	public static Optional<RestartPolicy> of(String word) {
		return Stream.of(values()).filter(policy -> policy.word().equals(word)).findFirst();
	}
}
