// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.health;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyException;
import org.creativestudio.comfyui.client.SystemStats;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.internal.HealthChecks;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * What a server is asked for in one check.
 *
 * @param asked the request; cancelling it ends it
 * @param facts what came of it
 * @param count of prompts in its queue; null when it was not asked or did not say, which is no failure of the server
 */
record Answer(CompletableFuture<SystemStats> asked, CompletableFuture<ServerFacts> facts, CompletableFuture<@Nullable Integer> count) {

	static Answer ask(ComfyClient client, boolean queue) {
		CompletableFuture<SystemStats> asked = client.systemStats();
		return new Answer(asked, asked.thenApply(HealthChecks::facts),
				queue ? client.queueRemaining().exceptionally(failure -> null) : CompletableFuture.completedFuture(null));
	}

	/** Whether a failed future failed because nothing came in time. */
	static boolean isSilence(CompletableFuture<?> failed) {
		return cause(failed) instanceof ComfyException.TimedOut;
	}

	/** Whether a failed future failed because this program gave up, not the server. */
	static boolean isCancelled(CompletableFuture<?> failed) {
		return cause(failed) instanceof CancellationException;
	}

	/** Why a future failed, for the user, without the full stop. */
	static String why(CompletableFuture<?> failed) {
		String message = cause(failed).getMessage();
		return message == null ? NLS.bind(Messages.answer_checkFailed, cause(failed)) : message.strip().replaceFirst("\\.$", ""); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static Throwable cause(CompletableFuture<?> failed) {
		try {
			failed.getNow(null);
			return new IllegalStateException();
		} catch (CompletionException e) {
			return e.getCause() != null ? e.getCause() : e;
		} catch (CancellationException e) {
			return e;
		}
	}
}
