// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.client.internal.HttpComfyClient;

import com.google.gson.JsonObject;

/**
 * One ComfyUI server. Safe for any thread. Every future has the deadline of the options, fails with a {@link ComfyException},
 * and ends the exchange when it is cancelled.
 */
public interface ComfyClient extends AutoCloseable {

	/** Makes a client; connects to nobody yet. */
	static ComfyClient create(ClientOptions options) {
		return new HttpComfyClient(options);
	}

	/** Where the server is, without a trailing slash. */
	URI base();

	/** What the server says of itself and its devices; fails with {@link ComfyException.NotComfyUI} where another program answers. */
	CompletableFuture<SystemStats> systemStats();

	/** What runs and what waits, with the graphs: it may be large. */
	CompletableFuture<QueueContents> queue();

	/** How many prompts run or wait ({@code GET /prompt}); cheaper than the queue itself. */
	CompletableFuture<Integer> queueRemaining();

	/** Fails with {@link PromptRejectedException} when the server refuses the graph. */
	CompletableFuture<PromptAccepted> submit(PromptRequest request);

	/** Empty when the server does not know the prompt, or has not finished it. */
	CompletableFuture<Optional<HistoryEntry>> history(String promptId);

	/** The newest finished prompts by id, oldest first. */
	CompletableFuture<Map<String, HistoryEntry>> history(int maxItems);

	/** Makes the server forget finished prompts; unknown ids have no effect. */
	CompletableFuture<Void> deleteHistory(Collection<String> promptIds);

	/** Makes the server forget all finished prompts, everybody's. */
	CompletableFuture<Void> clearHistory();

	/** A file's content. */
	CompletableFuture<byte[]> view(OutputFile file);

	/** Writes a file's content to {@code target}, which must not exist; what was written so far is deleted on failure. */
	CompletableFuture<Path> view(OutputFile file, Path target);

	/** Puts an image into the server's input directory. The answer names it as the server stored it. */
	CompletableFuture<OutputFile> uploadImage(String filename, byte[] content, boolean overwrite);

	/** Interrupts whatever runs. */
	CompletableFuture<Void> interrupt();

	/** Interrupts that prompt if it runs; has no effect on others. */
	CompletableFuture<Void> interrupt(String promptId);

	/** Takes waiting prompts from the queue; has no effect on those that run. */
	CompletableFuture<Void> deleteFromQueue(Collection<String> promptIds);

	/** Takes all waiting prompts from the queue. */
	CompletableFuture<Void> clearQueue();

	/** Asks the server to unload models and to give memory back; it does so when it is idle next. */
	CompletableFuture<Void> free(boolean unloadModels, boolean freeMemory);

	/** All node classes by name. Hundreds of kilobytes on a real server: keep the answer. */
	CompletableFuture<Map<String, NodeInfo>> objectInfo();

	/** One node class; empty when the server does not have it. */
	CompletableFuture<Optional<NodeInfo>> objectInfo(String nodeClass);

	/** Kinds of models, such as {@code checkpoints}. */
	CompletableFuture<List<String>> models();

	/** Files of one kind of models; empty when the server does not have that kind. */
	CompletableFuture<Optional<List<String>>> models(String folder);

	/** Names of the textual inversions that prompts may use, without file endings. */
	CompletableFuture<List<String>> embeddings();

	/** What the server can do, as it says. */
	CompletableFuture<JsonObject> features();

	/** Fails with {@link UnsupportedByServerException} before 0.38, as do the other calls about jobs. */
	CompletableFuture<List<ServerJob>> jobs();

	/** Empty when the server does not know the job. */
	CompletableFuture<Optional<ServerJob>> job(String id);

	/** Whether anything was cancelled. */
	CompletableFuture<Boolean> cancelJob(String id);

	/**
	 * Opens the WebSocket and keeps it open, reconnecting with growing delays, until the stream is closed.
	 *
	 * @param clientId whose events are wanted; the same id gets the events of prompts that it submitted
	 */
	default EventStream events(String clientId, EventListener listener) {
		return events(clientId, listener, EventOptions.ALL);
	}

	/** The same, with less than all that the server sends. */
	EventStream events(String clientId, EventListener listener, EventOptions wanted);

	/** Ends all event streams and exchanges, and cancels what is asked and what is asked after it. */
	@Override
	void close();
}
