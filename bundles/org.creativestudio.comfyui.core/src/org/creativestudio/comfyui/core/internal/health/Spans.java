// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.health;

import java.time.Duration;
import java.util.Locale;

import org.eclipse.osgi.util.NLS;

/** Times in words: {@code 14 ms}, {@code 1.8 s}, {@code 90 s}, {@code 5 min}. */
final class Spans {

	private Spans() {
	}

	static String of(Duration time) {
		long millis = time.toMillis();
		if (millis < 1000)
			return millis + " ms"; //$NON-NLS-1$
		if (millis < 10_000)
			return String.format(Locale.ROOT, "%.1f s", millis / 1000.0).replace(".0 s", " s"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		return millis < 180_000 ? (millis + 500) / 1000 + " s" : NLS.bind(Messages.spans_min, millis / 60_000); //$NON-NLS-1$
	}
}
