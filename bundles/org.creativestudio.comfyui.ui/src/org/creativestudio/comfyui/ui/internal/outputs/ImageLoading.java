// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outputs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Display;

/** Reads images one after the other beside the UI thread, so that memory stays bounded; what somebody waits for first. Closed with the view. */
final class ImageLoading implements AutoCloseable {

	/** Something that reads one image. */
	@FunctionalInterface
	interface Source {
		ImageReading.Picture read() throws IOException;
	}

	private final Display display;
	private final ExecutorService thread = Executors
			.newSingleThreadExecutor(Thread.ofVirtual().name("creative-studio-images").factory()); //$NON-NLS-1$

	/** What somebody waits for, and what is read when there is none of that. Guarded by this object. */
	private final Queue<Runnable> wanted = new ArrayDeque<>();
	private final Queue<Runnable> others = new ArrayDeque<>();

	ImageLoading(Display display) {
		this.display = display;
	}

	/** Calls back on the UI thread with a picture or with a message; not after {@link #close()}, nor when it is forgotten before. */
	void load(Source source, BiConsumer<ImageReading.@Nullable Picture, String> result) {
		add(wanted, source, result);
	}

	/** The same, after all that is {@linkplain #load wanted}. */
	void loadLater(Source source, BiConsumer<ImageReading.@Nullable Picture, String> result) {
		add(others, source, result);
	}

	private void add(Queue<Runnable> queue, Source source, BiConsumer<ImageReading.@Nullable Picture, String> result) {
		synchronized (this) {
			queue.add(() -> read(source, result));
		}
		thread.execute(this::next);
	}

	private void next() {
		Runnable reading;
		synchronized (this) {
			reading = wanted.isEmpty() ? others.poll() : wanted.poll();
		}
		if (reading != null) // else it was forgotten
			reading.run();
	}

	private void read(Source source, BiConsumer<ImageReading.@Nullable Picture, String> result) {
		ImageReading.Picture picture = null;
		String message = ""; //$NON-NLS-1$
		try {
			picture = source.read();
		} catch (IOException e) {
			message = String.valueOf(e.getMessage());
		}
		ImageReading.Picture read = picture;
		String problem = message;
		deliver(() -> result.accept(read, problem));
	}

	/** Nobody waits any more for what is wanted and was not read yet. */
	synchronized void forgetWanted() {
		wanted.clear();
	}

	/** Nobody wants anything any more of what was not read yet. */
	synchronized void forgetAll() {
		wanted.clear();
		others.clear();
	}

	private void deliver(Runnable result) {
		if (thread.isShutdown())
			return;
		OnDisplay.later(display, () -> {
			if (!thread.isShutdown())
				result.run();
		});
	}

	@Override
	public void close() {
		thread.shutdownNow();
	}
}
