// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.eclipse.osgi.util.NLS;

/** Asks whatever is at an address whether it is a ComfyUI. */
final class ConnectionTest {

	private static final Duration DEADLINE = Duration.ofSeconds(10);

	private ConnectionTest() {
	}

	/** Completes with a sentence for the user; never fails. */
	static CompletableFuture<String> run(InstanceConfiguration configuration) {
		long begin = System.nanoTime();
		ComfyClient client;
		try {
			client = ComfyClient.create(ClientOptions.of(configuration.baseUri()));
		} catch (IllegalArgumentException e) {
			return CompletableFuture.completedFuture(NLS.bind(Messages.test_failed, e.getMessage()));
		}
		return client.systemStats().orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
				.thenApply(stats -> NLS.bind(Messages.test_answers,
						new Object[] { stats.comfyuiVersion(), (System.nanoTime() - begin) / 1_000_000L }))
				.exceptionally(failure -> {
					Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
					return cause instanceof java.util.concurrent.TimeoutException ? NLS.bind(Messages.test_late, DEADLINE.toSeconds())
							: NLS.bind(Messages.test_failed, cause.getMessage());
				}).whenComplete((answer, failure) -> client.close());
	}
}
