// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;

/** One request and its answer. A handler answers exactly once. */
final class Exchange {

	private static final long MAX_DRAIN = 256L << 20;
	/** A prompt of this size is no workflow any more; ComfyUI's own limit is that of uploads. */
	private static final long MAX_JSON = 16L << 20;

	private final Request request;
	private final Response response;
	private final Callback callback;
	private final Map<String, String> path;
	private final Fields query;
	private final long maxBody;
	private boolean bodyRead;

	Exchange(Request request, Response response, Callback callback, Map<String, String> path, long maxBody) {
		this.request = request;
		this.response = response;
		this.callback = callback;
		this.path = path;
		this.maxBody = maxBody;
		this.query = Request.extractQueryParameters(request);
	}

	Request request() {
		return request;
	}

	long maxBody() {
		return maxBody;
	}

	/** A variable of the route, decoded. */
	String path(String name) {
		return path.getOrDefault(name, "");
	}

	@Nullable String query(String name) {
		return query.getValue(name);
	}

	String query(String name, String otherwise) {
		String value = query.getValue(name);
		return value == null ? otherwise : value;
	}

	@Nullable String header(String name) {
		return request.getHeaders().get(name);
	}

	byte[] body() throws IOException {
		return body(maxBody);
	}

	private byte[] body(long limit) throws IOException {
		bodyRead = true;
		try (InputStream in = Content.Source.asInputStream(request)) {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			byte[] buffer = new byte[1 << 15];
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				if (bytes.size() + (long) n > limit) {
					throw tooLarge(in, limit, bytes.size() + (long) n);
				}
				bytes.write(buffer, 0, n);
			}
			return bytes.toByteArray();
		}
	}

	/** Reads on for a while, as aiohttp does: a client that still writes would not see the answer. */
	static HttpFailure tooLarge(InputStream rest, long limit, long seen) throws IOException {
		byte[] buffer = new byte[1 << 16];
		long drained = 0;
		for (int n = rest.read(buffer); n >= 0 && drained < MAX_DRAIN; n = rest.read(buffer)) {
			drained += n;
		}
		return new HttpFailure(413, "Maximum request body size " + limit + " exceeded, actual body size " + seen);
	}

	/** The body as JSON; throws what ComfyUI's handler would raise: no or bad JSON is a server error there. */
	JsonElement json() throws IOException {
		try {
			byte[] body = body(Math.min(maxBody, MAX_JSON));
			if (body.length == 0) {
				throw new JsonParseException("no body");
			}
			return PythonJson.parse(body);
		} catch (JsonParseException e) {
			throw HttpFailure.serverError(e);
		}
	}

	JsonObject jsonObject() throws IOException {
		if (json() instanceof JsonObject object) {
			return object;
		}
		throw HttpFailure.serverError(new JsonParseException("the body is no object"));
	}

	void json(JsonElement body) {
		json(200, body);
	}

	void json(int status, JsonElement body) {
		send(status, "application/json; charset=utf-8", PythonJson.dumps(body).getBytes(StandardCharsets.UTF_8));
	}

	void jsonString(String text) {
		json(new JsonPrimitive(text));
	}

	void text(int status, String text) {
		send(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
	}

	/** No body, with the type that aiohttp gives it. */
	void empty(int status) {
		if (status == 204) {
			response.setStatus(status);
			response.write(true, BufferUtil.EMPTY_BUFFER, callback);
			return;
		}
		send(status, "application/octet-stream", new byte[0]);
	}

	void setHeader(String name, String value) {
		response.getHeaders().put(new HttpField(name, value));
	}

	/** Jetty drops a connection on which it finds an unread body; the client must know, or it sends its next request there. */
	private void announceClose() {
		boolean hasBody = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
		if (hasBody && !bodyRead) {
			setHeader("Connection", "close");
		}
	}

	/** The request itself, for a handler that reads its body. */
	Request takeRequest() {
		bodyRead = true;
		return request;
	}

	void send(int status, String contentType, byte[] body) {
		announceClose();
		response.setStatus(status);
		response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
		response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
		response.write(true, ByteBuffer.wrap(body), callback);
	}

	void fail(HttpFailure failure) {
		if (failure.status() >= 500 || failure.status() == 413) {
			setHeader("Connection", "close");
		}
		if (failure.text().isEmpty()) {
			empty(failure.status());
		} else {
			text(failure.status(), failure.text());
		}
	}

	/** Sends a file of which the caller has made sure that it may be sent. */
	void file(Path file, String contentType) throws IOException {
		long size = Files.size(file);
		long modified = Files.getLastModifiedTime(file).toMillis();
		String etag = "\"" + Long.toHexString(modified) + "-" + Long.toHexString(size) + "\"";
		response.getHeaders().put(HttpHeader.ETAG, etag);
		response.getHeaders().putDate(HttpHeader.LAST_MODIFIED, modified);
		if (etag.equals(header("If-None-Match"))) {
			response.setStatus(304);
			response.write(true, BufferUtil.EMPTY_BUFFER, callback);
			return;
		}
		response.setStatus(200);
		response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
		response.getHeaders().put(HttpHeader.CONTENT_LENGTH, size);
		Content.copy(Content.Source.from(file), response, callback);
	}
}
