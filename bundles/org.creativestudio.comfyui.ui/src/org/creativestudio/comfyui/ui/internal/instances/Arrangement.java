// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.health.Health;
import org.eclipse.osgi.util.NLS;

/**
 * In which order and in which groups instances are shown.
 *
 * @param reversed whether the order is the other way round
 */
public record Arrangement(Order order, boolean reversed, Grouping grouping) {

	/** What instances are sorted by. Those that are alike stay as the user keeps them. */
	public enum Order {
		/** As the user keeps them. */
		OWN,
		NAME,
		/** What needs the user first. */
		STATUS,
		/** The worst first. */
		HEALTH,
		/** The longest first. */
		QUEUE,
		PORT;

		/** Whether it changes while the servers work. */
		boolean isLively() {
			return this == STATUS || this == HEALTH || this == QUEUE;
		}

		String words() {
			return switch (this) {
			case OWN -> Messages.sort_own;
			case NAME -> Messages.sort_name;
			case STATUS -> Messages.sort_status;
			case HEALTH -> Messages.sort_health;
			case QUEUE -> Messages.sort_queue;
			case PORT -> Messages.sort_port;
			};
		}
	}

	/** What instances in one group have in common. */
	public enum Grouping {
		NONE, HOST, GPU,
		/** The first of the instance's tags. */
		TAG;

		String words() {
			return switch (this) {
			case NONE -> Messages.group_none;
			case HOST -> Messages.group_host;
			case GPU -> Messages.group_gpu;
			case TAG -> Messages.group_tag;
			};
		}
	}

	/**
	 * Instances under one heading.
	 *
	 * @param title empty when there is no heading
	 */
	public record Group(String title, List<InstanceSnapshot> instances) {
		public Group {
			instances = List.copyOf(instances);
		}
	}

	/** As the user keeps them, without groups. */
	public static final Arrangement PLAIN = new Arrangement(Order.OWN, false, Grouping.NONE);

	private static final List<InstanceStatus> URGENCY = List.of(InstanceStatus.ERROR, InstanceStatus.STARTING, InstanceStatus.RUNNING,
			InstanceStatus.PAUSED, InstanceStatus.STOPPING, InstanceStatus.STOPPED);
	private static final List<Health> WORST = List.of(Health.UNHEALTHY, Health.DEGRADED, Health.UNKNOWN, Health.HEALTHY);

	/** Groups in the order of their titles, what belongs to none last. No group is empty. */
	public List<Group> arrange(List<InstanceSnapshot> instances) {
		List<InstanceSnapshot> sorted = sort(instances);
		if (sorted.isEmpty())
			return List.of();
		if (grouping == Grouping.NONE)
			return List.of(new Group("", sorted)); //$NON-NLS-1$
		Map<String, List<InstanceSnapshot>> byTitle = new LinkedHashMap<>();
		for (InstanceSnapshot instance : sorted)
			byTitle.computeIfAbsent(title(instance.configuration()), key -> new ArrayList<>()).add(instance);
		Comparator<String> titles = Comparator.comparing(Messages.group_untagged::equals);
		return byTitle.entrySet().stream().sorted(Map.Entry.comparingByKey(titles.thenComparing(Collator.getInstance())))
				.map(group -> new Group(group.getKey(), group.getValue())).toList();
	}

	private List<InstanceSnapshot> sort(List<InstanceSnapshot> instances) {
		Comparator<InstanceSnapshot> comparator = switch (order) {
		case OWN -> null;
		case NAME -> {
			Collator collator = Collator.getInstance();
			yield (a, b) -> collator.compare(a.name(), b.name());
		}
		case STATUS -> Comparator.comparingInt(instance -> URGENCY.indexOf(instance.status()));
		case HEALTH -> Comparator.comparingInt(instance -> WORST.indexOf(instance.health().health()));
		case QUEUE -> Comparator.comparingInt(Arrangement::queued).reversed();
		case PORT -> Comparator.comparingInt(instance -> instance.configuration().port());
		};
		if (comparator == null)
			return reversed ? instances.reversed() : instances;
		return instances.stream().sorted(reversed ? comparator.reversed() : comparator).toList();
	}

	private static int queued(InstanceSnapshot instance) {
		QueueLoad queue = instance.queue();
		return queue == null ? -1 : queue.total();
	}

	/** A GPU of another computer is another GPU, whatever its name. */
	private String title(InstanceConfiguration configuration) {
		return switch (grouping) {
		case NONE -> ""; //$NON-NLS-1$
		case HOST -> configuration.host();
		case GPU -> {
			String device = InstanceWords.device(configuration.gpuDevice());
			yield InstanceConfiguration.ATTACHED.equals(configuration.kind())
					? NLS.bind(Messages.group_gpuAt, device, configuration.host())
					: device;
		}
		case TAG -> configuration.tags().isEmpty() ? Messages.group_untagged : configuration.tags().getFirst();
		};
	}
}
