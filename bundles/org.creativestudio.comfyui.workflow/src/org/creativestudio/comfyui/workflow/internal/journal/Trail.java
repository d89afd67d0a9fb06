// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.journal;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

/**
 * What a job went through, which decides what may be tried next. Immutable.
 *
 * @param clientId    under which it was sent, so that whoever follows it gets its events; null before it was sent
 * @param promptId    under which it was or is to be sent: on disk before it is sent, so that it can be asked for
 * @param address     where the server was last that had it, or may have it, which the instance may have no more; null before it was sent, and
 *                    where an earlier version sent it
 * @param lost        instances that lost it, one entry for each loss
 * @param killed      instances that died while they worked on it
 * @param freed       the instance that was asked to free memory for it and is to try again; null for none
 * @param outOfMemory how often memory did not suffice
 * @param memoryAbove bytes of GPU memory that were too few; 0 when they were not
 * @param moveTo      where the user wants it while it is still taken from where it is; null for nowhere
 * @param cancelled   whether the user wants it to end
 */
public record Trail(@Nullable String clientId, @Nullable String promptId, @Nullable URI address, List<String> lost, Set<String> killed,
		@Nullable String freed, int outOfMemory, long memoryAbove, @Nullable String moveTo, boolean cancelled) {

	public static final Trail NEW = new Trail(null, null, null, List.of(), Set.of(), null, 0, 0, null, false);

	public Trail {
		lost = List.copyOf(lost);
		killed = Set.copyOf(killed);
	}

	/** It is sent under these ids to a server. */
	public Trail sent(String client, String prompt, URI server) {
		return new Trail(client, prompt, server, lost, killed, freed, outOfMemory, memoryAbove, moveTo, cancelled);
	}

	/** It is at this address. */
	public Trail at(URI server) {
		return new Trail(clientId, promptId, server, lost, killed, freed, outOfMemory, memoryAbove, moveTo, cancelled);
	}

	/** It waits again. */
	public Trail waiting() {
		return new Trail(null, null, null, lost, killed, freed, outOfMemory, memoryAbove, moveTo, cancelled);
	}

	/** One more loss. */
	public Trail lostAt(String instance, boolean died) {
		List<String> losses = new ArrayList<>(lost);
		losses.add(instance);
		Set<String> deaths = new LinkedHashSet<>(killed);
		if (died)
			deaths.add(instance);
		return new Trail(clientId, promptId, address, losses, deaths, freed, outOfMemory, memoryAbove, moveTo, cancelled);
	}

	/** Memory did not suffice, and that instance tries once more after it has freed what it can. */
	public Trail freedAt(String instance) {
		return new Trail(clientId, promptId, address, lost, killed, instance, outOfMemory + 1, memoryAbove, moveTo, cancelled);
	}

	/** Memory did not suffice: only an instance with more of it may try. */
	public Trail needsMoreThan(long bytes) {
		return new Trail(clientId, promptId, address, lost, killed, null, outOfMemory + 1, bytes, moveTo, cancelled);
	}

	public Trail moveTo(@Nullable String instance) {
		return new Trail(clientId, promptId, address, lost, killed, freed, outOfMemory, memoryAbove, instance, cancelled);
	}

	public Trail cancel() {
		return new Trail(clientId, promptId, address, lost, killed, freed, outOfMemory, memoryAbove, moveTo, true);
	}
}
