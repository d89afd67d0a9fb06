// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.creativestudio.comfyui.embedded.internal.events.EventHub;
import org.creativestudio.comfyui.embedded.internal.http.ServerLog;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeRegistry;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** The one thread that takes prompts from the queue and runs them. */
public final class PromptExecutor implements AutoCloseable {

	private final PromptQueue queue;
	private final History history;
	private final NodeRegistry registry;
	private final EventHub events;
	private final ServerLog log;
	private final Interrupts interrupts = new Interrupts();
	private final ResultCache cache;
	private final AtomicBoolean freeMemory = new AtomicBoolean();
	private final boolean caching;
	private final boolean metadata;
	private final double speed;
	private final Thread thread;

	/**
	 * @param speed factor on the durations of timed nodes
	 */
	public PromptExecutor(PromptQueue queue, History history, NodeRegistry registry, EventHub events, ServerLog log,
			boolean caching, boolean metadata, double speed) {
		this.queue = queue;
		this.history = history;
		this.registry = registry;
		this.events = events;
		this.log = log;
		this.caching = caching;
		this.metadata = metadata;
		this.speed = speed;
		this.cache = new ResultCache(registry);
		this.thread = new Thread(this::work, "prompt-worker");
		thread.setDaemon(true);
	}

	public void start() {
		thread.start();
	}

	public Interrupts interrupts() {
		return interrupts;
	}

	/** Forgets all results before the next prompt. */
	public void freeMemory() {
		freeMemory.set(true);
	}

	private void work() {
		try {
			while (!Thread.currentThread().isInterrupted()) {
				run(queue.take(interrupts::reset));
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** Whatever happens to one prompt, the next ones are run. */
	private void run(QueueItem item) {
		long start = System.nanoTime();
		String clientId = item.clientId();
		try {
			if (freeMemory.getAndSet(false) || !caching) {
				cache.clear();
			}
			events.setRunning(clientId, null);
			PromptRun run = new PromptRun(item, registry, cache, interrupts, events, log, metadata, speed);
			history.add(item.promptId(), run.execute());
		} catch (RuntimeException | Error e) {
			System.getLogger(PromptExecutor.class.getName()).log(Level.ERROR, "The prompt " + item.promptId() + " failed unexpectedly", e);
		} finally {
			events.setRunning(clientId, null);
			queue.done();
		}
		if (clientId != null) {
			JsonObject data = new JsonObject();
			data.add("node", JsonNull.INSTANCE);
			data.addProperty("prompt_id", item.promptId());
			events.send("executing", data, clientId);
		}
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		log.info(String.format(Locale.ROOT, "Prompt executed in %.2f seconds", took.toMillis() / 1000.0));
	}

	@Override
	public void close() {
		interrupts.close();
		thread.interrupt();
		try {
			thread.join(TimeUnit.SECONDS.toMillis(2));
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
