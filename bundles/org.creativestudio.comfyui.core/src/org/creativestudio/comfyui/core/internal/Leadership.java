// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.Supervision;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Which of the programs on a home supervises it: the one that holds {@code run/supervisor.lock}. The others ask again and again
 * and take over when it ends, however it ends.
 */
final class Leadership implements AutoCloseable {

	private final StudioHome home;
	private int members;
	private @Nullable HomeLock lock;
	private volatile boolean leading;
	private boolean complained;

	Leadership(StudioHome home) {
		this.home = home;
	}

	/** The file whose lock makes the one that supervises. */
	static Path file(StudioHome home) {
		return home.run().resolve("supervisor.lock"); //$NON-NLS-1$
	}

	boolean isLeading() {
		return leading;
	}

	/** Whether another program supervises and this one would take over. */
	synchronized boolean isFollowing() {
		return members > 0 && lock == null;
	}

	/** Takes part from now on. Blocks for the disk. */
	synchronized Supervision join() {
		members++;
		seek();
		AtomicBoolean open = new AtomicBoolean(true);
		return new Supervision() {
			@Override
			public boolean isLeading() {
				return open.get() && leading;
			}

			@Override
			public void close() {
				if (open.compareAndSet(true, false))
					leave();
			}
		};
	}

	private synchronized void leave() {
		if (--members == 0)
			close();
	}

	/** Asks for the lock if it is wanted and not held. Blocks for the disk. */
	synchronized void seek() {
		if (members == 0 || lock != null)
			return;
		try {
			HomeDirectory.make(home);
			lock = HomeLock.take(file(home)).orElse(null);
			leading = lock != null;
		} catch (IOException e) {
			if (!complained)
				System.getLogger(Leadership.class.getName()).log(Level.WARNING, "The instances are not supervised: " + e, e); //$NON-NLS-1$
			complained = true;
		}
	}

	@Override
	public synchronized void close() {
		leading = false;
		HomeLock held = lock;
		lock = null;
		if (held != null)
			held.close();
	}
}
