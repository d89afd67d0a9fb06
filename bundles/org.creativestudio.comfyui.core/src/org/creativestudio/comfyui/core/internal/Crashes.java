// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** What follows when one instance goes down unasked: a restart by the program that supervises, after a while. Only touched by the writer. */
public final class Crashes {

	/** With this begins what is said of an instance that is not started again. */
	private static final String GIVEN_UP = Messages.crashes_givenUp.substring(0, Messages.crashes_givenUp.indexOf('{'));

	private final Life life;
	private final Consumer<String> launch;
	private final RestartBudget budget = new RestartBudget();
	private @Nullable Runnable restartTimer;
	/** Why it crashed, as long as a restart may still follow. */
	private @Nullable String crash;
	private Duration upBeforeCrash = Duration.ZERO;
	/** Whether it is an error because of a {@link CrashMark}. */
	private boolean marked;

	/** @param launch starts the instance; is told what to say of it */
	Crashes(Life life, Consumer<String> launch) {
		this.life = life;
		this.launch = launch;
	}

	/** Whether this is said of an instance because it was started too often and is not started again. */
	public static boolean isGivenUp(String activity) {
		return activity.startsWith(GIVEN_UP);
	}

	/** On the writer: the user has started it himself. */
	void forgive() {
		budget.forgive();
	}

	/** On the writer, when nothing runs: what do other programs say of a crash, and is it for this one to answer it? */
	void follow() {
		CrashMark mark = CrashMark.read(life.surroundings.home(), life.id()).orElse(null);
		boolean leads = life.surroundings.leading().getAsBoolean();
		if (mark == null) {
			if (restartTimer != null || marked) {
				cancel();
				life.change(InstanceStatus.STOPPED, Messages.crashes_stoppedAnotherProgram, null);
			} else if (crash != null && leads)
				planRestart();
		} else if (restartTimer == null && leads && (crash != null || mark.restart() != null)) {
			crash = mark.why();
			planRestart();
		} else if (restartTimer == null && !(marked && Objects.equals(life.snapshot().restart(), mark.restart()))) {
			marked = true;
			life.writer.publish(life.draft().become(InstanceStatus.ERROR, mark.why(), null, life.now()),
					draft -> draft.restart = mark.restart());
		}
	}

	/** On the writer: it is down and nobody wanted it. */
	void crashed(String why, Duration upFor) {
		crash = why;
		upBeforeCrash = upFor;
		boolean leads = life.surroundings.leading().getAsBoolean();
		boolean wanted = life.snapshot().configuration().restartPolicy() != RestartPolicy.NEVER;
		if (wanted && leads) {
			planRestart();
			return;
		}
		if (!wanted)
			crash = null;
		// Who supervises writes it himself.
		marked = leads || !life.surroundings.following().getAsBoolean();
		if (marked)
			new CrashMark(why, null).write(life.surroundings.home(), life.id(), leads);
		life.change(InstanceStatus.ERROR, why, null);
	}

	/** On the writer, with a crash to answer. */
	private void planRestart() {
		String why = crash == null ? "" : crash; //$NON-NLS-1$
		Instant now = life.now();
		int limit = life.surroundings.settings().get().launching().restarts();
		PendingRestart restart = budget.next(now, upBeforeCrash, limit).orElse(null);
		String told = restart != null ? why
				: NLS.bind(Messages.crashes_givenUp, new Object[] { limit, RestartBudget.WINDOW.toMinutes(), why });
		new CrashMark(told, restart).write(life.surroundings.home(), life.id(), true);
		marked = true;
		crash = restart == null ? null : why;
		if (restart != null)
			restartTimer = life.surroundings.timer().schedule(Duration.between(now, restart.at()), () -> life.writer.write(() -> restart(restart)));
		life.writer.publish(life.draft().become(InstanceStatus.ERROR, told, null, now), draft -> draft.restart = restart);
	}

	private void restart(PendingRestart restart) {
		if (!restart.equals(life.snapshot().restart()) || life.launched != null)
			return;
		restartTimer = null;
		boolean wanted = CrashMark.read(life.surroundings.home(), life.id()).filter(mark -> restart.equals(mark.restart())).isPresent();
		cancel();
		if (wanted)
			launch.accept(NLS.bind(Messages.crashes_startingAgain, restart.attempt(), restart.limit()));
		else
			life.change(InstanceStatus.STOPPED, Messages.crashes_stoppedAnotherProgram, null);
	}

	/** On the writer: forgets the crash, for every program; somebody has started or stopped the instance. */
	void cancel() {
		Runnable timer = restartTimer;
		restartTimer = null;
		crash = null;
		marked = false;
		CrashMark.delete(life.surroundings.home(), life.id());
		if (timer != null)
			timer.run();
		if (life.snapshot().restart() != null)
			life.writer.publish(life.draft(), draft -> draft.restart = null);
	}

	/** On the writer: does nothing more, and leaves what is planned to the next program. */
	void close() {
		Runnable timer = restartTimer;
		if (timer != null)
			timer.run();
	}
}
