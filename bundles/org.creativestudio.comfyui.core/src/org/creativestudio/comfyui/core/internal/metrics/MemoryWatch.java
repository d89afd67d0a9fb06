// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.internal.notifications.Notifier;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry.Holder;
import org.creativestudio.comfyui.core.launching.DeviceTelemetry.Reading;
import org.creativestudio.comfyui.core.launching.ProcessUsage.Usage;
import org.creativestudio.comfyui.core.notifications.NotificationKind;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** Warns when the memory of a GPU that instances use is nearly full, or another program holds much of it. Not thread-safe. */
final class MemoryWatch {

	private static final double FULL = 0.95;
	/** Below it is no longer nearly full: a model that comes and goes shall not warn each time. */
	private static final double NOT_FULL = 0.90;
	private static final Duration LASTING = Duration.ofMinutes(1);
	/** What another program holds of a GPU's memory and is worth a warning. */
	private static final double MUCH = 0.10;
	private static final double GIB = 1L << 30;
	private static final int NAMED = 5;

	private final Notifier notifier;
	private final Map<String, Instant> fullSince = new HashMap<>();
	private final Set<String> toldFull = new HashSet<>();
	private final Set<String> toldHolders = new HashSet<>();

	MemoryWatch(Notifier notifier) {
		this.notifier = notifier;
	}

	void look(List<InstanceSnapshot> instances, Probes.Seen seen) {
		Set<String> holders = new HashSet<>();
		for (Reading reading : seen.devices()) {
			ComputeDevice device = reading.device();
			String key = device.uuid() != null ? device.uuid() : device.maker() + ":" + device.index(); //$NON-NLS-1$
			Map<Long, String> owners = owners(instances, seen);
			List<InstanceSnapshot> users = instances.stream().filter(instance -> uses(instance, reading, seen)).toList();
			full(key, reading, users, owners, seen.at());
			for (Holder holder : reading.holders()) {
				boolean foreign = !owners.containsKey(holder.pid()) && holder.pid() != ProcessHandle.current().pid();
				if (foreign && !users.isEmpty() && isMuch(holder, device)) {
					String which = key + '/' + holder.pid();
					holders.add(which);
					if (toldHolders.add(which))
						tell(users, NLS.bind(Messages.memoryWatch_holdsMemoryWhichUses,
								new Object[] { words(holder, owners), share(holder.memory(), device), words(device), names(users) }));
				}
			}
		}
		toldHolders.retainAll(holders);
	}

	private void full(String key, Reading reading, List<InstanceSnapshot> users, Map<Long, String> owners, Instant now) {
		ComputeDevice device = reading.device();
		Long used = device.memoryUsed();
		Long total = device.memoryTotal();
		double share = used == null || total == null || total == 0 ? 0 : used / (double) total;
		if (share < NOT_FULL || users.isEmpty()) {
			fullSince.remove(key);
			toldFull.remove(key);
			return;
		}
		if (share < FULL) {
			fullSince.remove(key);
			return;
		}
		Instant since = fullSince.computeIfAbsent(key, first -> now);
		if (Duration.between(since, now).compareTo(LASTING) < 0 || !toldFull.add(key))
			return;
		String held = reading.holders().stream().limit(NAMED)
				.map(holder -> words(holder, owners) + (holder.memory() == null ? "" : ", " + gib(holder.memory()))) //$NON-NLS-1$ //$NON-NLS-2$
				.collect(Collectors.joining("; ")); //$NON-NLS-1$
		tell(users, NLS.bind(Messages.memoryWatch_memoryNearlyFullFree,
				new Object[] { words(device), share(used, device), held.isEmpty() ? "" : NLS.bind(Messages.memoryWatch_held, held) })); //$NON-NLS-1$
	}

	private static boolean isMuch(Holder holder, ComputeDevice device) {
		Long memory = holder.memory();
		Long total = device.memoryTotal();
		return memory != null && total != null && memory >= MUCH * total;
	}

	/** Names of instances by the pids of all their processes. */
	private static Map<Long, String> owners(List<InstanceSnapshot> instances, Probes.Seen seen) {
		Map<Long, String> owners = new HashMap<>();
		for (InstanceSnapshot instance : instances)
			pids(instance, seen).forEach(pid -> owners.put(pid, instance.name()));
		return owners;
	}

	private static Set<Long> pids(InstanceSnapshot instance, Probes.Seen seen) {
		if (instance.process() == null)
			return Set.of();
		Long pid = Long.valueOf(instance.process().pid());
		Usage usage = seen.usage().get(pid);
		return usage == null ? Set.of(pid) : usage.pids();
	}

	private static boolean uses(InstanceSnapshot instance, Reading reading, Probes.Seen seen) {
		return instance.status().isUp() && DeviceMatch.of(instance, pids(instance, seen), seen.devices()).filter(reading::equals).isPresent();
	}

	private void tell(List<InstanceSnapshot> users, String message) {
		notifier.tell(NotificationKind.MEMORY, users.stream().map(InstanceSnapshot::id).toList(), message);
	}

	private static String names(List<InstanceSnapshot> users) {
		return users.stream().limit(NAMED).map(user -> '\'' + user.name() + '\'').collect(Collectors.joining(", ")); //$NON-NLS-1$
	}

	private static String words(ComputeDevice device) {
		return device.device() + " (" + device.name() + ')'; //$NON-NLS-1$
	}

	private static String words(Holder holder, Map<Long, String> owners) {
		String owner = owners.get(holder.pid());
		String name = owner != null ? '\'' + owner + '\'' : holder.name() != null ? holder.name() : Messages.memoryWatch_program;
		return NLS.bind(Messages.memoryWatch_pid, name, holder.pid());
	}

	private static String share(@Nullable Long bytes, ComputeDevice device) {
		Long total = device.memoryTotal();
		return bytes == null || total == null ? "?" : NLS.bind(Messages.memoryWatch_of, gib(bytes).replace(" GiB", ""), gib(total)); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	private static String gib(long bytes) {
		return String.format(Locale.ROOT, "%.1f GiB", Double.valueOf(bytes / GIB)); //$NON-NLS-1$
	}
}
