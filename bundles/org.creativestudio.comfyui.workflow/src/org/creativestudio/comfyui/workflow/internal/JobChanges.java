// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.creativestudio.comfyui.workflow.JobListener;

/** Tells listeners of changes, one at a time and in order, on a thread of its own. */
final class JobChanges implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(JobChanges.class.getName());

	private final List<JobListener> listeners = new CopyOnWriteArrayList<>();
	private final ExecutorService publisher = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("job-changes").factory()); //$NON-NLS-1$

	void add(JobListener listener) {
		if (!listeners.contains(listener))
			listeners.add(listener);
	}

	void remove(JobListener listener) {
		listeners.remove(listener);
	}

	void tell(Consumer<JobListener> call) {
		deliver(() -> {
			for (JobListener listener : listeners)
				try {
					call.accept(listener);
				} catch (RuntimeException | LinkageError e) {
					LOG.log(Level.WARNING, "A listener for jobs failed", e); //$NON-NLS-1$
				}
		});
	}

	/** Runs something after all that was told before. */
	void deliver(Runnable delivery) {
		try {
			publisher.execute(delivery);
		} catch (RejectedExecutionException e) {
			LOG.log(Level.DEBUG, "A change of a job came after the end"); //$NON-NLS-1$
		}
	}

	@Override
	public void close() {
		publisher.shutdown();
	}
}
