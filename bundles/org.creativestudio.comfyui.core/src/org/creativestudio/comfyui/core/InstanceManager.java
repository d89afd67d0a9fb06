// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * The instances of this home. An OSGi service; safe for any thread. Reads never block. What changes an instance returns a
 * future that fails with an {@link InstanceException}; cancelling it cancels what it stands for.
 */
public interface InstanceManager {

	/** All instances in the order in which the user keeps them. */
	List<InstanceSnapshot> getInstances();

	/**
	 * Why the configuration of this home can't be read, or only be read, for the user; empty when nothing is wrong. Where it can't be
	 * read no instance is known. Where a newer program wrote it, its instances can be used, and what would change it fails with this.
	 */
	default Optional<InstanceException> getProblem() {
		return Optional.empty();
	}

	/** The instance of that id. */
	Optional<InstanceSnapshot> getInstance(String id);

	/** The instance of that id, else the one of that name (exactly, then ignoring case where that is unique). */
	Optional<InstanceSnapshot> find(String idOrName);

	/** Where new work goes when nothing else is said; empty: the strategy chooses. */
	Optional<InstanceSnapshot> getActiveInstance();

	/**
	 * Makes the "Default Instance" if this home has never had an instance: a ComfyUI found on this computer, else the embedded
	 * server, at the first free port from the settings' first one on, started with the program.
	 *
	 * @return the new instance; empty when the home already had a configuration
	 */
	CompletableFuture<Optional<InstanceSnapshot>> createDefaultInstance();

	/** Adds and stores an instance. Fails with {@code INVALID} for a taken id or name. */
	CompletableFuture<InstanceSnapshot> create(InstanceConfiguration configuration);

	/**
	 * All that is to be said of a configuration, whether it is stored or not, errors first: what {@link #create} and {@link #update}
	 * would refuse, and whether ports, hosts and directories are there. Never fails.
	 */
	CompletableFuture<List<Finding>> validate(InstanceConfiguration configuration);

	/**
	 * Replaces the configuration of the instance with the same id. A running process keeps its old one until it is restarted. Fails with
	 * {@code NOT_FOUND} when there is none, and with {@code INVALID} for what {@link #create} would refuse.
	 */
	CompletableFuture<InstanceSnapshot> update(InstanceConfiguration configuration);

	/** Removes an instance from the configuration; stops it first. Its outputs and logs stay. */
	CompletableFuture<Void> delete(String id);

	/**
	 * Completes when it is known how the instances are that ran already when this program began, after 2 s at most; before that,
	 * they are starting. Never fails.
	 */
	default CompletableFuture<Void> ready() {
		return CompletableFuture.completedFuture(null);
	}

	/** Starts an instance; completes when the server answers. Does nothing to one that is up. Cancelling stops what was begun. */
	CompletableFuture<InstanceSnapshot> start(String id);

	/**
	 * Stops an instance; completes when its process is gone and the port is free. Does nothing to one that is stopped. Takes back
	 * a restart that is to come. Fails with {@code INVALID} for one that is attached. What was begun can't be taken back.
	 */
	CompletableFuture<InstanceSnapshot> stop(String id);

	/** Keeps new work away, waits until the server's queue is empty, then stops. Cancelling lets the instance work on. */
	CompletableFuture<InstanceSnapshot> stopWhenIdle(String id);

	/** Stops an instance if it runs, and starts it; completes when the server answers. Cancelling leaves it stopped. */
	CompletableFuture<InstanceSnapshot> restart(String id);

	/**
	 * Keeps new work away from a running instance, at once and until {@link #resume}, also when programs of this home end and
	 * start; completes when what the options ask for is done. Cancelling ends the waiting; new work is still kept away. A stop
	 * ends the pause.
	 */
	CompletableFuture<InstanceSnapshot> pause(String id, PauseOptions options);

	/** Ends a pause; does nothing to one that runs. Fails when the instance is not up. */
	CompletableFuture<InstanceSnapshot> resume(String id);

	/**
	 * Takes part in supervision: of all programs of this home that do, one starts crashed instances again as their policy says;
	 * when it ends, however it ends, another takes over within seconds. Blocks for the disk. What crashes while no program
	 * supervises stays down.
	 */
	Supervision supervise();

	/** Whether this program is the one that supervises the home now. Never blocks. */
	default boolean isSupervising() {
		return false;
	}

	/**
	 * Asks a server to unload its models and to give memory back; it does so when it has nothing to do. Completes when it has
	 * accepted. Fails with {@code INVALID} for one that is not up or is suspended.
	 */
	default CompletableFuture<Void> freeMemory(String id) {
		InstanceSnapshot instance = getInstance(id).orElse(null);
		if (instance == null)
			return CompletableFuture.failedFuture(
					new InstanceException(InstanceException.Reason.NOT_FOUND, NLS.bind(Messages.instanceManager_thereNoInstance, id)));
		if (!instance.status().isUp() || instance.suspended())
			return CompletableFuture.failedFuture(new InstanceException(InstanceException.Reason.INVALID, '\'' + instance.name()
					+ (instance.suspended() ? Messages.instanceManager_suspendedAnswersNothingResume
							: Messages.instanceManager_doesNotRunSo)));
		return client(id).free(true, true);
	}

	/** What a bug report needs: versions, configuration, command, status, last output; secrets are hidden. English. */
	CompletableFuture<String> diagnostics(String id);

	/** Chooses the active instance; null for none. Survives restarts. Fails with {@code NOT_FOUND} for an unknown one. */
	CompletableFuture<Void> setActive(@Nullable String id);

	/** What the user decided for all instances. Never blocks. */
	default FleetSettings getSettings() {
		return FleetSettings.DEFAULTS;
	}

	/** Changes what the user decided for all instances; the change is applied to what is stored then. */
	default CompletableFuture<Void> changeSettings(UnaryOperator<FleetSettings> change) {
		return CompletableFuture.failedFuture(new UnsupportedOperationException());
	}

	/** A port of this computer that is free and no instance's, from {@link LaunchSettings#firstPort()} on. Fails when there is none. */
	CompletableFuture<Integer> freePort();

	/**
	 * A copy of an instance's configuration that could be created: with an id, a name and, where it runs on this computer, a port of
	 * its own, and not started with the program.
	 */
	CompletableFuture<InstanceConfiguration> proposeCopy(String id);

	/** What could be run on this computer without further questions, best first; their ids, names and ports are to be replaced. */
	CompletableFuture<List<InstanceConfiguration>> detect();

	/** An id that is free: {@code instance_001}, {@code instance_002} and so on. */
	String newId();

	/**
	 * The client of an instance, made at first use and shared; owned and closed by the manager when the address changes, the
	 * instance is removed or the program ends. What was asked of it then is cancelled, and so is what is asked of it later: get it
	 * anew for each use.
	 *
	 * @throws InstanceException with {@code NOT_FOUND} when there is no such instance
	 */
	ComfyClient client(String id);

	/** Adds a listener; adding it twice has no effect. */
	void addListener(InstanceListener listener);

	void removeListener(InstanceListener listener);
}
