// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** A server process of this computer with all that it started, just launched or found again. */
final class LocalProcess implements LaunchedInstance {

	private static final System.Logger LOG = System.getLogger(LocalProcess.class.getName());
	private static final Duration POLL = Duration.ofMillis(20);
	/** For what the server started and did not end itself. */
	private static final Duration CHILDREN = Duration.ofSeconds(1);
	private static final Duration AFTER_KILL = Duration.ofSeconds(5);
	private static final Duration PORT_FREE = Duration.ofSeconds(5);

	private final String name;
	private final ProcessHandle process;
	private final RunFile.Entry entry;
	private final RunFile runFile;
	private final OutputLog log;
	private final Patience patience;
	private final ProcessTree tree;
	private final CompletableFuture<Exit> exit = new CompletableFuture<>();
	private final boolean child;
	private volatile boolean stopping;

	/** @param started the process object when it is our own child, which alone tells the exit code */
	LocalProcess(String name, ProcessHandle process, @Nullable Process started, RunFile.Entry entry, RunFile runFile, OutputLog log,
			Patience patience) {
		this.name = name;
		this.process = process;
		this.entry = entry;
		this.runFile = runFile;
		this.log = log;
		this.patience = patience;
		tree = new ProcessTree(process, entry.token());
		child = started != null;
		if (started != null)
			started.onExit().thenAccept(ended -> ended(ended.exitValue()));
		Caretaker.SHARED.add(this);
	}

	/** For the caretaker: whether there is nothing more to look after. */
	boolean looksDead() {
		if (ProcessTree.isAlive(process))
			return false;
		// Our own child tells its exit code itself.
		if (!child)
			ended(null);
		return true;
	}

	void tendLog() {
		try {
			log.tend();
		} catch (IOException e) {
			LOG.log(Level.WARNING, "The log of " + name + " could not be tended", e); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	private void ended(@Nullable Integer code) {
		boolean requested = stopping || runFile.isEndWanted(entry.token());
		if (!requested) {
			// A crash: what is left of it would keep the port or the GPU from its successor.
			ProcessTree.leftovers(entry.token()).forEach(ProcessHandle::destroyForcibly);
			note(RunFile.State.CRASHED);
		}
		tendLog();
		exit.complete(new Exit(code, ExitCodes.describe(code), requested));
	}

	@Override
	public ProcessIdentity identity() {
		return entry.identity();
	}

	@Override
	public boolean isAlive() {
		return ProcessTree.isAlive(process);
	}

	@Override
	public CompletableFuture<Exit> onExit() {
		return exit.copy();
	}

	@Override
	public boolean owns(long pid) {
		return tree.owns(pid);
	}

	@Override
	public boolean stopRequested() {
		return entry.state() == RunFile.State.STOPPING;
	}

	@Override
	public Exit stop() {
		stopping = true;
		// Whoever finds it now, should this program die, brings the stop to its end.
		note(RunFile.State.STOPPING);
		resume();
		if (ProcessTree.isAlive(process))
			Signals.interrupt(process);
		boolean gone = endsWithin(patience.interrupt(), true) && endsWithin(CHILDREN, false);
		if (!gone) {
			tree.alive().forEach(ProcessHandle::destroy);
			gone = endsWithin(patience.terminate(), false);
		}
		if (!gone) {
			tree.alive().forEach(ProcessHandle::destroyForcibly);
			if (!endsWithin(AFTER_KILL, false))
				throw new InstanceException(Reason.FAILED,
						NLS.bind(Messages.localProcess_cannotEndedSystemDoes, name,
						tree.alive().stream().map(ProcessHandle::pid).findFirst().orElse(process.pid())));
		}
		awaitFreePort();
		deleteRunFile();
		tendLog();
		if (!child)
			exit.complete(new Exit(null, ExitCodes.describe(null), true));
		try {
			return exit.get(1, TimeUnit.SECONDS);
		} catch (ExecutionException | TimeoutException e) {
			return new Exit(null, ExitCodes.describe(null), true);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return new Exit(null, ExitCodes.describe(null), true);
		}
	}

	/**
	 * @param serverOnly whether what the server started is not waited for
	 * @return whether it is gone; an interrupt hurries on to the next signal, for a tree must not stay half-ended
	 */
	private boolean endsWithin(Duration limit, boolean serverOnly) {
		long deadline = System.nanoTime() + limit.toNanos();
		while (serverOnly ? ProcessTree.isAlive(process) : !tree.alive().isEmpty()) {
			if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted())
				return false;
			pause();
		}
		return true;
	}

	private static void pause() {
		try {
			Thread.sleep(POLL);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private void awaitFreePort() {
		long deadline = System.nanoTime() + PORT_FREE.toNanos();
		while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
			try (ServerSocket socket = new ServerSocket()) {
				socket.setReuseAddress(true);
				socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), entry.identity().port()));
				return;
			} catch (IOException e) {
				pause();
			}
		}
		LOG.log(Level.WARNING, "{0} has ended, but port {1} is still in use by another program", name, //$NON-NLS-1$
				Integer.toString(entry.identity().port()));
	}

	@Override
	public void suspend() {
		for (ProcessHandle member : tree.alive())
			if (!Signals.STOP.send(member))
				throw new InstanceException(Reason.FAILED, NLS.bind(Messages.localProcess_cannotSuspendedOnSystem, name));
	}

	@Override
	public void resume() {
		tree.alive().forEach(Signals.CONTINUE::send);
	}

	@Override
	public void release() {
		Caretaker.SHARED.remove(this);
	}

	private void note(RunFile.State state) {
		try {
			runFile.note(entry, state);
		} catch (IOException e) {
			LOG.log(Level.WARNING, "What became of " + name + " could not be written down", e); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	private void deleteRunFile() {
		try {
			runFile.delete(entry.token());
		} catch (IOException e) {
			LOG.log(Level.WARNING, "The run file of " + name + " could not be deleted", e); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	@Override
	public List<String> lastOutput(int lines) {
		return log.lastLines(lines);
	}
}
