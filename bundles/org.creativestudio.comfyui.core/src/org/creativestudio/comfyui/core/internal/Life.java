// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Instant;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.eclipse.jdt.annotation.Nullable;

/** What the parts that change one instance share. */
final class Life {

	final Surroundings surroundings;
	final Writer writer;
	/** The process; only touched by the writer. */
	@Nullable
	LaunchedInstance launched;

	Life(InstanceSnapshot first, Surroundings surroundings) {
		this.surroundings = surroundings;
		writer = new Writer(first, surroundings.publisher());
	}

	InstanceSnapshot snapshot() {
		return writer.snapshot();
	}

	String id() {
		return snapshot().id();
	}

	Instant now() {
		return surroundings.clock().instant();
	}

	Draft draft() {
		return new Draft(snapshot());
	}

	/** On the writer: enters a status, or says something else of the same. */
	void change(InstanceStatus status, String activity, @Nullable LaunchedInstance process) {
		writer.publish(draft().become(status, activity, process, now()), draft -> {
		});
	}

	/** Says what it does now. */
	void activity(String text) {
		writer.write(() -> writer.publish(draft(), draft -> draft.activity = text));
	}

	InstanceException failed(String what) {
		return new InstanceException(Reason.FAILED, '\'' + snapshot().name() + "' " + what); //$NON-NLS-1$
	}

	/** Runs what blocks beside the writer. */
	void beside(String what, Runnable work) {
		Thread.ofVirtual().name(what + '-' + id()).start(work);
	}
}
