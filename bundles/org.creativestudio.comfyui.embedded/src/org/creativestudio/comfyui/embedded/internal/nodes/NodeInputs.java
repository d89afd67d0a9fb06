// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.nodes;

import java.util.Map;

import org.creativestudio.comfyui.embedded.internal.image.Tensor;
import org.eclipse.jdt.annotation.Nullable;

/** The values that a node is run with; validation has made sure of their types and ranges. */
public record NodeInputs(Map<String, Object> values) {

	public Tensor image(String name) throws NodeFailure {
		return require(name, Tensor.class);
	}

	public @Nullable Tensor optionalImage(String name) {
		return values.get(name) instanceof Tensor tensor ? tensor : null;
	}

	public int integer(String name) throws NodeFailure {
		return Math.toIntExact(require(name, Number.class).longValue());
	}

	public double decimal(String name) throws NodeFailure {
		return require(name, Number.class).doubleValue();
	}

	public boolean bool(String name) throws NodeFailure {
		return require(name, Boolean.class);
	}

	public String string(String name) throws NodeFailure {
		return require(name, String.class);
	}

	private <T> T require(String name, Class<T> type) throws NodeFailure {
		Object value = values.get(name);
		if (!type.isInstance(value)) {
			throw new NodeFailure("TypeError", "missing or unusable argument: '" + name + "'");
		}
		return type.cast(value);
	}
}
