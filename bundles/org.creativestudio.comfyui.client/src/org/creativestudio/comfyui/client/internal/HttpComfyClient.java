// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyException;
import org.creativestudio.comfyui.client.EventListener;
import org.creativestudio.comfyui.client.EventOptions;
import org.creativestudio.comfyui.client.EventStream;
import org.creativestudio.comfyui.client.HistoryEntry;
import org.creativestudio.comfyui.client.NodeInfo;
import org.creativestudio.comfyui.client.OutputFile;
import org.creativestudio.comfyui.client.PromptAccepted;
import org.creativestudio.comfyui.client.PromptError;
import org.creativestudio.comfyui.client.PromptRejectedException;
import org.creativestudio.comfyui.client.PromptRequest;
import org.creativestudio.comfyui.client.QueueContents;
import org.creativestudio.comfyui.client.ServerJob;
import org.creativestudio.comfyui.client.SystemStats;
import org.creativestudio.comfyui.client.UnsupportedByServerException;
import org.creativestudio.comfyui.client.internal.HttpExchange.Response;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** The requests of {@link ComfyClient} over HTTP. */
public final class HttpComfyClient implements ComfyClient {

	private final ClientOptions options;
	private final HttpExchange exchange;
	private final Replies replies;
	private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
	private volatile boolean closed;

	public HttpComfyClient(ClientOptions options) {
		this.options = options;
		exchange = new HttpExchange(options);
		replies = new Replies(options);
	}

	@Override
	public URI base() {
		return options.base();
	}

	@Override
	public CompletableFuture<SystemStats> systemStats() {
		return exchange.small("/system_stats", replies.status(root -> { //$NON-NLS-1$
			if (!(root.get("system") instanceof JsonObject)) //$NON-NLS-1$
				throw new ComfyException.NotComfyUI(Messages.bind(Messages.httpComfyClient_answersButNotAs, options.base()), null);
			return Answers.systemStats(root);
		}));
	}

	@Override
	public CompletableFuture<QueueContents> queue() {
		return get("/queue", replies.object(Answers::queue)); //$NON-NLS-1$
	}

	@Override
	public CompletableFuture<Integer> queueRemaining() {
		return exchange.small("/prompt", replies.status(root -> { //$NON-NLS-1$
			Integer remaining = JsonDocuments.count(JsonDocuments.object(root, "exec_info"), "queue_remaining"); //$NON-NLS-1$ //$NON-NLS-2$
			if (remaining == null)
				throw new ComfyException.NotComfyUI(Messages.bind(Messages.httpComfyClient_promptDoesNotTell, options.base()), null);
			return remaining;
		}));
	}

	@Override
	public CompletableFuture<PromptAccepted> submit(PromptRequest request) {
		JsonObject body = new JsonObject();
		body.add("prompt", request.graph()); //$NON-NLS-1$
		if (request.clientId() != null)
			body.addProperty("client_id", request.clientId()); //$NON-NLS-1$
		if (request.promptId() != null)
			body.addProperty("prompt_id", request.promptId()); //$NON-NLS-1$
		if (request.extraData() != null)
			body.add("extra_data", request.extraData()); //$NON-NLS-1$
		if (request.front())
			body.addProperty("front", true); //$NON-NLS-1$
		if (!request.targets().isEmpty())
			body.add("partial_execution_targets", array(request.targets())); //$NON-NLS-1$
		return post("/prompt", body, this::submitted); //$NON-NLS-1$
	}

