// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import org.eclipse.jdt.annotation.Nullable;

/**
 * One change of one instance.
 *
 * @param before null when the instance was added
 * @param after  null when the instance was removed
 */
public record InstanceChange(@Nullable InstanceSnapshot before, @Nullable InstanceSnapshot after) {

	public InstanceChange {
		if (before == null && after == null)
			throw new IllegalArgumentException("a change has a before or an after"); //$NON-NLS-1$
	}

	public String id() {
		InstanceSnapshot known = after != null ? after : before;
		return known == null ? "" : known.id(); //$NON-NLS-1$
	}
}
