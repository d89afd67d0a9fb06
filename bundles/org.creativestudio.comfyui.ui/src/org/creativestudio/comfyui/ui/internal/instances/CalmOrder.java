// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.instances.Arrangement.Group;

/**
 * Arranges instances so that cards do not run away under the pointer: an order that follows what the servers do is made anew only
 * now and then. What comes, goes or is arranged otherwise is seen at once.
 */
public final class CalmOrder {

	/** How long an order stays as it is. */
	public static final int HOLD_MS = 2000;

	private Arrangement arrangement = Arrangement.PLAIN;
	private List<Group> groups = List.of();
	private long madeAt;
	private boolean held;

	/** @param nowMs of a clock that only goes forward */
	public List<Group> arrange(List<InstanceSnapshot> shown, Arrangement wanted, long nowMs) {
		Map<String, InstanceSnapshot> byId = new HashMap<>();
		for (InstanceSnapshot instance : shown)
			byId.put(instance.id(), instance);
		held = wanted.order().isLively() && wanted.equals(arrangement) && nowMs - madeAt < HOLD_MS && isSame(byId);
		if (held)
			groups = groups.stream().map(group -> new Group(group.title(), group.instances().stream()
					.map(before -> Objects.requireNonNull(byId.get(before.id()))).toList())).toList();
		else {
			groups = wanted.arrange(shown);
			arrangement = wanted;
			madeAt = nowMs;
		}
		return groups;
	}

	/** Whether the order may be another one than that of the values; to be asked for again after {@link #HOLD_MS}. */
	public boolean isHeld() {
		return held;
	}

	private boolean isSame(Map<String, InstanceSnapshot> byId) {
		int count = 0;
		for (Group group : groups)
			for (InstanceSnapshot instance : group.instances()) {
				count++;
				if (!byId.containsKey(instance.id()))
					return false;
			}
		return count == byId.size();
	}
}
