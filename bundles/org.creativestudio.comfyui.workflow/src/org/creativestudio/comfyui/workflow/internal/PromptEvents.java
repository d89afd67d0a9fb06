// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.EventListener;
import org.creativestudio.comfyui.client.EventStream;
import org.creativestudio.comfyui.client.Preview;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Hands the events of instances to those who follow a prompt. One WebSocket for each instance and client id, open as long as anybody
 * follows a prompt there: the server sends a prompt's events to the client that submitted it, and prompts that were taken over from
 * another program were submitted under that one's id.
 */
final class PromptEvents implements AutoCloseable {

	static final int NO_CONNECTION = 0;
	private static final int MAX_WAITING = 10_000;

	/** What a follower gets. */
	sealed interface Signal {
		record Event(ComfyEvent event) implements Signal {
		}

		record Image(Preview preview) implements Signal {
		}

		/** The connection came or went, events may have been lost: ask the server. */
		record Reconcile() implements Signal {
		}

		/** It is worth while to ask the server. */
		record Look() implements Signal {
		}

		/** The instance is not up any more. */
		record Lost(String why) implements Signal {
		}
	}

	/** A connection: an instance and the client id under which prompts were submitted there. */
	private record Line(String instanceId, String clientId) {
	}

	/** Somebody who follows one prompt. Signals beyond a bound are dropped: the follower asks the server now and then anyway. */
	final class Subscription implements AutoCloseable {
		private final Line line;
		private final String promptId;
		private final Channel channel;
		final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>(MAX_WAITING);

		private Subscription(Line line, Channel channel, String promptId) {
			this.line = line;
			this.channel = channel;
			this.promptId = promptId;
		}

		/** Another number for each connection; {@link #NO_CONNECTION} while there is none. The same one twice: the same process answers. */
		int connection() {
			return channel.connection;
		}

		@Override
		public void close() {
			unsubscribe(this);
		}
	}

	private final String clientId = "creative-studio-" + UUID.randomUUID(); //$NON-NLS-1$
	private final Map<Line, Channel> channels = new ConcurrentHashMap<>();

	/** Under which this program submits. */
	String clientId() {
		return clientId;
	}

	/** @param client of the instance; with another one, for another address, those who follow with the older keep their connection */
	Subscription subscribe(String instanceId, ComfyClient client, String owner, String promptId) {
		Line wanted = new Line(instanceId, owner);
		AtomicReference<Subscription> made = new AtomicReference<>();
		channels.compute(wanted, (line, existing) -> {
			Channel channel = existing != null && existing.client == client ? existing : new Channel(client);
			Subscription subscription = new Subscription(line, channel, promptId);
			channel.followers.put(promptId, subscription);
			made.set(subscription);
			return channel;
		});
		return made.get();
	}

	private void unsubscribe(Subscription subscription) {
		Channel channel = subscription.channel;
		channels.compute(subscription.line, (line, current) -> {
			channel.followers.remove(subscription.promptId, subscription);
			if (!channel.followers.isEmpty())
				return current;
			channel.close();
			return current == channel ? null : current;
		});
	}

	/** Tells all followers of an instance that it is not up any more. */
	void lost(String instanceId, String why) {
		channels.forEach((line, channel) -> {
			if (line.instanceId.equals(instanceId))
				channel.all(new Signal.Lost(why));
		});
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
		private volatile int connection = NO_CONNECTION;
		/** Of the events' thread only. */
		private int connections;

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
			connection = ++connections;
			all(new Signal.Reconcile());
		}

		@Override
		public void disconnected(String reason) {
			connection = NO_CONNECTION;
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
		if (!subscription.channel.open(subscription.line.clientId))
			subscription.signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
	}
}
