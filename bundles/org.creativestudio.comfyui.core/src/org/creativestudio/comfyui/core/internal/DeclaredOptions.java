// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.balancing.StrategyOption;
import org.creativestudio.comfyui.core.balancing.StrategyOptions;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.InvalidRegistryObjectException;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Reads the options that extensions declare, and joins them with what users set. An option that makes no sense is logged once and left
 * out; a value that is not allowed is logged once and the default holds. Safe for any thread.
 */
final class DeclaredOptions {

	private static final System.Logger LOG = System.getLogger(DeclaredOptions.class.getName());
	private static final String NAME = "[A-Za-z0-9][A-Za-z0-9-]{0,63}"; //$NON-NLS-1$
	private static final int MOST = 50;

	private final Map<IConfigurationElement, List<StrategyOption>> read = new ConcurrentHashMap<>();
	/** What was told of values, by strategy and option; told again when the value is another one. */
	private final Map<String, String> told = new ConcurrentHashMap<>();

	List<StrategyOption> of(IConfigurationElement strategy) {
		List<StrategyOption> known = read.get(strategy);
		if (known != null)
			return known;
		read.keySet().removeIf(each -> !each.isValid());
		return read.computeIfAbsent(strategy, DeclaredOptions::read);
	}

	/** A value for each declared option. */
	StrategyOptions values(String strategy, List<StrategyOption> options, Map<String, String> set) {
		if (options.isEmpty())
			return StrategyOptions.NONE;
		Map<String, String> values = new HashMap<>();
		for (StrategyOption option : options) {
			String value = set.getOrDefault(option.name(), option.defaultValue());
			if (option.problem(value).isPresent()) {
				if (!value.equals(told.put(strategy + ':' + option.name(), value)))
					LOG.log(Level.WARNING, "{0}:{1} is set to {2} but must be {3}; {4} holds", strategy, option.name(), value, //$NON-NLS-1$
							option.problem(value).orElse(""), option.defaultValue()); //$NON-NLS-1$
				value = option.defaultValue();
			}
			values.put(option.name(), value);
		}
		return new StrategyOptions(values);
	}

	private static List<StrategyOption> read(IConfigurationElement strategy) {
		List<StrategyOption> options = new ArrayList<>();
		Set<String> names = new HashSet<>();
		try {
			for (IConfigurationElement element : strategy.getChildren("option")) { //$NON-NLS-1$
				try {
					StrategyOption option = option(element);
					if (!names.add(option.name()))
						throw new IllegalArgumentException("there are two of this name"); //$NON-NLS-1$
					if (names.size() > MOST)
						throw new IllegalArgumentException("there are more than " + MOST); //$NON-NLS-1$
					options.add(option);
				} catch (IllegalArgumentException e) {
					LOG.log(Level.WARNING, "The option {0} that {1} declares for the strategy {2} is left out: {3}", element.getAttribute("name"), //$NON-NLS-1$ //$NON-NLS-2$
							element.getContributor().getName(), strategy.getAttribute("id"), e.getMessage()); //$NON-NLS-1$
				}
			}
		} catch (InvalidRegistryObjectException e) {
			LOG.log(Level.DEBUG, "A strategy has just gone", e); //$NON-NLS-1$
		}
		return List.copyOf(options);
	}

	private static StrategyOption option(IConfigurationElement element) {
		String name = text(element, "name", ""); //$NON-NLS-1$ //$NON-NLS-2$
		if (!name.matches(NAME))
			throw new IllegalArgumentException("its name is not made of letters, digits and hyphens"); //$NON-NLS-1$
		String word = text(element, "type", ""); //$NON-NLS-1$ //$NON-NLS-2$
		StrategyOption.Type type = Stream.of(StrategyOption.Type.values()).filter(each -> each.word().equals(word.toLowerCase(Locale.ROOT))).findFirst()
				.orElseThrow(() -> new IllegalArgumentException("there is no type '" + word + '\'')); //$NON-NLS-1$
		List<StrategyOption.Value> values = new ArrayList<>();
		if (type == StrategyOption.Type.CHOICE)
			for (IConfigurationElement value : element.getChildren("value")) { //$NON-NLS-1$
				String stored = text(value, "value", ""); //$NON-NLS-1$ //$NON-NLS-2$
				values.add(new StrategyOption.Value(stored, text(value, "label", stored))); //$NON-NLS-1$
			}
		StrategyOption option = new StrategyOption(name, text(element, "label", name), text(element, "description", ""), type, //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				text(element, "default", ""), limit(element, "min", Double.NEGATIVE_INFINITY), limit(element, "max", Double.POSITIVE_INFINITY), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
				values);
		option.problem(option.defaultValue()).ifPresent(allowed -> {
			throw new IllegalArgumentException("its default '" + option.defaultValue() + "' must be " + allowed); //$NON-NLS-1$ //$NON-NLS-2$
		});
		return option;
	}

	private static double limit(IConfigurationElement element, String attribute, double otherwise) {
		String value = text(element, attribute, ""); //$NON-NLS-1$
		try {
			return value.isEmpty() ? otherwise : Double.parseDouble(value);
		} catch (NumberFormatException e) {
			throw new IllegalArgumentException('"' + attribute + "\" is no number", e); //$NON-NLS-1$
		}
	}

	private static String text(IConfigurationElement element, String attribute, String otherwise) {
		@Nullable
		String value = element.getAttribute(attribute);
		return value == null || value.isBlank() ? otherwise : value.strip();
	}
}