	private PromptAccepted submitted(Response response) throws IOException {
		if (response.status() == 400) {
			JsonObject root = replies.parse(response);
			PromptError error = root.get("error") instanceof JsonObject object ? Answers.promptError(object) //$NON-NLS-1$
					: new PromptError("", JsonDocuments.string(root, "error", Messages.httpComfyClient_serverGaveNoReason), "", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			String details = error.details().isBlank() ? "" : " (" + error.details() + ')'; //$NON-NLS-1$ //$NON-NLS-2$
			throw new PromptRejectedException(Messages.bind(Messages.httpComfyClient_refusedWorkflow, options.base(), error.message(),
					details), error,
					Answers.nodeErrors(root));
		}
		JsonObject root = replies.parse(Replies.expect(response));
		String id = JsonDocuments.string(root, "prompt_id"); //$NON-NLS-1$
		if (id == null)
			throw new ComfyException.NotComfyUI(Messages.bind(Messages.httpComfyClient_tookWorkflowButGave, options.base()), null);
		return new PromptAccepted(id, JsonDocuments.decimal(root, "number", 0), Answers.nodeErrors(root)); //$NON-NLS-1$
	}

	@Override
	public CompletableFuture<Optional<HistoryEntry>> history(String promptId) {
		return get("/history/" + encode(promptId), //$NON-NLS-1$
				replies.object(root -> Optional.ofNullable(Answers.history(root).get(promptId))));
	}

	@Override
	public CompletableFuture<Map<String, HistoryEntry>> history(int maxItems) {
		return get("/history?max_items=" + maxItems, replies.object(Answers::history)); //$NON-NLS-1$
	}

	@Override
	public CompletableFuture<Void> deleteHistory(Collection<String> promptIds) {
		return post("/history", member("delete", array(promptIds)), Replies::nothing); //$NON-NLS-1$ //$NON-NLS-2$
	}

	@Override
	public CompletableFuture<Void> clearHistory() {
		return post("/history", flag("clear"), Replies::nothing); //$NON-NLS-1$ //$NON-NLS-2$
	}

	@Override
	public CompletableFuture<byte[]> view(OutputFile file) {
		return exchange.file(new HttpGet(uri(viewPath(file))), response -> Replies.expect(response).bytes(options.maxFileBytes()));
	}

	@Override
	public CompletableFuture<Path> view(OutputFile file, Path target) {
		return exchange.file(new HttpGet(uri(viewPath(file))), response -> {
			Replies.expect(response);
			boolean complete = false;
			try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
				response.copy(out, options.maxFileBytes());
				complete = true;
			} finally {
				if (!complete)
					Files.deleteIfExists(target);
			}
			return target;
		});
	}

	private static String viewPath(OutputFile file) {
		return "/view?filename=" + encode(file.filename()) + "&subfolder=" + encode(file.subfolder()) + "&type=" //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				+ encode(file.type());
	}

	@Override
	public CompletableFuture<OutputFile> uploadImage(String filename, byte[] content, boolean overwrite) {
		HttpPost request = new HttpPost(uri("/upload/image")); //$NON-NLS-1$
		MultipartEntityBuilder parts = MultipartEntityBuilder.create()
				.addBinaryBody("image", content, ContentType.APPLICATION_OCTET_STREAM, filename); //$NON-NLS-1$
		if (overwrite)
			parts.addTextBody("overwrite", "true"); //$NON-NLS-1$ //$NON-NLS-2$
		request.setEntity(parts.build());
		return exchange.start(request, replies.object(Answers::file));
	}

	@Override
	public CompletableFuture<Void> interrupt() {
		return post("/interrupt", new JsonObject(), Replies::nothing); //$NON-NLS-1$
	}

	@Override
	public CompletableFuture<Void> interrupt(String promptId) {
		JsonObject body = new JsonObject();
		body.addProperty("prompt_id", promptId); //$NON-NLS-1$
		return post("/interrupt", body, Replies::nothing); //$NON-NLS-1$
	}

	@Override
	public CompletableFuture<Void> deleteFromQueue(Collection<String> promptIds) {
		return post("/queue", member("delete", array(promptIds)), Replies::nothing); //$NON-NLS-1$ //$NON-NLS-2$
	}

	@Override
	public CompletableFuture<Void> clearQueue() {
		return post("/queue", flag("clear"), Replies::nothing); //$NON-NLS-1$ //$NON-NLS-2$
	}

	@Override
	public CompletableFuture<Void> free(boolean unloadModels, boolean freeMemory) {
		JsonObject body = new JsonObject();
		body.addProperty("unload_models", unloadModels); //$NON-NLS-1$
		body.addProperty("free_memory", freeMemory); //$NON-NLS-1$
		return post("/free", body, Replies::nothing); //$NON-NLS-1$
	}

	@Override
	public CompletableFuture<Map<String, NodeInfo>> objectInfo() {
		return get("/object_info", replies.object(Answers::objectInfo)); //$NON-NLS-1$
	}

