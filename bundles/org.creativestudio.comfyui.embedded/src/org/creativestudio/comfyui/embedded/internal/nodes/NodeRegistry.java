// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.nodes;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

/** The nodes by name. */
public final class NodeRegistry {

	private final Map<String, NodeType> types = new LinkedHashMap<>();

	public NodeRegistry(Folders folders, boolean testNodes) {
		ImageNodes.all().forEach(this::add);
		add(LoadNode.image(folders));
		add(LoadNode.mask(folders));
		add(SaveNode.save(folders));
		add(SaveNode.preview(folders));
		MaskNodes.all().forEach(this::add);
		if (testNodes) {
			TestNodes.all().forEach(this::add);
		}
	}

	private void add(NodeType type) {
		types.put(type.schema().name(), type);
	}

	public @Nullable NodeType find(String name) {
		return types.get(name);
	}

	public Collection<NodeType> all() {
		return types.values();
	}
}
