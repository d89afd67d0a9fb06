// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * The one writer of an instance's state: runs changes one after the other, keeps the snapshot and publishes each new one. Has a thread
 * only while there is something to do: of very many instances nearly all rest.
 */
final class Writer {

	private static final System.Logger LOG = System.getLogger(Writer.class.getName());

	/** Guarded by itself, as the two that follow. */
	private final Queue<Runnable> changes = new ArrayDeque<>();
	private boolean working;
	private boolean closed;
	private final BiConsumer<@Nullable InstanceSnapshot, @Nullable InstanceSnapshot> publisher;
	/** Held while something is handed to the publisher, which returns at once. */
	private final Object telling = new Object();
	/** Guarded by the lock above. */
	private boolean gone;
	private volatile InstanceSnapshot snapshot;

	Writer(InstanceSnapshot first, BiConsumer<@Nullable InstanceSnapshot, @Nullable InstanceSnapshot> publisher) {
		this.publisher = publisher;
		snapshot = first;
	}

	InstanceSnapshot snapshot() {
		return snapshot;
	}

	/**
	 * Runs a change after those that were asked for before. Dropped when the writer is closed.
	 *
	 * @return whether it will run
	 */
	boolean write(Runnable change) {
		synchronized (changes) {
			if (closed) {
				LOG.log(Level.DEBUG, "{0} is closed", snapshot.id()); //$NON-NLS-1$
				return false;
			}
			changes.add(change);
			if (working)
				return true;
			working = true;
		}
		begin();
		return true;
	}

	/**
	 * The same for whoever waits for a result: it fails when the change does, or can't be made any more.
	 *
	 * @param result completed by the change, or later
	 */
	void write(CompletableFuture<?> result, Runnable change) {
		boolean accepted = write(() -> {
			try {
				change.run();
			} catch (InstanceException e) { // says all that is to be said
				result.completeExceptionally(e);
			} catch (RuntimeException | Error e) {
				result.completeExceptionally(new InstanceException(Reason.FAILED, NLS.bind(Messages.writer_failed, snapshot.name(), e), e));
				throw e;
			}
		});
		if (!accepted)
			result.completeExceptionally(new InstanceException(Reason.NOT_FOUND, NLS.bind(Messages.writer_closed, snapshot.name())));
	}

	private void begin() {
		Thread.ofVirtual().name("instance-" + snapshot.id()).start(this::work); //$NON-NLS-1$
	}

	private void work() {
		for (Runnable change = next(); change != null; change = next())
			try {
				change.run();
			} catch (RuntimeException | LinkageError e) {
				LOG.log(Level.ERROR, "A change of " + snapshot.id() + " failed", e); //$NON-NLS-1$ //$NON-NLS-2$
			} catch (Error e) {
				begin(); // the other changes are made nevertheless
				throw e;
			}
	}

	private @Nullable Runnable next() {
		synchronized (changes) {
			Runnable change = changes.poll();
			working = change != null;
			return change;
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
		tell(before, after);
	}

	private void tell(@Nullable InstanceSnapshot before, @Nullable InstanceSnapshot after) {
		synchronized (telling) {
			if (!gone)
				publisher.accept(before, after);
		}
	}

	/** Tells listeners of the instance as of a new one; later changes come after. */
	void announce() {
		write(() -> tell(null, snapshot));
	}

	/** Tells listeners that the instance is gone: whatever becomes of it from now on is no news. Any thread. */
	void leave() {
		synchronized (telling) {
			tell(snapshot, null);
			gone = true;
		}
	}

	/** Takes no more changes after the last one. */
	void close(Runnable last) {
		synchronized (changes) {
			if (closed)
				return;
			closed = true;
			changes.add(last);
			if (working)
				return;
			working = true;
		}
		begin();
	}

	boolean isClosed() {
		synchronized (changes) {
			return closed;
		}
	}

	static <T> void settle(CompletableFuture<T> result, T value, @Nullable Throwable failure) {
		if (failure != null)
			result.completeExceptionally(failure);
		else
			result.complete(value);
	}
}
