// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.QueueContents;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.eclipse.osgi.util.NLS;

/**
 * The part of a pause that blocks: asks the server what is left to do. An interrupt ends it.
 *
 * @param name   of the instance, for messages
 * @param client of its server
 */
record Pausing(String name, Supplier<ComfyClient> client) {

	private static final Duration POLL = Duration.ofMillis(500);
	private static final Duration ANSWER = Duration.ofSeconds(30);

	/** Does what the options say beyond keeping work away. */
	void run(PauseOptions options, LaunchedInstance process, IntConsumer left) throws InterruptedException {
		if (options.interrupt())
			get(client.get().interrupt());
		if (options.freeMemory() || options.suspend())
			awaitIdle(left);
		if (options.freeMemory())
			get(client.get().free(true, true));
		if (options.suspend())
			process.suspend();
	}

	/** Waits until the server has nothing to do any more. */
	void awaitIdle(IntConsumer left) throws InterruptedException {
		int told = -1;
		while (true) {
			QueueContents queue = get(client.get().queue());
			int count = queue.running().size() + queue.pending().size();
			if (count == 0)
				return;
			if (count != told)
				left.accept(count);
			told = count;
			Thread.sleep(POLL);
		}
	}

	private <T> T get(CompletableFuture<T> asked) throws InterruptedException {
		try {
			return asked.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
		} catch (ExecutionException e) {
			throw new InstanceException(Reason.FAILED, NLS.bind(Messages.pausing_didNotDoWhat, name, e.getCause().getMessage()), e);
		} catch (CancellationException e) { // by nobody here: the client was closed
			throw new InstanceException(Reason.FAILED, NLS.bind(Messages.pausing_didNotDoWhat, name, Messages.pausing_addressChanged), e);
		} catch (TimeoutException e) {
			throw new InstanceException(Reason.TIMEOUT, NLS.bind(Messages.pausing_didNotAnswerWithin, name, ANSWER.toSeconds()), e);
		} finally {
			asked.cancel(true);
		}
	}
}
