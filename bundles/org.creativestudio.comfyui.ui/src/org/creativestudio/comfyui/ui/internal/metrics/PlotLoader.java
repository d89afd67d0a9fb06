// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Request;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Display;

/** Reads in the background, one request at a time; of those that come meanwhile, the last one is read next. */
public final class PlotLoader {

	private final PlotReader reader;
	private final Display display;
	private final Consumer<PlotData> sink;
	private final AtomicReference<@Nullable Request> wanted = new AtomicReference<>();
	private final Job job = Job.createSystem(Messages.job_read, this::run);
	private volatile boolean closed;

	/** @param sink is called on the UI thread */
	public PlotLoader(PlotReader reader, Display display, Consumer<PlotData> sink) {
		this.reader = reader;
		this.display = display;
		this.sink = sink;
		job.setPriority(Job.SHORT);
	}

	/** Returns at once. What was asked for before and is not read yet is forgotten. */
	public void load(Request request) {
		wanted.set(request);
		job.schedule();
	}

	private IStatus run(IProgressMonitor monitor) {
		Request request = wanted.getAndSet(null);
		if (request == null || closed)
			return Status.OK_STATUS;
		PlotData data = reader.read(request, () -> monitor.isCanceled() || closed);
		if (!closed)
			OnDisplay.later(display, () -> deliver(data));
		return Status.OK_STATUS;
	}

	private void deliver(PlotData data) {
		if (!closed)
			sink.accept(data);
	}

	/** Nothing is delivered from now on. UI thread. */
	public void close() {
		closed = true;
		job.cancel();
	}
}
