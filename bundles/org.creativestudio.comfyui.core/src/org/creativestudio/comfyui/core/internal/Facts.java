// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.eclipse.jdt.annotation.Nullable;

/** What others know of one instance and tell it: its configuration, how its server answers, and its queue. Safe for any thread. */
final class Facts {

	private final Life life;

	Facts(Life life) {
		this.life = life;
	}

	/** Completes when the snapshot tells it; never fails. */
	CompletableFuture<Void> configure(InstanceConfiguration configuration, boolean active) {
		return told(() -> {
			if (!life.snapshot().configuration().equals(configuration) || life.snapshot().active() != active)
				life.writer.publish(life.draft(), draft -> {
					draft.configuration = configuration;
					draft.active = active;
				});
		});
	}

	/** Completes when the change is made, or never will be; never fails. */
	@SuppressWarnings("null") // Void has no other value
	private CompletableFuture<Void> told(Runnable change) {
		CompletableFuture<Void> told = new CompletableFuture<>();
		boolean accepted = life.writer.write(() -> {
			try {
				change.run();
			} finally {
				told.complete(null);
			}
		});
		if (!accepted)
			told.complete(null);
		return told;
	}

	/** The outcome of a check; ignored when no answer is expected any more. Completes when the snapshot tells it; never fails. */
	CompletableFuture<Void> checked(HealthReport report, @Nullable ServerFacts facts, @Nullable QueueLoad queue) {
		return told(() -> {
			if (life.snapshot().status().isUp() && !life.snapshot().suspended())
				health(report, facts != null ? facts : life.snapshot().server(), queue);
		});
	}

	/** The server's queue changed. */
	void queued(QueueLoad queue) {
		life.writer.write(() -> {
			if (life.snapshot().status().isUp() && !life.snapshot().suspended() && !queue.equals(life.snapshot().queue()))
				life.writer.publish(life.draft(), draft -> draft.queue = queue);
		});
	}

	/** On the writer. */
	void health(HealthReport report, @Nullable ServerFacts facts, @Nullable QueueLoad queue) {
		life.writer.publish(life.draft(), draft -> {
			draft.health = report;
			draft.server = facts;
			draft.queue = queue;
		});
	}
}
