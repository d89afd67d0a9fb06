// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;

/** The launcher of one instance, which somebody may have contributed that it hangs or fails. Only touched by the writer. */
final class GuardedLauncher {

	private static final System.Logger LOG = System.getLogger(GuardedLauncher.class.getName());
	private static final Duration ADOPTION = Duration.ofSeconds(5);
	private static final Duration ADOPTION_AGAIN = Duration.ofSeconds(15);

	private final Life life;
	private Instant adoptAgain = Instant.MIN;

	GuardedLauncher(Life life) {
		this.life = life;
	}

	private Optional<InstanceLauncher> launcher() {
		return life.surroundings.launchers().find(life.snapshot().configuration().kind());
	}

	/** Whether it starts and stops its instances, or only watches them. */
	boolean controls() {
		return launcher().map(InstanceLauncher::controls).orElse(Boolean.TRUE);
	}

	/** The process that runs already, if there is one. */
	Optional<LaunchedInstance> find() {
		InstanceLauncher launcher = launcher().orElse(null);
		Instant now = life.now();
		if (launcher == null || now.isBefore(adoptAgain))
			return Optional.empty();
		CompletableFuture<Optional<LaunchedInstance>> answer = new CompletableFuture<>();
		Thread asking = Thread.ofVirtual().name("adopt-" + life.id()).start(() -> { //$NON-NLS-1$
			try {
				answer.complete(launcher.adopt(life.snapshot().configuration(), life.surroundings.home()));
			} catch (RuntimeException | LinkageError e) {
				answer.completeExceptionally(e);
			}
		});
		try {
			return answer.get(ADOPTION.toMillis(), TimeUnit.MILLISECONDS);
		} catch (TimeoutException e) {
			asking.interrupt();
			adoptAgain = now.plus(ADOPTION_AGAIN);
			LOG.log(Level.WARNING, "The launcher of {0} does not say whether it runs; it is asked again in a while", life.id()); //$NON-NLS-1$
		} catch (ExecutionException e) {
			adoptAgain = now.plus(ADOPTION_AGAIN);
			LOG.log(Level.WARNING, "Whether " + life.id() + " runs could not be found out; it is tried again in a while", e.getCause()); //$NON-NLS-1$ //$NON-NLS-2$
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		return Optional.empty();
	}
}
