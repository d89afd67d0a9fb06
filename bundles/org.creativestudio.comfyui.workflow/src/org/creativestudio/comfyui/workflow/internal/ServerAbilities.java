// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.client.NodeInfo;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What the servers can run, asked once for each and again when another process answers, its version is another one, or what it lacks
 * may have been added since. Safe for any thread.
 */
final class ServerAbilities {

	private static final System.Logger LOG = System.getLogger(ServerAbilities.class.getName());
	/** A server that does not tell in that time gets the work all the same; it refuses what it can't run itself. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);
	/** Models are added while a server runs. */
	private static final Duration STALE = Duration.ofSeconds(30);

	private final InstanceManager instances;
	private final Clock clock;
	private final Map<String, Known> known = new ConcurrentHashMap<>();
	private final Runnable news;

	/** The server that was asked: another one may answer at the same address. */
	private record Server(@Nullable ProcessIdentity process, String address, @Nullable String version) {
		static Server of(InstanceSnapshot instance) {
			ServerFacts facts = instance.server();
			return new Server(instance.process(), instance.address().toString(), facts == null ? null : facts.comfyuiVersion());
		}

		/** The version is not known in the first moments. */
		boolean isSame(Server other) {
			return address.equals(other.address) && java.util.Objects.equals(process, other.process)
					&& (version == null || other.version == null || version.equals(other.version));
		}
	}

	private record Known(Server server, Instant asked, CompletableFuture<Optional<Abilities>> answer) {
	}

	/** @param news called when something was learned; any thread */
	ServerAbilities(InstanceManager instances, Clock clock, Runnable news) {
		this.instances = instances;
		this.clock = clock;
		this.news = news;
	}

	/** The answer or the question; its value is empty when the server did not tell. Never fails, never blocks. */
	CompletableFuture<Optional<Abilities>> of(InstanceSnapshot instance) {
		Server server = Server.of(instance);
		return known.compute(instance.id(), (id, last) -> last != null && last.server.isSame(server) ? last : ask(id, server)).answer;
	}

	/** What was known last of an instance that may be down. */
	Optional<Abilities> last(String id) {
		Known last = known.get(id);
		return last == null ? Optional.empty() : last.answer.getNow(Optional.empty());
	}

	/** It lacks something: asks again unless that was just done. @return whether it is being asked */
	boolean doubt(InstanceSnapshot instance) {
		Server server = Server.of(instance);
		return !known.compute(instance.id(), (id, last) -> last != null && last.answer.isDone()
				&& Duration.between(last.asked, clock.instant()).compareTo(STALE) < 0 ? last
						: last != null && !last.answer.isDone() ? last : ask(id, server)).answer.isDone();
	}

	/** What is known may be wrong, for the server refused what it should take; or the instance is gone. */
	void forget(String id) {
		known.remove(id);
	}

	private Known ask(String id, Server server) {
		CompletableFuture<Map<String, NodeInfo>> question;
		try {
			question = instances.client(id).objectInfo();
		} catch (InstanceException e) {
			return new Known(server, clock.instant(), CompletableFuture.completedFuture(Optional.empty()));
		}
		CompletableFuture<Optional<Abilities>> answer = question.thenApply(nodes -> Optional.of(Abilities.of(nodes)))
				.completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS).exceptionally(failure -> {
					LOG.log(Level.DEBUG, "The nodes of " + id + " are not known", failure); //$NON-NLS-1$ //$NON-NLS-2$
					return Optional.empty();
				});
		answer.whenComplete((done, failure) -> {
			question.cancel(true);
			news.run();
		});
		return new Known(server, clock.instant(), answer);
	}
}
