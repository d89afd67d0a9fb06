// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.launching;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

/** What processes of this computer use. An OSGi service; safe for any thread. */
public interface ProcessUsage {

	/** The process trees with these roots, as far as they live; one look at the system for all. Blocks, at most a few seconds. */
	Map<Long, Usage> read(Collection<Long> roots);

	/**
	 * A process and all that it started and that lives.
	 *
	 * @param cpuSeconds used since they began; null when not known
	 * @param memory     resident bytes, shared pages counted for each process; null when not known
	 * @param pids       all of them
	 */
	record Usage(@Nullable Double cpuSeconds, @Nullable Long memory, Set<Long> pids) {
		public Usage {
			pids = Set.copyOf(pids);
		}
	}
}
