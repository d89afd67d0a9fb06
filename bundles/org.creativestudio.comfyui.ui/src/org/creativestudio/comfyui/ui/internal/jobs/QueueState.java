// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.util.function.Consumer;

import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.creativestudio.comfyui.workflow.JobListener;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Display;

/** Tells on the UI thread whether the queue is paused, at first and whenever that changes. */
final class QueueState implements JobListener, AutoCloseable {

	private final WorkflowService service;
	private final Display display;
	private final Consumer<Boolean> sink;
	private volatile boolean closed;

	/** To be called and closed on the UI thread. */
	QueueState(WorkflowService service, Display display, Consumer<Boolean> sink) {
		this.service = service;
		this.display = display;
		this.sink = sink;
		service.addListener(this);
		sink.accept(service.isPaused());
	}

	@Override
	public void jobChanged(@Nullable JobSnapshot before, @Nullable JobSnapshot after) {
		// only the queue as a whole matters
	}

	@Override
	public void queuePaused(boolean paused) {
		OnDisplay.later(display, () -> {
			if (!closed)
				sink.accept(service.isPaused());
		});
	}

	@Override
	public void close() {
		closed = true;
		service.removeListener(this);
	}
}
