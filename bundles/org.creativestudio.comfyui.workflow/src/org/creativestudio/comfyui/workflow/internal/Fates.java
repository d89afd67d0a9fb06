// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.workflow.internal.RunHost.Fate;
import org.eclipse.jdt.annotation.Nullable;

/** What snapshots of an instance tell of its process. */
final class Fates {

	private Fates() {
	}

	/** What became of the process that had a job. */
	static Fate of(InstanceSnapshot then, Optional<InstanceSnapshot> now) {
		if (now.isEmpty())
			return Fate.ENDED;
		InstanceSnapshot instance = now.get();
		if (instance.configuration().kind().equals(InstanceConfiguration.ATTACHED))
			return Fate.UNKNOWN;
		return switch (instance.status()) {
		case ERROR -> Fate.DIED;
		case STOPPED -> Fate.ENDED;
		case STARTING, RUNNING, PAUSED, STOPPING -> isAnother(then, instance) ? Fate.ENDED : Fate.UNKNOWN;
		};
	}

	private static boolean isAnother(InstanceSnapshot then, InstanceSnapshot now) {
		return then.process() != null && now.process() != null && !then.process().equals(now.process());
	}

	/** Whether an instance that stays has another address. */
	static boolean isElsewhere(@Nullable InstanceSnapshot before, @Nullable InstanceSnapshot after) {
		return before != null && after != null && !before.address().equals(after.address());
	}

	/** Whether the instance was up and is not any more. */
	static boolean isDown(@Nullable InstanceSnapshot before, @Nullable InstanceSnapshot after) {
		return before != null && before.status().isUp() && (after == null || !after.status().isUp());
	}

	/** Whether an instance has come, gone, or can do something else than before. */
	static boolean isOther(@Nullable InstanceSnapshot before, @Nullable InstanceSnapshot after) {
		return before == null || after == null || before.status() != after.status() || isElsewhere(before, after)
				|| before.status() == InstanceStatus.RUNNING && !before.health().health().equals(after.health().health());
	}
}
