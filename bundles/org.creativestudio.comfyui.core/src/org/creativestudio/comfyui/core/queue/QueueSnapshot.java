// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.queue;

import java.time.Instant;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

/**
 * A server's queue at one moment. Immutable.
 *
 * @param instanceId of the instance
 * @param at         when it was known to be so
 * @param live       whether the server pushes its changes now; otherwise it is as old as {@code at}
 * @param remaining  how many prompts run or wait, as the server last said
 * @param running    in execution, one with today's ComfyUI; without a description where only their number is known
 * @param waiting    in the order in which they will run; at most {@value #MAX_LISTED}
 * @param listed     whether the server was asked for the prompts themselves; otherwise only {@code remaining} and what its events told
 *                   is known, see {@link QueueMonitor#watch}
 */
public record QueueSnapshot(String instanceId, Instant at, boolean live, int remaining, List<Running> running, List<Waiting> waiting,
		boolean listed) {

	/** More waiting prompts than that are not listed, but counted. */
	public static final int MAX_LISTED = 1000;

	public QueueSnapshot {
		running = List.copyOf(running);
		waiting = List.copyOf(waiting);
	}

	/**
	 * A prompt in execution. ComfyUI tells node and step only to the client that submitted the prompt, and to all when it was submitted
	 * without one: of this program's own jobs they are in the job.
	 *
	 * @param promptId the server's id of it
	 * @param clientId who submitted it; null when not told
	 * @param node     id of the node that runs; null when not told
	 * @param nodeType class of that node; null when not known
	 * @param step     of that node, 0 to {@code steps}; 0 when not told
	 * @param steps    of that node; 0 when not told
	 * @param started  when it began; null when not seen
	 * @param created  when it was submitted; null when not told
	 */
	public record Running(String promptId, @Nullable String clientId, @Nullable String node, @Nullable String nodeType, double step,
			double steps, @Nullable Instant started, @Nullable Instant created) {
	}

	/**
	 * A prompt that waits.
	 *
	 * @param promptId the server's id of it
	 * @param position 1 is next
	 * @param clientId who submitted it; null when not told
	 * @param created  when it was submitted; null when not told
	 */
	public record Waiting(String promptId, int position, @Nullable String clientId, @Nullable Instant created) {
	}
}
