// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLException;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyException;
import org.eclipse.jdt.annotation.Nullable;

/** Runs HTTP exchanges on virtual threads, each with a deadline for the whole of it, and ends those whose future is cancelled. */
final class HttpExchange implements AutoCloseable {

	private static final int MAX_CONNECTIONS = 16;

	private final ClientOptions options;
	private final PoolingHttpClientConnectionManager connections;
	private final CloseableHttpClient http;
	private final ExecutorService threads;
	private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();

	/** Reads a response into a result. */
	@FunctionalInterface
	interface Reader<T> {
		T read(Response response) throws IOException;
	}

	/** A response whose body is read with a bound. */
	record Response(int status, InputStream body, String where) {

		byte[] bytes(long max) throws IOException {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			copy(bytes, max);
			return bytes.toByteArray();
		}

		String text(long max) throws IOException {
			return new String(bytes(max), StandardCharsets.UTF_8);
		}

		void copy(OutputStream target, long max) throws IOException {
			byte[] buffer = new byte[8 * 1024];
			long total = 0;
			for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
				total += read;
				if (total > max)
					throw new ComfyException.TooLarge(Messages.bind(Messages.httpExchange_answeredMoreThanBytes, where, max));
				target.write(buffer, 0, read);
			}
		}
	}

	HttpExchange(ClientOptions options) {
		this.options = options;
		Timeout connect = Timeout.of(options.connectTimeout());
		Timeout socket = Timeout.of(options.requestTimeout());
		connections = PoolingHttpClientConnectionManagerBuilder.create().setMaxConnPerRoute(MAX_CONNECTIONS)
				.setMaxConnTotal(MAX_CONNECTIONS)
				.setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(connect).setSocketTimeout(socket)
						.setValidateAfterInactivity(TimeValue.ofSeconds(1)).build())
				.build();
		http = HttpClientBuilder.create().setConnectionManager(connections).disableRedirectHandling()
				.disableAutomaticRetries().disableCookieManagement().setUserAgent("CreativeStudio") //$NON-NLS-1$
				.setDefaultRequestConfig(
						RequestConfig.custom().setConnectionRequestTimeout(connect).setResponseTimeout(socket).build())
				.build();
		threads = Executors
				.newThreadPerTaskExecutor(Thread.ofVirtual().name("comfyui-http-" + Address.of(options.base()).port() + '-', 0).factory()); //$NON-NLS-1$
	}

	<T> CompletableFuture<T> start(HttpUriRequestBase request, Reader<T> reader) {
		return begin(where(request), request::abort, options.requestTimeout(), () -> run(request, reader));
	}

	/** Asks for a file, which may take its time as long as it goes on coming. */
	<T> CompletableFuture<T> file(HttpUriRequestBase request, Reader<T> reader) {
		return begin(where(request), request::abort, options.fileTimeout(), () -> run(request, reader));
	}

	/**
	 * Asks for something small on a connection of its own: for what very many servers are asked now and then. Costs less time than a
	 * kept connection of the pool with its checks, and no memory between.
	 */
	<T> CompletableFuture<T> small(String path, Reader<T> reader) {
		if (!"http".equals(options.base().getScheme())) { //$NON-NLS-1$
			HttpGet request = new HttpGet(URI.create(options.base() + path));
			request.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
			return start(request, reader);
		}
		SmallGet get = new SmallGet(options.base(), path, options.connectTimeout());
		return begin("GET " + options.base() + path, get::abort, options.requestTimeout(), () -> get.run(reader)); //$NON-NLS-1$
	}

	private interface Work<T> {
		T run() throws IOException, HttpException;
	}

	private <T> CompletableFuture<T> begin(String where, Runnable abort, Duration whole, Work<T> work) {
		CompletableFuture<T> result = new CompletableFuture<>();
		AtomicBoolean late = new AtomicBoolean();
		ScheduledFuture<?> deadline = Deadlines.in(whole, () -> {
			late.set(true);
			abort.run();
		});
		open.add(result);
		result.whenComplete((value, failure) -> {
			open.remove(result);
			deadline.cancel(false);
			if (result.isCancelled())
				abort.run();
		});
		Runnable exchange = () -> {
			try {
				result.complete(work.run());
			} catch (ComfyException e) {
				result.completeExceptionally(e);
			} catch (IOException | HttpException | RuntimeException e) {
				result.completeExceptionally(explain(where, e, late.get() ? whole : null));
			} catch (Error e) {
				result.completeExceptionally(e); // nobody shall wait for ever
				throw e;
			}
		};
		try {
			threads.execute(exchange);
		} catch (RejectedExecutionException e) { // closed
			result.cancel(true);
		}
		return result;
	}

	private <T> T run(HttpUriRequestBase request, Reader<T> reader) throws IOException {
		String where = where(request);
		return http.execute(request, (ClassicHttpResponse response) -> {
			HttpEntity entity = response.getEntity();
			try (InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent()) {
				return reader.read(new Response(response.getCode(), body, where));
			} catch (ComfyException e) {
				// An unread body must not be drained: it may be endless.
				request.abort();
				throw e;
			}
		});
	}

	private ComfyException explain(String where, Exception e, @Nullable Duration passed) {
		if (e instanceof ConnectTimeoutException)
			return new ComfyException.Unreachable(Messages.bind(Messages.httpExchange_cannotReachedNoConnection, where,
					options.connectTimeout().toMillis()), e);
		if (passed != null || e instanceof InterruptedIOException)
			return new ComfyException.TimedOut(Messages.bind(Messages.httpExchange_gaveNoCompleteAnswer, where,
					(passed == null ? options.requestTimeout() : passed).toMillis()), e);
		if (e instanceof UnknownHostException)
			return new ComfyException.Unreachable(Messages.bind(Messages.httpExchange_hostNotKnownCheck, Address.of(options.base()).host()), e);
		if (e instanceof SSLException untrusted)
			return new ComfyException.Unreachable(Messages.bind(Messages.httpExchange_cannotReached, where, Tls.explain(untrusted)), e);
		return new ComfyException.Unreachable(Messages.bind(Messages.httpExchange_cannotReachedServerStarted, where, e.getMessage()), e);
	}

	private String where(HttpUriRequestBase request) {
		return request.getMethod() + ' ' + options.base() + request.getPath().replaceFirst("\\?.*", ""); //$NON-NLS-1$ //$NON-NLS-2$
	}

	@Override
	public void close() {
		open.forEach(future -> future.cancel(true));
		http.close(CloseMode.IMMEDIATE);
		connections.close(CloseMode.IMMEDIATE);
		threads.shutdownNow();
	}
}
