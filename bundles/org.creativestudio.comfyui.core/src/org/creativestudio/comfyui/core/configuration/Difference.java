// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.configuration;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.eclipse.jdt.annotation.Nullable;

/**
 * How one instance differs between now and a backup, or what holds for all instances.
 *
 * @param now    null when it would come back
 * @param then   null when it would vanish; both are null for what holds for all instances
 * @param fields names of the members of {@code instances.json} that differ, with both values in words; secrets are masked, and the active
 *               instance has its name
 */
public record Difference(@Nullable InstanceConfiguration now, @Nullable InstanceConfiguration then, List<Field> fields) {

	/** @param now what stands there today, @param then what stood there */
	public record Field(String name, String now, String then) {
	}

	public Difference {
		fields = List.copyOf(fields);
	}

	/** What a restore would do. */
	public Kind kind() {
		return now == null ? then == null ? Kind.SETTINGS : Kind.COMES_BACK : then == null ? Kind.VANISHES : Kind.CHANGES;
	}

	/** Name of the instance as it is called now, else as it was then; empty for what holds for all. */
	public String name() {
		InstanceConfiguration named = now != null ? now : then;
		return named == null ? "" : named.name(); //$NON-NLS-1$
	}

	/** What a restore would do to an instance, or that it is about all of them. */
	public enum Kind {
		COMES_BACK, VANISHES, CHANGES, SETTINGS
	}
}
