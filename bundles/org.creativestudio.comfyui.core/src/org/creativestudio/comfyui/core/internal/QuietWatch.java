// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;

/** Asks a server that somebody else runs, and that can't be reached, now and then whether it is there again. Says nothing until it is. */
final class QuietWatch {

	private static final Duration EVERY = Duration.ofSeconds(10);

	private final Life life;
	private final Supplier<Startup> startup;
	private final Runnable take;
	private Instant again = Instant.MIN;

	/**
	 * @param startup asks it
	 * @param take    what follows, on the writer, when it is there
	 */
	QuietWatch(Life life, Supplier<Startup> startup, Runnable take) {
		this.life = life;
		this.startup = startup;
		this.take = take;
	}

	/** On the writer: asks beside it, unless it was asked just now. */
	void look() {
		Instant now = life.now();
		if (now.isBefore(again))
			return;
		again = now.plus(EVERY);
		if (life.snapshot().status() == InstanceStatus.STOPPED) {
			take.run();
			return;
		}
		Startup question = startup.get();
		InstanceConfiguration asked = life.snapshot().configuration();
		life.beside("watch", () -> { //$NON-NLS-1$
			try {
				if (Ports.isOpen(asked.host(), asked.port()) && question.ask().isPresent())
					life.writer.write(take);
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
	}
}
