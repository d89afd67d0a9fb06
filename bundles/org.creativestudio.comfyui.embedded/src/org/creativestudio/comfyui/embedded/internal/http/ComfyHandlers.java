// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

import java.util.List;
import java.util.UUID;

import org.creativestudio.comfyui.embedded.ServerOptions;
import org.creativestudio.comfyui.embedded.internal.events.EventHub;
import org.creativestudio.comfyui.embedded.internal.events.EventSocket;
import org.creativestudio.comfyui.embedded.internal.execution.History;
import org.creativestudio.comfyui.embedded.internal.execution.PromptExecutor;
import org.creativestudio.comfyui.embedded.internal.execution.PromptQueue;
import org.creativestudio.comfyui.embedded.internal.execution.PromptValidator;
import org.creativestudio.comfyui.embedded.internal.nodes.Folders;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeRegistry;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/** Puts the routes and the WebSocket together. */
public final class ComfyHandlers {

	private ComfyHandlers() {
	}

	public static Handler create(Server server, ServerOptions options, Folders folders, NodeRegistry registry, EventHub events,
			PromptQueue queue, History history, PromptExecutor executor, ServerLog log) {
		Router router = new Router();
		new PromptRoutes(queue, history, executor, new PromptValidator(registry), log).addTo(router);
		new InfoRoutes(registry, folders, events, log, options.arguments()).addTo(router);
		new ImageRoutes(folders).addTo(router);
		new UploadRoutes(folders).addTo(router);
		Users users = new Users(folders.user(), options.multiUser());
		users.addTo(router);
		new UserDataRoutes(users).addTo(router);
		return new ApiHandler(webSocket(server, events), router, options.maxUploadBytes(), options.corsOrigin(), log);
	}

	private static Handler webSocket(Server server, EventHub events) {
		WebSocketUpgradeHandler upgrade = new WebSocketUpgradeHandler(WebSocketServerComponents.ensureWebSocketComponents(server));
		WebSocketNegotiator negotiator = (request, response, callback) -> {
			if (events.isFull()) {
				return null;
			}
			List<String> ids = Request.extractQueryParameters(request).getValuesOrEmpty("clientId");
			String id = ids.isEmpty() || ids.getFirst().isEmpty() ? UUID.randomUUID().toString().replace("-", "") : ids.getFirst();
			return new EventSocket(events, id);
		};
		upgrade.addMapping("/ws", negotiator);
		upgrade.addMapping("/api/ws", negotiator);
		return upgrade;
	}
}
