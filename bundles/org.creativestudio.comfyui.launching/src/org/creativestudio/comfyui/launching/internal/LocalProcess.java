// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.eclipse.jdt.annotation.Nullable;

/** A server process of this computer, just started or found again. */
final class LocalProcess implements LaunchedInstance {

	private static final System.Logger LOG = System.getLogger(LocalProcess.class.getName());
	private static final Duration AFTER_KILL = Duration.ofSeconds(5);
	private static final Duration PORT_FREE = Duration.ofSeconds(5);

	private final String name;
	private final ProcessHandle process;
	private final ProcessIdentity identity;
	private final RunFile runFile;
	private final Path log;
	private final Patience patience;
	private final CompletableFuture<Exit> exit;
	private volatile boolean stopping;

	/** @param started the process object when it is our own child, which alone tells the exit code */
	LocalProcess(String name, ProcessHandle process, @Nullable Process started, ProcessIdentity identity, RunFile runFile, Path log,
			Patience patience) {
		this.name = name;
		this.process = process;
		this.identity = identity;
		this.runFile = runFile;
		this.log = log;
		this.patience = patience;
		exit = started != null ? started.onExit().thenApply(ended -> describe(ended.exitValue()))
				: process.onExit().thenApply(ended -> describe(null));
	}

	private Exit describe(@Nullable Integer code) {
		// Whoever stops an instance deletes its run file first; a crash leaves it.
		boolean requested = stopping || !runFile.exists();
		if (!requested)
			deleteRunFile();
		return new Exit(code, ExitCodes.describe(code), requested);
	}

	@Override
	public ProcessIdentity identity() {
		return identity;
	}

	@Override
	public boolean isAlive() {
		return process.isAlive();
	}

	@Override
	public CompletableFuture<Exit> onExit() {
		return exit.copy();
	}

	@Override
	public Exit stop() {
		stopping = true;
		deleteRunFile();
		Set<ProcessHandle> tree = new LinkedHashSet<>();
		tree.add(process);
		process.descendants().forEach(tree::add);
		Signals.interrupt(process);
		if (!ends(tree, patience.interrupt())) {
			alive(tree).forEach(ProcessHandle::destroy);
			if (!ends(tree, patience.terminate())) {
				alive(tree).forEach(ProcessHandle::destroyForcibly);
				if (!ends(tree, AFTER_KILL))
					throw new InstanceException(Reason.FAILED, '\'' + name + "' can't be ended: the system does not end process " //$NON-NLS-1$
							+ alive(tree).getFirst().pid() + '.');
			}
		}
		awaitFreePort();
		try {
			return exit.get(1, TimeUnit.SECONDS);
		} catch (ExecutionException | TimeoutException e) {
			return describe(null);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return describe(null);
		}
	}

	/** Waits until all are gone; children that outlive their parent get the same signals as it. */
	private static boolean ends(Set<ProcessHandle> tree, Duration patience) {
		long deadline = System.nanoTime() + patience.toNanos();
		for (ProcessHandle member : List.copyOf(tree)) {
			member.descendants().forEach(tree::add);
			try {
				member.onExit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
			} catch (TimeoutException e) {
				return false;
			} catch (ExecutionException e) {
				LOG.log(Level.DEBUG, "waiting for a process failed", e); //$NON-NLS-1$
			} catch (InterruptedException e) {
				// The tree must not stay half-ended: hurry to the next signal.
				Thread.currentThread().interrupt();
				return alive(tree).isEmpty();
			}
		}
		return alive(tree).isEmpty();
	}

	private static List<ProcessHandle> alive(Set<ProcessHandle> tree) {
		List<ProcessHandle> alive = new ArrayList<>(tree);
		alive.removeIf(member -> !member.isAlive());
		return alive;
	}

	private void awaitFreePort() {
		long deadline = System.nanoTime() + PORT_FREE.toNanos();
		while (System.nanoTime() < deadline) {
			try (ServerSocket socket = new ServerSocket()) {
				socket.setReuseAddress(true);
				socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), identity.port()));
				return;
			} catch (IOException e) {
				Thread.onSpinWait();
			}
			try {
				Thread.sleep(20);
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				return;
			}
		}
		LOG.log(Level.WARNING, "{0} has ended, but port {1} is still in use by another program", name, //$NON-NLS-1$
				Integer.toString(identity.port()));
	}

	private void deleteRunFile() {
		try {
			runFile.delete(identity);
		} catch (IOException e) {
			LOG.log(Level.WARNING, "The run file of " + name + " could not be deleted", e); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	@Override
	public List<String> lastOutput(int lines) {
		return LogTail.lines(log, lines);
	}
}
