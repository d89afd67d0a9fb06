// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.Health;

/**
 * Which instances are shown.
 *
 * @param text     words, all of which must fit, whatever their case: {@code status:}, {@code health:}, {@code gpu:}, {@code tag:} or
 *                 {@code host:} with beginnings of values, several with commas between them; any other word is looked for in name, id,
 *                 description, host and port
 * @param statuses accepted; empty for all
 * @param healths  accepted; empty for all
 */
public record InstanceFilter(String text, Set<InstanceStatus> statuses, Set<Health> healths) {

	/** What can be named in a search. */
	public enum Term {
		STATUS, HEALTH, GPU, TAG, HOST;

		/** What stands before its values. */
		public String prefix() {
			return name().toLowerCase(Locale.ROOT) + ':';
		}

		/** What an instance has there. */
		public Stream<String> values(InstanceSnapshot instance) {
			InstanceConfiguration configuration = instance.configuration();
			return switch (this) {
			case STATUS -> Stream.of(InstanceWords.status(instance.status()), instance.status().name());
			case HEALTH -> Stream.of(InstanceWords.health(instance.health().health()), instance.health().health().name());
			case GPU -> {
				ServerFacts server = instance.server();
				String name = server == null ? null : server.deviceName();
				String model = name == null ? "" : InstanceWords.model(name); //$NON-NLS-1$
				yield Stream.of(InstanceWords.device(configuration.gpuDevice()), model).filter(value -> !value.isBlank());
			}
			case TAG -> configuration.tags().stream();
			case HOST -> Stream.of(configuration.host());
			};
		}
	}

	public static final InstanceFilter ALL = new InstanceFilter("", Set.of(), Set.of()); //$NON-NLS-1$

	public InstanceFilter {
		statuses = Set.copyOf(statuses);
		healths = Set.copyOf(healths);
	}

	public boolean isAll() {
		return text.isBlank() && statuses.isEmpty() && healths.isEmpty();
	}

	/** A test for many instances: the text is read once. */
	public Predicate<InstanceSnapshot> test() {
		Predicate<InstanceSnapshot> all = instance -> (statuses.isEmpty() || statuses.contains(instance.status()))
				&& (healths.isEmpty() || healths.contains(instance.health().health()));
		for (String word : text.toLowerCase(Locale.ROOT).strip().split("\\s+")) //$NON-NLS-1$
			if (!word.isEmpty())
				all = all.and(test(word));
		return all;
	}

	public boolean accepts(InstanceSnapshot instance) {
		return test().test(instance);
	}

	private static Predicate<InstanceSnapshot> test(String word) {
		for (Term term : Term.values())
			if (word.startsWith(term.prefix())) {
				String[] wanted = word.substring(term.prefix().length()).split(","); //$NON-NLS-1$
				return instance -> term.values(instance).map(InstanceFilter::comparable)
						.anyMatch(value -> Stream.of(wanted).anyMatch(start -> begins(value, start)));
			}
		return instance -> searched(instance.configuration()).contains(word);
	}

	/** A value of several words begins where any of them does: {@code gpu:4090} finds an "RTX 4090". */
	private static boolean begins(String value, String start) {
		return value.startsWith(start) || value.contains('_' + start);
	}

	/** Values have no blanks in a search. */
	private static String comparable(String value) {
		return value.toLowerCase(Locale.ROOT).replace(' ', '_');
	}

	private static String searched(InstanceConfiguration configuration) {
		return String.join("\n", configuration.name(), configuration.id(), configuration.description(), //$NON-NLS-1$
				configuration.host() + ':' + configuration.port()).toLowerCase(Locale.ROOT);
	}
}
