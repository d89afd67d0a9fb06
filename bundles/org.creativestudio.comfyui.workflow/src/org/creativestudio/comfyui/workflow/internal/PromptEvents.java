// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.EventListener;
import org.creativestudio.comfyui.client.EventStream;
import org.creativestudio.comfyui.client.Preview;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Hands the events of instances to those who follow a prompt. One WebSocket for each instance, open as long as anybody follows a
 * prompt there, always with the same client id: the server sends a prompt's events to the client that submitted it.
 */
final class PromptEvents implements AutoCloseable {

	private static final int MAX_WAITING = 10_000;

	/** What a follower gets. */
	sealed interface Signal {
		record Event(ComfyEvent event) implements Signal {
		}

		record Image(Preview preview) implements Signal {
		}

		/** The connection came, events may have been lost: ask the server. */
		record Reconcile() implements Signal {
		}

		/** The instance is not up any more. */
		record Lost(String why) implements Signal {
		}
	}

	/** Somebody who follows one prompt. Signals beyond a bound are dropped: the follower asks the server now and then anyway. */
	final class Subscription implements AutoCloseable {
		private final String instanceId;
		private final String promptId;
		final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>(MAX_WAITING);

		private Subscription(String instanceId, String promptId) {
			this.instanceId = instanceId;
			this.promptId = promptId;
		}

		@Override
		public void close() {
			unsubscribe(this);
		}
	}

	private final Function<String, ComfyClient> clients;
	private final String clientId = "creative-studio-" + UUID.randomUUID(); //$NON-NLS-1$
	private final Map<String, Channel> channels = new ConcurrentHashMap<>();

	PromptEvents(Function<String, ComfyClient> clients) {
		this.clients = clients;
	}

	String clientId() {
		return clientId;
	}

	Subscription subscribe(String instanceId, String promptId) {
		Subscription subscription = new Subscription(instanceId, promptId);
		channels.compute(instanceId, (id, existing) -> {
			Channel channel = existing != null ? existing : new Channel(clients.apply(id));
			channel.followers.put(promptId, subscription);
			return channel;
		});
		return subscription;
	}

	private void unsubscribe(Subscription subscription) {
		channels.computeIfPresent(subscription.instanceId, (id, channel) -> {
			channel.followers.remove(subscription.promptId, subscription);
			if (!channel.followers.isEmpty())
				return channel;
			channel.close();
			return null;
		});
	}

	/** Tells all followers of an instance that it is gone. */
	void lost(String instanceId, String why) {
		Channel channel = channels.get(instanceId);
		if (channel != null)
			channel.all(new Signal.Lost(why));
	}

	@Override
	public void close() {
		channels.values().forEach(Channel::close);
		channels.clear();
	}

	/** The connection to one instance. */
	private static final class Channel implements EventListener, AutoCloseable {
		private final Map<String, Subscription> followers = new ConcurrentHashMap<>();
		private final ComfyClient client;
		private @Nullable EventStream stream;
		/** The older preview says not whose it is: it is the running prompt's. */
		private volatile @Nullable String running;

		Channel(ComfyClient client) {
			this.client = client;
		}

		/** @return whether it is open already; otherwise all followers are told when it is */
		synchronized boolean open(String clientId) {
			if (stream == null)
				stream = client.events(clientId, this);
			return stream.isConnected();
		}

		@Override
		public synchronized void close() {
			if (stream != null)
				stream.close();
		}

		@Override
		public void event(ComfyEvent event) {
			String prompt = event.promptId();
			if (prompt == null)
				return;
			if (event instanceof ComfyEvent.ExecutionStart)
				running = prompt;
			Subscription follower = followers.get(prompt);
			if (follower != null)
				follower.signals.offer(new Signal.Event(event));
		}

		@Override
		public void preview(Preview preview) {
			String prompt = preview.promptId() != null ? preview.promptId() : running;
			Subscription follower = prompt == null ? null : followers.get(prompt);
			if (follower != null)
				follower.signals.offer(new Signal.Image(preview));
		}

		@Override
		public void connected() {
			all(new Signal.Reconcile());
		}

		void all(Signal signal) {
			followers.values().forEach(follower -> follower.signals.offer(signal));
		}
	}

	/**
	 * Opens the connection for a subscription and waits for it, so that no event of a prompt submitted after it is missed. Goes on
	 * without it when the patience is over.
	 */
	void open(Subscription subscription, Duration patience) throws InterruptedException {
		Channel channel = channels.get(subscription.instanceId);
		if (channel != null && !channel.open(clientId))
			subscription.signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
	}
}
