// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.balancing;

import java.util.Map;

/**
 * What users set of a strategy: a value for each option that its extension declares, the default where users set nothing. When the
 * program asks, all values are allowed ones; who asks a strategy by himself may leave them out.
 *
 * @param values by the option's name
 */
public record StrategyOptions(Map<String, String> values) {

	/** Nothing is set. */
	public static final StrategyOptions NONE = new StrategyOptions(Map.of());

	public StrategyOptions {
		values = Map.copyOf(values);
	}

	/** The value, or the other one when there is none. */
	public String text(String name, String otherwise) {
		return values.getOrDefault(name, otherwise);
	}

	/** The value of an option of the type {@link StrategyOption.Type#BOOLEAN}. */
	public boolean flag(String name, boolean otherwise) {
		String value = values.get(name);
		return value == null ? otherwise : Boolean.parseBoolean(value);
	}

	/** The value of an option of the type {@link StrategyOption.Type#INT}. Fails for a text that is no such number. */
	public int integer(String name, int otherwise) {
		String value = values.get(name);
		return value == null ? otherwise : Integer.parseInt(value);
	}

	/** The value of an option of the type {@link StrategyOption.Type#DOUBLE}. Fails for a text that is no such number. */
	public double number(String name, double otherwise) {
		String value = values.get(name);
		return value == null ? otherwise : Double.parseDouble(value);
	}
}
