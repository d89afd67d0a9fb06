// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.core.LaunchSettings;

/** Looks for a port that an instance can have. */
public final class PortSearch {

	static final int FIRST = LaunchSettings.LOWEST_PORT;
	static final int LAST = 65_535;

	private PortSearch() {
	}

	/**
	 * The first one from {@code from} on, else the first of those before it that need no special rights.
	 *
	 * @param taken   what is out of the question
	 * @param avoided what is only chosen where there is nothing else; asked before {@code taken}
	 * @return empty when all are taken
	 */
	public static OptionalInt first(int from, IntPredicate taken, IntPredicate avoided) {
		OptionalInt good = all(from).filter(port -> !avoided.test(port) && !taken.test(port)).findFirst();
		return good.isPresent() ? good : all(from).filter(port -> avoided.test(port) && !taken.test(port)).findFirst();
	}

	private static IntStream all(int from) {
		int first = Math.max(from, FIRST);
		return IntStream.concat(IntStream.rangeClosed(first, LAST), IntStream.range(FIRST, first));
	}
}
