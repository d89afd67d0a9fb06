// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.creativestudio.comfyui.client.internal.HttpExchange.Reader;
import org.creativestudio.comfyui.client.internal.HttpExchange.Response;

/** One GET on a connection that is made for it, without TLS. Follows no redirect, and repeats nothing. */
final class SmallGet {

	private static final Http1Config LIMITS = Http1Config.custom().setBufferSize(2048).setMaxLineLength(8192).setMaxHeaderCount(100).build();

	private final URI base;
	private final String path;
	private final Duration connectTimeout;
	private final Socket socket = new Socket();

	SmallGet(URI base, String path, Duration connectTimeout) {
		this.base = base;
		this.path = path;
		this.connectTimeout = connectTimeout;
	}

	<T> T run(Reader<T> reader) throws IOException, HttpException {
		try (Socket open = socket) {
			connect();
			open.setTcpNoDelay(true);
			DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(LIMITS);
			connection.bind(open);
			try {
				return exchange(connection, reader);
			} finally {
				// What is not read must not be drained: it may be endless.
				connection.close(CloseMode.IMMEDIATE);
			}
		}
	}

	private void connect() throws IOException {
		InetSocketAddress address = Address.of(base).resolve();
		try {
			socket.connect(address, (int) connectTimeout.toMillis());
		} catch (SocketTimeoutException e) {
			throw new ConnectTimeoutException(e.getMessage());
		}
	}

	private <T> T exchange(DefaultBHttpClientConnection connection, Reader<T> reader) throws IOException, HttpException {
		BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", path); //$NON-NLS-1$
		request.addHeader(HttpHeaders.HOST, base.getRawAuthority());
		request.addHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
		request.addHeader(HttpHeaders.USER_AGENT, "CreativeStudio"); //$NON-NLS-1$
		connection.sendRequestHeader(request);
		connection.flush();
		ClassicHttpResponse response = connection.receiveResponseHeader();
		connection.receiveResponseEntity(response);
		HttpEntity entity = response.getEntity();
		InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent();
		return reader.read(new Response(response.getCode(), body, "GET " + base + path)); //$NON-NLS-1$
	}

	/** Ends it wherever it is. */
	void abort() {
		try {
			socket.close();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
