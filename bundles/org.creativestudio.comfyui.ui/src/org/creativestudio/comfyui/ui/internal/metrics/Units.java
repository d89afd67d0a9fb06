// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.text.NumberFormat;
import java.time.Duration;

import org.creativestudio.comfyui.core.metrics.Metric.Unit;
import org.creativestudio.comfyui.ui.internal.jobs.JobTexts;
import org.eclipse.osgi.util.NLS;

/** Figures as people read them: MiB, %, ms. */
public final class Units {

	private static final double KIB = 1024;
	private static final double LONG_SECONDS = 120;

	/**
	 * What the numbers on an axis count, so that they are short and round.
	 *
	 * @param divisor of the values
	 * @param pattern a number is bound into it
	 */
	public record Scale(double divisor, String pattern) {

		/** A value that is divided already. */
		public String format(double scaled) {
			return NLS.bind(pattern, number(scaled));
		}
	}

	private Units() {
	}

	/** One value; not for {@code NaN}. */
	public static String format(Unit unit, double value) {
		if (unit == Unit.SECONDS && value >= LONG_SECONDS)
			return JobTexts.duration(Duration.ofSeconds(Math.round(value)));
		Scale scale = scale(unit, Math.abs(value));
		return scale.format(value / scale.divisor());
	}

	/** For values up to that one. */
	public static Scale scale(Unit unit, double max) {
		return switch (unit) {
		case SECONDS -> max < 1 ? new Scale(0.001, Messages.unit_milliseconds)
				: max < LONG_SECONDS ? new Scale(1, Messages.unit_seconds)
						: max < 7200 ? new Scale(60, Messages.unit_minutes) : new Scale(3600, Messages.unit_hours);
		case COUNT -> new Scale(1, Messages.unit_count);
		case BYTES -> max < KIB ? new Scale(1, Messages.unit_bytes)
				: max < KIB * KIB ? new Scale(KIB, Messages.unit_kib)
						: max < KIB * KIB * KIB ? new Scale(KIB * KIB, Messages.unit_mib) : new Scale(KIB * KIB * KIB, Messages.unit_gib);
		case RATIO -> new Scale(0.01, Messages.unit_percent);
		case CELSIUS -> new Scale(1, Messages.unit_celsius);
		case WATTS -> new Scale(1, Messages.unit_watts);
		case HERTZ -> max < 1e9 ? new Scale(1e6, Messages.unit_megahertz) : new Scale(1e9, Messages.unit_gigahertz);
		};
	}

	/** Three digits that count: 14, 1.8, 0.25. */
	private static String number(double value) {
		double size = Math.abs(value);
		NumberFormat format = NumberFormat.getNumberInstance();
		format.setMaximumFractionDigits(size >= 100 || size == Math.rint(size) ? 0 : size >= 1 ? 1 : 2);
		return format.format(value);
	}
}
