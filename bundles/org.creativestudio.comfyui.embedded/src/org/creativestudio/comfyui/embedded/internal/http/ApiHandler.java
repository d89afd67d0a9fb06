// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Every HTTP request passes here: origin, route, handler, and what to say when a handler fails. */
public final class ApiHandler extends Handler.Wrapper {

	private final Router router;
	private final long maxBody;
	private final @Nullable String corsOrigin;
	private final ServerLog log;

	/**
	 * @param webSockets answers upgrades that the origin check has passed
	 * @param corsOrigin the allowed origin, which then takes the place of the check, or null
	 */
	ApiHandler(Handler webSockets, Router router, long maxBody, @Nullable String corsOrigin, ServerLog log) {
		super(webSockets);
		this.router = router;
		this.maxBody = maxBody;
		this.corsOrigin = corsOrigin;
		this.log = log;
	}

	/** Handlers read bodies and files: never on the thread that serves the sockets, where Jetty would run the inner handler. */
	@Override
	public InvocationType getInvocationType() {
		return InvocationType.BLOCKING;
	}

	@Override
	public boolean handle(Request request, Response response, Callback callback) throws Exception {
		String path = request.getHttpURI().getPath();
		Exchange exchange = new Exchange(request, response, callback, Map.of(), maxBody);
		String cors = corsOrigin;
		if (cors != null) {
			exchange.setHeader("Access-Control-Allow-Origin", cors);
			exchange.setHeader("Access-Control-Allow-Methods", "POST, GET, DELETE, PUT, OPTIONS");
			exchange.setHeader("Access-Control-Allow-Headers", "Content-Type, Authorization");
			exchange.setHeader("Access-Control-Allow-Credentials", "true");
		} else if (!OriginCheck.allowed(exchange.header("Host"), exchange.header("Origin"))) {
			exchange.empty(403);
			return true;
		}
		if (request.getMethod().equals("OPTIONS")) {
			exchange.empty(200);
			return true;
		}
		if (path != null && (path.equals("/ws") || path.equals("/api/ws"))) {
			if (!"websocket".equalsIgnoreCase(exchange.header("Upgrade")) || !super.handle(request, response, callback)) {
				exchange.text(400, "No WebSocket UPGRADE hdr: None\n Can \"Upgrade\" only to \"WebSocket\".");
			}
			return true;
		}
		route(request, response, callback, path == null ? "/" : path, exchange);
		return true;
	}

	private void route(Request request, Response response, Callback callback, String path, Exchange plain) {
		Exchange exchange = plain;
		try {
			Router.Match match = router.find(request.getMethod(), path);
			if (match == null) {
				plain.text(404, "404: Not Found");
				return;
			}
			exchange = new Exchange(request, response, callback, match.variables(), maxBody);
			match.handler().handle(exchange);
		} catch (Router.MethodNotAllowed e) {
			plain.setHeader("Allow", String.valueOf(e.getMessage()));
			plain.text(405, "405: Method Not Allowed");
		} catch (HttpFailure e) {
			if (e.status() >= 500) {
				log.error("Error handling request " + request.getMethod() + " " + path + ": " + e.getCause());
			}
			exchange.fail(e);
		} catch (Exception | StackOverflowError e) {
			log.error("Error handling request " + request.getMethod() + " " + path + ": " + e);
			exchange.fail(HttpFailure.serverError(e));
		}
	}
}
