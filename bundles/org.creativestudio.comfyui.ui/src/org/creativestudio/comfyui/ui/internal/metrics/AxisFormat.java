// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.text.DecimalFormat;
import java.text.FieldPosition;
import java.text.ParsePosition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleFunction;

import org.eclipse.jdt.annotation.Nullable;

/** Writes the numbers of an axis in any words. The chart reads them back to see whether they say enough, so it remembers them. */
final class AxisFormat extends DecimalFormat {

	private static final long serialVersionUID = 1L;
	private static final int REMEMBERED = 200;

	private final transient DoubleFunction<String> words;
	private final transient Map<String, Double> written = new LinkedHashMap<>() {
		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
			return size() > REMEMBERED;
		}
	};

	AxisFormat(DoubleFunction<String> words) {
		this.words = words;
	}

	@Override
	public StringBuffer format(double number, @Nullable StringBuffer target, @Nullable FieldPosition position) {
		String text = words.apply(number);
		written.put(text, number);
		return (target == null ? new StringBuffer() : target).append(text);
	}

	@Override
	public @Nullable Number parse(@Nullable String text, @Nullable ParsePosition position) {
		Double number = written.get(text);
		if (number != null && text != null && position != null)
			position.setIndex(text.length());
		return number;
	}
}
