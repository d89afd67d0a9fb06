// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.creativestudio.comfyui.core.launching.ProcessUsage;
import org.creativestudio.comfyui.launching.internal.ProcessTable.Row;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Adds up what the processes of instances use: descendants, and members of the session that a server leads. */
@Component(service = ProcessUsage.class)
public final class LocalProcessUsage implements ProcessUsage {

	private final Supplier<List<Row>> table;

	@Activate
	public LocalProcessUsage() {
		this(ProcessTable::read);
	}

	public LocalProcessUsage(Supplier<List<Row>> table) {
		this.table = table;
	}

	@Override
	public Map<Long, Usage> read(Collection<Long> roots) {
		if (roots.isEmpty())
			return Map.of();
		Map<Long, Row> byPid = new HashMap<>();
		Map<Long, List<Row>> children = new HashMap<>();
		Map<Long, List<Row>> sessions = new HashMap<>();
		for (Row row : table.get()) {
			byPid.put(row.pid(), row);
			children.computeIfAbsent(row.parent(), pid -> new ArrayList<>()).add(row);
			if (row.session() != 0)
				sessions.computeIfAbsent(row.session(), pid -> new ArrayList<>()).add(row);
		}
		Map<Long, Usage> usage = new HashMap<>();
		for (Long root : roots) {
			Row row = byPid.get(root);
			if (row != null)
				usage.put(root, sum(row, children, sessions.getOrDefault(root, List.of())));
		}
		return usage;
	}

	private static Usage sum(Row root, Map<Long, List<Row>> children, List<Row> session) {
		Set<Long> pids = new HashSet<>();
		Deque<Row> open = new ArrayDeque<>(session);
		open.add(root);
		Double cpu = Double.valueOf(0);
		Long memory = Long.valueOf(0);
		while (!open.isEmpty()) {
			Row row = open.pop();
			if (!pids.add(row.pid()))
				continue;
			cpu = added(cpu, row.cpuSeconds());
			memory = added(memory, row.memory());
			open.addAll(children.getOrDefault(row.pid(), List.of()));
		}
		return new Usage(cpu, memory, pids);
	}

	/** What is not known of one is not known of all. */
	private static @Nullable Double added(@Nullable Double sum, @Nullable Double value) {
		return sum == null || value == null ? null : Double.valueOf(sum + value);
	}

	private static @Nullable Long added(@Nullable Long sum, @Nullable Long value) {
		return sum == null || value == null ? null : Long.valueOf(sum + value);
	}
}
