// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyException;
import org.creativestudio.comfyui.client.internal.HttpExchange.Response;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

/** Reads what a server answers, within bounds, and says what is wrong with it. Safe for any thread. */
final class Replies {

	private static final int EXCERPT = 200;
	/** Far more than the few kilobytes that a server has to say of itself. */
	private static final long MAX_STATUS_BYTES = 1 << 20;

	private final ClientOptions options;

	Replies(ClientOptions options) {
		this.options = options;
	}

	/** For an answer that is a JSON object. */
	<T> HttpExchange.Reader<T> object(Function<JsonObject, T> reader) {
		return response -> reader.apply(parse(expect(response)));
	}

	/** For answers that are small on every server. */
	<T> HttpExchange.Reader<T> status(Function<JsonObject, T> reader) {
		return response -> {
			if (read(expect(response), Math.min(MAX_STATUS_BYTES, options.maxJsonBytes())) instanceof JsonObject object)
				return reader.apply(object);
			throw notComfyUI(response, null);
		};
	}

	/** For an answer that is a JSON array of texts. */
	HttpExchange.Reader<List<String>> list() {
		return response -> {
			if (read(expect(response)) instanceof JsonArray array)
				return JsonDocuments.strings(array);
			throw notComfyUI(response, null);
		};
	}

	/** For an answer that says no more than that it was done. */
	static @Nullable Void nothing(Response response) {
		expect(response);
		return null;
	}

	/** @throws ComfyException.NotComfyUI when the body is no JSON object */
	JsonObject parse(Response response) throws IOException {
		if (read(response) instanceof JsonObject object)
			return object;
		throw notComfyUI(response, null);
	}

	private JsonElement read(Response response) throws IOException {
		return read(response, options.maxJsonBytes());
	}

	private static JsonElement read(Response response, long maxBytes) throws IOException {
		String text = response.text(maxBytes);
		try {
			return JsonDocuments.parse(text);
		} catch (JsonParseException | IllegalStateException e) {
			throw notComfyUI(response, e);
		}
	}

	private static ComfyException notComfyUI(Response response, @Nullable Throwable cause) {
		return new ComfyException.NotComfyUI(
				Messages.bind(Messages.httpComfyClient_answersButNotJson, response.where()), cause);
	}

	/**
	 * The same response if it is a good one.
	 *
	 * @throws ComfyException.UnexpectedStatus with what can be done about it
	 */
	static Response expect(Response response) {
		int status = response.status();
		if (status >= 200 && status < 300)
			return response;
		String advice = switch (status) {
		case 401 -> Messages.httpComfyClient_serverWantsCredentials;
		case 403 -> Messages.httpComfyClient_serverRefusesRequestsFrom;
		case 413 -> Messages.httpComfyClient_serverTakesNoBody;
		default -> status >= 300 && status < 400 ? Messages.httpComfyClient_redirectsNotFollowedGive : excerpt(response);
		};
		throw new ComfyException.UnexpectedStatus(status, Messages.bind(Messages.httpComfyClient_answeredStatus, response.where(), status, advice));
	}

	private static String excerpt(Response response) {
		try {
			String text = new String(response.body().readNBytes(EXCERPT), StandardCharsets.UTF_8);
			return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip(); //$NON-NLS-1$ //$NON-NLS-2$
		} catch (IOException e) {
			return Messages.bind(Messages.httpComfyClient_itsBodyCouldNot, e.getMessage());
		}
	}
}
