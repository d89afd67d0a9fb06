// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Duration;
import java.time.Instant;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.StartProgress;
import org.eclipse.osgi.util.NLS;

/** What an instance does, in one sentence for the user. */
final class Activities {

	private Activities() {
	}

	static String starting(InstanceConfiguration instance, StartProgress progress, Instant now) {
		long seconds = Duration.between(progress.begun(), now).toSeconds();
		String step = progress.alive() == null ? Messages.activities_starting
				: progress.portOpen() == null ? NLS.bind(Messages.activities_waitingPort, instance.port()) : Messages.activities_portOpenNoAnswer;
		return step + ", " + seconds + " s" + (progress.lastLine().isEmpty() ? "" : ": " + progress.lastLine()); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	}

	static String running(InstanceConfiguration instance) {
		if (!instance.isOpenToNetwork() || instance.kind().equals(InstanceConfiguration.ATTACHED))
			return Messages.activities_running;
		return NLS.bind(Messages.activities_openNetworkWhoeverReaches, instance.listen());
	}
}
