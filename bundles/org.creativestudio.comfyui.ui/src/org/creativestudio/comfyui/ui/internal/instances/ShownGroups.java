// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.instances.Arrangement.Group;

/**
 * What a grid shows.
 *
 * @param groups    in their order
 * @param instances all of theirs, in the same order
 */
record ShownGroups(List<Group> groups, List<InstanceSnapshot> instances) {

	static final ShownGroups NONE = new ShownGroups(List.of(), List.of());

	static ShownGroups of(List<Group> groups) {
		return new ShownGroups(List.copyOf(groups), groups.stream().flatMap(group -> group.instances().stream()).toList());
	}

	List<String> ids() {
		return instances.stream().map(InstanceSnapshot::id).toList();
	}

	/** Of each group. */
	List<Integer> sizes() {
		return groups.stream().map(group -> group.instances().size()).toList();
	}

	boolean hasHeadings() {
		return groups.stream().anyMatch(group -> !group.title().isEmpty());
	}

	/** Whether the same cards stand at the same places under the same headings, whatever is told of them. */
	boolean isArrangedAs(ShownGroups other) {
		return ids().equals(other.ids()) && sizes().equals(other.sizes()) && titles().equals(other.titles());
	}

	private List<String> titles() {
		return groups.stream().map(Group::title).toList();
	}

	/** Places of those that count down to a restart. */
	IntStream countingDown() {
		return IntStream.range(0, instances.size()).filter(i -> instances.get(i).restart() != null);
	}
}
