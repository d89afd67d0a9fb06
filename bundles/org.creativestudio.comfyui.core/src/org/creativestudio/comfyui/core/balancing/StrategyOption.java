// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.balancing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.eclipse.osgi.util.NLS;

/**
 * What users can set of a strategy, as its extension declares it. Values are texts, as users write them: {@code 4}, {@code 0.5},
 * {@code true}, or one of the {@link #values() values}.
 *
 * @param name         for files and the command line: letters, digits and hyphens
 * @param label        for people
 * @param description  one sentence; empty when there is none
 * @param defaultValue what holds when nothing is set; without a {@linkplain #problem(String) problem}
 * @param min          the least number that is allowed; negative infinity when there is none
 * @param max          the largest one; positive infinity when there is none
 * @param values       what can be chosen; empty unless the type is {@link Type#CHOICE}
 */
public record StrategyOption(String name, String label, String description, Type type, String defaultValue, double min, double max,
		List<Value> values) {

	/** Of which kind the values are. */
	public enum Type {
		/** A whole number. */
		INT,
		/** A number. */
		DOUBLE,
		/** {@code true} or {@code false}. */
		BOOLEAN,
		/** One of several words. */
		CHOICE;

		/** As extensions write it. */
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	/**
	 * One of several.
	 *
	 * @param word  as it is stored
	 * @param label for people
	 */
	public record Value(String word, String label) {
	}

	public StrategyOption {
		values = List.copyOf(values);
	}

	/** Why this value can't be, with what can: the end of "must be ..."; empty for one that is allowed. */
	public Optional<String> problem(String value) {
		return isAllowed(value) ? Optional.empty() : Optional.of(allowed());
	}

	private boolean isAllowed(String value) {
		return switch (type) {
		case BOOLEAN -> value.equals("true") || value.equals("false"); //$NON-NLS-1$ //$NON-NLS-2$
		case CHOICE -> values.stream().anyMatch(each -> each.word().equals(value));
		case INT -> number(value).filter(number -> number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE)
				.filter(number -> value.matches("[+-]?\\d+")).isPresent(); //$NON-NLS-1$
		case DOUBLE -> number(value).isPresent();
		};
	}

	/** Empty for what is no number between the least and the largest. */
	private Optional<Double> number(String value) {
		// Nobody needs more digits, and Java reads endless ones, "NaN", "1d" and hexadecimal ones too.
		if (value.length() > 24 || !value.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) //$NON-NLS-1$
			return Optional.empty();
		double number = Double.parseDouble(value);
		return number >= min && number <= max && !Double.isInfinite(number) ? Optional.of(number) : Optional.empty();
	}

	private String allowed() {
		return switch (type) {
		case BOOLEAN -> Messages.strategyOption_trueFalse;
		case CHOICE -> values.stream().map(Value::word).collect(Collectors.joining(", ")); //$NON-NLS-1$
		case INT -> NLS.bind(Messages.strategyOption_wholeNumber, range());
		case DOUBLE -> NLS.bind(Messages.strategyOption_number, range());
		};
	}

	private String range() {
		if (Double.isInfinite(min))
			return Double.isInfinite(max) ? "" : NLS.bind(Messages.strategyOption_most, inWords(max)); //$NON-NLS-1$
		return Double.isInfinite(max) ? NLS.bind(Messages.strategyOption_least, inWords(min))
				: NLS.bind(Messages.strategyOption_between, inWords(min), inWords(max));
	}

	private static String inWords(double number) {
		return number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number) : Double.toString(number);
	}
}
