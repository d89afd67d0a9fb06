// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as users write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 7d}. */
final class Times {

	private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)"); //$NON-NLS-1$

	private Times() {
	}

	/** Empty for what is none. */
	static Optional<Duration> parse(String text) {
		Matcher matcher = TIME.matcher(text);
		if (!matcher.matches())
			return Optional.empty();
		long number = Long.parseLong(matcher.group(1));
		return Optional.of(switch (matcher.group(2)) {
		case "ms" -> Duration.ofMillis(number); //$NON-NLS-1$
		case "s" -> Duration.ofSeconds(number); //$NON-NLS-1$
		case "m" -> Duration.ofMinutes(number); //$NON-NLS-1$
		case "h" -> Duration.ofHours(number); //$NON-NLS-1$
		default -> Duration.ofDays(number);
		});
	}

	static String text(Duration time) {
		long millis = time.toMillis();
		return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms"; //$NON-NLS-1$ //$NON-NLS-2$
	}
}
