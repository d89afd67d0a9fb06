// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outputs;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.creativestudio.comfyui.workflow.JobListener;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Display;

/** Brings previews of running jobs to the UI thread; those that it has no time for are dropped. */
final class PreviewFeed implements JobListener, AutoCloseable {

	private record Preview(JobSnapshot job, byte[] image) {
	}

	private final WorkflowService service;
	private final Display display;
	private final BiConsumer<JobSnapshot, byte[]> sink;
	private final AtomicReference<@Nullable Preview> newest = new AtomicReference<>();
	private volatile boolean closed;

	PreviewFeed(WorkflowService service, Display display, BiConsumer<JobSnapshot, byte[]> sink) {
		this.service = service;
		this.display = display;
		this.sink = sink;
		service.addListener(this);
	}

	@Override
	public void jobChanged(@Nullable JobSnapshot before, @Nullable JobSnapshot after) {
		// only previews matter here
	}

	@Override
	public void jobPreview(JobSnapshot job, byte[] image) {
		if (closed || newest.getAndSet(new Preview(job, image)) != null)
			return;
		OnDisplay.later(display, () -> {
			Preview preview = newest.getAndSet(null);
			if (preview != null && !closed)
				sink.accept(preview.job(), preview.image());
		});
	}

	@Override
	public void close() {
		closed = true;
		service.removeListener(this);
	}
}