	@Override
	public CompletableFuture<Optional<NodeInfo>> objectInfo(String nodeClass) {
		return get("/object_info/" + encode(nodeClass), //$NON-NLS-1$
				replies.object(root -> Optional.ofNullable(Answers.objectInfo(root).get(nodeClass))));
	}

	@Override
	public CompletableFuture<List<String>> models() {
		return get("/models", replies.list()); //$NON-NLS-1$
	}

	@Override
	public CompletableFuture<Optional<List<String>>> models(String folder) {
		HttpExchange.Reader<List<String>> list = replies.list();
		return get("/models/" + encode(folder), //$NON-NLS-1$
				response -> response.status() == 404 ? Optional.empty() : Optional.of(list.read(response)));
	}

	@Override
	public CompletableFuture<List<String>> embeddings() {
		return get("/embeddings", replies.list()); //$NON-NLS-1$
	}

	@Override
	public CompletableFuture<JsonObject> features() {
		return get("/features", replies.object(Function.identity())); //$NON-NLS-1$
	}

	@Override
	public CompletableFuture<List<ServerJob>> jobs() {
		return get("/api/jobs", response -> { //$NON-NLS-1$
			List<ServerJob> jobs = new ArrayList<>();
			for (JsonElement element : JsonDocuments.array(replies.parse(jobsOf(response)), "jobs")) //$NON-NLS-1$
				if (element instanceof JsonObject job)
					jobs.add(serverJob(job));
			return jobs;
		});
	}

	@Override
	public CompletableFuture<Optional<ServerJob>> job(String id) {
		// 404 says "no such job" and "no such request" alike; only the latter has no JSON body.
		return get("/api/jobs/" + encode(id), response -> { //$NON-NLS-1$
			if (response.status() == 404) {
				if (!response.text(options.maxJsonBytes()).stripLeading().startsWith("{")) //$NON-NLS-1$
					throw unsupported();
				return Optional.empty();
			}
			return Optional.of(serverJob(replies.parse(Replies.expect(response))));
		});
	}

	@Override
	public CompletableFuture<Boolean> cancelJob(String id) {
		return post("/api/jobs/" + encode(id) + "/cancel", new JsonObject(), //$NON-NLS-1$ //$NON-NLS-2$
				response -> JsonDocuments.isTrue(replies.parse(jobsOf(response)), "cancelled")); //$NON-NLS-1$
	}

	private Response jobsOf(Response response) {
		if (response.status() == 404 || response.status() == 405)
			throw unsupported();
		return Replies.expect(response);
	}

	private UnsupportedByServerException unsupported() {
		return new UnsupportedByServerException(Messages.bind(Messages.httpComfyClient_noApiJobsIts, options.base()));
	}

	private static ServerJob serverJob(JsonObject job) {
		return new ServerJob(JsonDocuments.string(job, "id", ""), JsonDocuments.string(job, "status", ""), job); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	}

	@Override
	public EventStream events(String clientId, EventListener listener, EventOptions wanted) {
		EventStream stream = new WebSocketEventStream(options, clientId, listener, wanted, streams::remove);
		streams.add(stream);
		if (closed)
			stream.close();
		return stream;
	}

	@Override
	public void close() {
		closed = true;
		streams.forEach(EventStream::close);
		exchange.close();
	}

	private <T> CompletableFuture<T> get(String path, HttpExchange.Reader<T> reader) {
		return exchange.start(new HttpGet(uri(path)), reader);
	}

	private <T> CompletableFuture<T> post(String path, JsonObject body, HttpExchange.Reader<T> reader) {
		HttpUriRequestBase request = new HttpPost(uri(path));
		request.setEntity(new StringEntity(body.toString(), ContentType.APPLICATION_JSON));
		return exchange.start(request, reader);
	}

	private URI uri(String path) {
		return URI.create(options.base() + path);
	}

	private static JsonObject member(String name, JsonElement value) {
		JsonObject object = new JsonObject();
		object.add(name, value);
		return object;
	}

	private static JsonObject flag(String name) {
		JsonObject object = new JsonObject();
		object.addProperty(name, true);
		return object;
	}

	private static JsonArray array(Collection<String> values) {
		JsonArray array = new JsonArray();
		values.forEach(array::add);
		return array;
	}

	private static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"); //$NON-NLS-1$ //$NON-NLS-2$
	}
}
