// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Duration;
import java.time.Instant;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.StartProgress;

/** What an instance does, in one sentence for the user. */
final class Activities {

	private Activities() {
	}

	static String starting(InstanceConfiguration instance, StartProgress progress, Instant now) {
		long seconds = Duration.between(progress.begun(), now).toSeconds();
		String step = progress.alive() == null ? "Starting" //$NON-NLS-1$
				: progress.portOpen() == null ? "Waiting for port " + instance.port() : "Port open, no answer yet"; //$NON-NLS-1$ //$NON-NLS-2$
		return step + ", " + seconds + " s" + (progress.lastLine().isEmpty() ? "" : ": " + progress.lastLine()); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	}

	static String running(InstanceConfiguration instance) {
		if (!instance.isOpenToNetwork() || instance.kind().equals(InstanceConfiguration.ATTACHED))
			return "Running"; //$NON-NLS-1$
		return "Open to the network (" + instance.listen() //$NON-NLS-1$
				+ "): whoever reaches this computer can use it, for ComfyUI has no authentication"; //$NON-NLS-1$
	}
}
