// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.launching;

import java.time.Instant;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Tells a process from every other, also from a later one with the same pid.
 *
 * @param pid     process id
 * @param start   when the system says that it started; null where the system does not tell
 * @param command program and arguments as they were launched
 * @param port    the port that it was told to listen on
 */
public record ProcessIdentity(long pid, @Nullable Instant start, List<String> command, int port) {
	public ProcessIdentity {
		command = List.copyOf(command);
	}
}
