// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.launching;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.eclipse.jdt.annotation.Nullable;

/** A launched or adopted instance. It goes on living when this object is forgotten. Safe for any thread. */
public interface LaunchedInstance {

	/** Null for an instance without a process of this computer, such as an attached one. */
	@Nullable
	ProcessIdentity identity();

	boolean isAlive();

	/** Completes when the process has ended, for whatever reason. Never completes for an instance without a process. */
	CompletableFuture<Exit> onExit();

	/**
	 * Whether a process of this computer belongs to this instance: itself or what it started. Lets a start tell its own server
	 * from a stranger's on the same port. True where that can't be known.
	 */
	default boolean owns(long pid) {
		return true;
	}

	/** Whether some program on this home had begun to stop it when it was found again. */
	default boolean stopRequested() {
		return false;
	}

	/**
	 * Ends the whole process tree, gently first, and returns when it is gone and the port is free. Blocks; deadlines inside.
	 */
	Exit stop();

	/** Lets the system stop the whole process tree where it stands; its memory stays. Fails where that is not possible. */
	default void suspend() {
		throw new InstanceException(Reason.INVALID, Messages.launchedInstance_instanceKindCannotSuspended);
	}

	/** Undoes {@link #suspend()}. */
	default void resume() {
		// nothing was suspended
	}

	/** This program does not look after it any more; it goes on living. */
	default void release() {
		// nothing is held
	}

	/** The newest lines of its output, oldest first; empty when there is none to see. */
	List<String> lastOutput(int lines);

	/**
	 * How a process ended.
	 *
	 * @param code        exit code; null when the system did not tell (adopted processes)
	 * @param description in words: "ended normally", "killed by SIGKILL", "exit code 1"
	 * @param requested   whether somebody on this home asked for it
	 */
	record Exit(@Nullable Integer code, String description, boolean requested) {
	}
}
