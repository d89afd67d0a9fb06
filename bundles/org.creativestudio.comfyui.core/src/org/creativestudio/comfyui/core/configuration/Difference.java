// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.configuration;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.eclipse.jdt.annotation.Nullable;

/**
 * How one instance differs between now and a backup.
 *
 * @param now    null when it would come back
 * @param then   null when it would vanish
 * @param fields names of the members of {@code instances.json} that differ, with both values in words; secrets are masked
 */
public record Difference(@Nullable InstanceConfiguration now, @Nullable InstanceConfiguration then, List<Field> fields) {

	/** @param now what stands there today, @param then what stood there */
	public record Field(String name, String now, String then) {
	}

	public Difference {
		fields = List.copyOf(fields);
	}
}
