// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.jdt.annotation.Nullable;

/** The one writer of an instance's state: runs changes one after the other, keeps the snapshot and publishes each new one. */
final class Writer {

	private static final System.Logger LOG = System.getLogger(Writer.class.getName());

	private final ExecutorService executor;
	private final BiConsumer<@Nullable InstanceSnapshot, @Nullable InstanceSnapshot> publisher;
	private volatile InstanceSnapshot snapshot;

	Writer(InstanceSnapshot first, BiConsumer<@Nullable InstanceSnapshot, @Nullable InstanceSnapshot> publisher) {
		this.publisher = publisher;
		snapshot = first;
		executor = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("instance-" + first.id()).factory()); //$NON-NLS-1$
	}

	InstanceSnapshot snapshot() {
		return snapshot;
	}

	/** Runs a change after those that were asked for before. Dropped when the writer is closed. */
	void write(Runnable change) {
		try {
			executor.execute(() -> {
				try {
					change.run();
				} catch (RuntimeException | LinkageError e) {
					LOG.log(Level.ERROR, "A change of " + snapshot.id() + " failed", e); //$NON-NLS-1$ //$NON-NLS-2$
				}
			});
		} catch (RejectedExecutionException e) {
			LOG.log(Level.DEBUG, "{0} is closed", snapshot.id()); //$NON-NLS-1$
		}
	}

	/** Within a change: makes the draft, after a last touch, the new snapshot. A status that can't follow is a bug and is refused. */
	void publish(Draft draft, Consumer<Draft> touch) {
		InstanceSnapshot before = snapshot;
		touch.accept(draft);
		InstanceSnapshot after = draft.build();
		if (before.status() != after.status() && !before.status().canBecome(after.status())) {
			LOG.log(Level.ERROR, "Bug: " + before.id() + " can't become " + after.status(), //$NON-NLS-1$ //$NON-NLS-2$
					new IllegalStateException(before.status() + " -> " + after.status())); //$NON-NLS-1$
			return;
		}
		snapshot = after;
		publisher.accept(before, after);
	}

	/** Tells listeners of the instance as of a new one; later changes come after. */
	void announce() {
		write(() -> publisher.accept(null, snapshot));
	}

	/** Takes no more changes after the last one. */
	void close(Runnable last) {
		write(last);
		executor.shutdown();
	}

	static <T> void settle(CompletableFuture<T> result, T value, @Nullable Throwable failure) {
		if (failure != null)
			result.completeExceptionally(failure);
		else
			result.complete(value);
	}
}
