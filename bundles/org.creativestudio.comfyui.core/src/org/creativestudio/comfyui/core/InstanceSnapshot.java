// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What is known of an instance at one moment. Immutable; each change makes a new one with a larger revision.
 *
 * @param configuration what the user decided
 * @param revision      grows with every change of this instance within this program; comparable only there
 * @param status        what its process does
 * @param activity      one sentence for the user: what it does now, or what went wrong and what can be done
 * @param since         when the status was reached
 * @param health        how it answers
 * @param process       the process that serves it; null when there is none or it is not ours to see
 * @param server        what the server said of itself when last asked; null before the first answer and when stopped
 * @param queue         the server's own queue when last asked; null when not known
 * @param active        whether it is the active instance
 * @param starting      how its last start went or goes; null when there was none since it was stopped
 * @param restart       the start that will follow a crash; null when none is to come
 * @param suspended     whether its process is stopped by the system because the user wanted it, so that it answers nothing
 * @param givenUp       whether it crashed so often that it is not started again without the user
 */
public record InstanceSnapshot(InstanceConfiguration configuration, long revision, InstanceStatus status,
		String activity, Instant since, HealthReport health, @Nullable ProcessIdentity process,
		@Nullable ServerFacts server, @Nullable QueueLoad queue, boolean active, @Nullable StartProgress starting,
		@Nullable PendingRestart restart, boolean suspended, boolean givenUp) {

	/** A snapshot of an instance whose restarts were not given up. */
	public InstanceSnapshot(InstanceConfiguration configuration, long revision, InstanceStatus status, String activity, Instant since,
			HealthReport health, @Nullable ProcessIdentity process, @Nullable ServerFacts server, @Nullable QueueLoad queue,
			boolean active, @Nullable StartProgress starting, @Nullable PendingRestart restart, boolean suspended) {
		this(configuration, revision, status, activity, since, health, process, server, queue, active, starting, restart, suspended, false);
	}

	/** A snapshot of an instance of whose start nothing is known. */
	public InstanceSnapshot(InstanceConfiguration configuration, long revision, InstanceStatus status, String activity, Instant since,
			HealthReport health, @Nullable ProcessIdentity process, @Nullable ServerFacts server, @Nullable QueueLoad queue,
			boolean active) {
		this(configuration, revision, status, activity, since, health, process, server, queue, active, null, null, false);
	}

	/**
	 * Where its server is asked, without a trailing slash. A process keeps the port that it was started with, also when the
	 * configuration names another one meanwhile.
	 */
	public URI address() {
		return process == null ? configuration.baseUri() : configuration.toBuilder().port(process.port()).build().baseUri();
	}

	/** The activity in one line: its first one; where that announces output, with the newest line of the output. */
	public String activityLine() {
		List<String> lines = activity.strip().lines().toList();
		String first = lines.isEmpty() ? "" : lines.getFirst().strip(); //$NON-NLS-1$
		return first.endsWith(":") && lines.size() > 1 ? first + ' ' + lines.getLast().strip() : first; //$NON-NLS-1$
	}

	public String id() {
		return configuration.id();
	}

	public String name() {
		return configuration.name();
	}
}
