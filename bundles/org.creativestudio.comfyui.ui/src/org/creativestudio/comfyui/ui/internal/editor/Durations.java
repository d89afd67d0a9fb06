// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.text.NumberFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;

/** Durations as a user types and reads them. */
public final class Durations {

	private Durations() {
	}

	/** "5 minutes", "1 hour 30 minutes", "1.5 seconds"; empty for what is not positive. */
	public static String words(Duration duration) {
		if (!duration.isPositive())
			return ""; //$NON-NLS-1$
		List<String> parts = new ArrayList<>();
		add(parts, duration.toDays(), Messages.duration_day, Messages.duration_days);
		add(parts, duration.toHoursPart(), Messages.duration_hour, Messages.duration_hours);
		add(parts, duration.toMinutesPart(), Messages.duration_minute, Messages.duration_minutes);
		int millis = duration.toMillisPart();
		if (millis == 0)
			add(parts, duration.toSecondsPart(), Messages.duration_second, Messages.duration_seconds);
		else if (duration.toSeconds() == 0)
			add(parts, millis, Messages.duration_millisecond, Messages.duration_milliseconds);
		else
			parts.add(NLS.bind(Messages.duration_seconds, NumberFormat.getInstance().format(duration.toSecondsPart() + millis / 1000.0)));
		return String.join(" ", parts); //$NON-NLS-1$
	}

	private static void add(List<String> parts, long count, String one, String many) {
		if (count > 0)
			parts.add(NLS.bind(count == 1 ? one : many, Long.toString(count)));
	}

	/** Milliseconds as typed; blanks and separators of thousands may stand in them. What is no number is negative, which validation refuses. */
	public static Duration parse(String text) {
		try {
			return Duration.ofMillis(Long.parseLong(text.replaceAll("[\\s,._']", ""))); //$NON-NLS-1$ //$NON-NLS-2$
		} catch (NumberFormatException e) {
			return Duration.ofMillis(-1);
		}
	}
}
