// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What happens to new work while the active instance can't take any: it stopped, failed, or is unhealthy. */
public enum ActiveFallback {
	/** The strategy chooses among the others until it is back. */
	FALL_BACK,
	/** The work waits for it. */
	WAIT,
	/** The work fails at once. */
	FAIL;

	/** As in files and on the command line: {@code fall-back}. */
	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** The one of that {@link #word()}. */
	public static Optional<ActiveFallback> of(String word) {
		return Stream.of(values()).filter(value -> value.word().equals(word)).findFirst();
	}
}
