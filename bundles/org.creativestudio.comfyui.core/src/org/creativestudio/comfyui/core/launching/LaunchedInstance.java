// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.launching;

import java.util.List;
import java.util.concurrent.CompletableFuture;

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
	 * Ends the whole process tree, gently first, and returns when it is gone and the port is free. Blocks; deadlines inside.
	 */
	Exit stop();

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
