// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The configuration of a home as this program follows it: one thing at a time and off the caller's thread; what was read or changed is
 * shown before a change is said to be done.
 */
final class FollowedStore implements StoreAccess, AutoCloseable {

	private static final System.Logger LOG = System.getLogger(FollowedStore.class.getName());

	private final ConfigurationStore store;
	private final Function<Document, CompletableFuture<Void>> show;
	private final ExecutorService executor = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("instance-store").factory()); //$NON-NLS-1$
	/** Only touched by the executor. */
	private @Nullable Object seen;
	/** Completes when others see the last version. Only touched by the executor. */
	private CompletableFuture<Void> shown = CompletableFuture.completedFuture(null);
	/** Why the configuration can't be read, or not be changed; null when it can. */
	private volatile @Nullable InstanceException problem;

	/** @param show is told of every version but the first, on this object's executor; completes when others see it */
	FollowedStore(ConfigurationStore store, Function<Document, CompletableFuture<Void>> show) {
		this.store = store;
		this.show = show;
	}

	/** Reads for the first time, on the caller's thread; empty when it can't be read. */
	Document begin() {
		seen = store.stamp();
		return read().orElse(Document.EMPTY);
	}

	private Optional<Document> read() {
		InstanceException before = problem;
		Document document = null;
		try {
			document = store.read();
			problem = store.readOnly(document);
		} catch (InstanceException e) {
			problem = e;
		}
		if (problem instanceof InstanceException now && (before == null || !now.getMessage().equals(before.getMessage())))
			LOG.log(Level.ERROR, "{0}", now.getMessage()); //$NON-NLS-1$
		return Optional.ofNullable(document);
	}

	/** On the executor: what have other programs done? */
	void look() {
		Object stamp = store.stamp();
		if (!Objects.equals(stamp, seen)) {
			seen = stamp;
			read().ifPresent(document -> shown = show.apply(document));
		}
	}

	@Override
	public <T> CompletableFuture<T> with(Function<ConfigurationStore, T> work) {
		return with(work, Function.identity());
	}

	/** @param answer makes the result when others see what was done, on any thread */
	<T, R> CompletableFuture<R> with(Function<ConfigurationStore, T> work, Function<T, R> answer) {
		CompletableFuture<R> result = new CompletableFuture<>();
		boolean accepted = execute(() -> {
			try {
				T done = work.apply(store);
				look();
				shown.thenApply(told -> answer.apply(done)).whenComplete((value, failure) -> Writer.settle(result, value,
						failure instanceof CompletionException wrapped ? wrapped.getCause() : failure));
			} catch (RuntimeException | Error e) { // nobody shall wait for ever
				result.completeExceptionally(e);
			}
		});
		if (!accepted)
			result.completeExceptionally(new InstanceException(Reason.CANCELLED, Messages.followedStore_programEndsNothingChanged));
		return result;
	}

	/** @return whether it will be done */
	boolean execute(Runnable work) {
		try {
			executor.execute(() -> {
				try {
					work.run();
				} catch (RuntimeException e) {
					LOG.log(Level.ERROR, "The configuration could not be followed", e); //$NON-NLS-1$
				}
			});
			return true;
		} catch (RejectedExecutionException e) {
			LOG.log(Level.DEBUG, "The instance manager is closed"); //$NON-NLS-1$
			return false;
		}
	}

	@Nullable
	InstanceException problem() {
		return problem;
	}

	/** What was begun is finished. */
	@Override
	public void close() {
		executor.shutdown();
	}
}
