// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Instant;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.StartProgress;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.eclipse.jdt.annotation.Nullable;

/** The next snapshot of an instance while it is made from the last one. */
final class Draft {

	static final HealthReport NOT_ASKED = new HealthReport(Health.UNKNOWN, Messages.draft_notAskedYet, null, null);

	private final long revision;
	InstanceConfiguration configuration;
	InstanceStatus status;
	String activity;
	Instant since;
	HealthReport health;
	@Nullable
	ProcessIdentity process;
	@Nullable
	ServerFacts server;
	@Nullable
	QueueLoad queue;
	boolean active;
	@Nullable
	StartProgress starting;
	@Nullable
	PendingRestart restart;
	boolean suspended;
	boolean givenUp;

	Draft(InstanceSnapshot last) {
		revision = last.revision() + 1;
		configuration = last.configuration();
		status = last.status();
		activity = last.activity();
		since = last.since();
		health = last.health();
		process = last.process();
		server = last.server();
		queue = last.queue();
		active = last.active();
		starting = last.starting();
		restart = last.restart();
		suspended = last.suspended();
		givenUp = last.givenUp();
	}

	/** Enters a status; what only holds while a server is up is forgotten when it is not. */
	Draft become(InstanceStatus next, String what, @Nullable LaunchedInstance launched, Instant now) {
		boolean stays = next.isUp() && status.isUp();
		if (next != status)
			since = now;
		if (!stays) {
			health = NOT_ASKED;
			server = null;
			queue = null;
			suspended = false;
		}
		if (next == InstanceStatus.STOPPED)
			starting = null;
		if (next != InstanceStatus.ERROR)
			restart = null;
		givenUp = false;
		status = next;
		activity = what;
		process = launched == null ? null : launched.identity();
		return this;
	}

	InstanceSnapshot build() {
		return new InstanceSnapshot(configuration, revision, status, activity, since, health, process, server, queue, active, starting,
				restart, suspended, givenUp);
	}
}
