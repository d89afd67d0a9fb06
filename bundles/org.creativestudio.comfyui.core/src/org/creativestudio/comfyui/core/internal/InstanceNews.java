// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.jdt.annotation.Nullable;

/** Tells listeners what has changed, one change at a time and in order, on a thread of its own. Safe for any thread. */
final class InstanceNews implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(InstanceNews.class.getName());

	private final List<InstanceListener> listeners = new CopyOnWriteArrayList<>();
	private final ExecutorService publisher = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("instance-changes").factory()); //$NON-NLS-1$

	void add(InstanceListener listener) {
		if (!listeners.contains(listener))
			listeners.add(listener);
	}

	void remove(InstanceListener listener) {
		listeners.remove(listener);
	}

	/** An instance changed; null before: it is new, null after: it is gone. */
	void publish(@Nullable InstanceSnapshot before, @Nullable InstanceSnapshot after) {
		InstanceChange change = new InstanceChange(before, after);
		tell(listener -> listener.instanceChanged(change), change.id());
	}

	void settingsChanged(FleetSettings settings) {
		tell(listener -> listener.settingsChanged(settings), "the settings"); //$NON-NLS-1$
	}

	private void tell(Consumer<InstanceListener> news, String of) {
		try {
			publisher.execute(() -> {
				for (InstanceListener listener : listeners)
					try {
						news.accept(listener);
					} catch (RuntimeException | LinkageError e) {
						LOG.log(Level.WARNING, "A listener failed for a change of " + of, e); //$NON-NLS-1$
					}
			});
		} catch (RejectedExecutionException e) {
			LOG.log(Level.DEBUG, "A change came after the end"); //$NON-NLS-1$
		}
	}

	/** What was told before is still delivered. */
	@Override
	public void close() {
		publisher.shutdown();
	}
}
