// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.internal.CrashMark.GivenUp;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** What follows when one instance goes down unasked: a restart by the program that supervises, after a while. Only touched by the writer. */
final class Crashes {

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
		} else if (restartTimer == null && leads && mark.givenUp() == null && (crash != null || mark.restart() != null)) {
			crash = mark.why();
			planRestart();
		} else if (restartTimer == null && !(marked && Objects.equals(life.snapshot().restart(), mark.restart()))) {
			if (mark.givenUp() != null)
				crash = null;
			show(mark);
		}
	}

	private void show(CrashMark mark) {
		marked = true;
		life.writer.publish(life.draft().become(InstanceStatus.ERROR, mark.told(), null, life.now()), draft -> {
			draft.restart = mark.restart();
			draft.givenUp = mark.givenUp() != null;
		});
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
			new CrashMark(why, null, null).write(life.surroundings.home(), life.id(), leads);
		life.change(InstanceStatus.ERROR, why, null);
	}

	/** On the writer, with a crash to answer. */
	private void planRestart() {
		String why = crash == null ? "" : crash; //$NON-NLS-1$
		Instant now = life.now();
		int limit = life.surroundings.settings().get().launching().restarts();
		PendingRestart restart = budget.next(now, upBeforeCrash, limit).orElse(null);
		CrashMark mark = new CrashMark(why, restart, restart != null ? null : new GivenUp(limit, (int) RestartBudget.WINDOW.toMinutes()));
		mark.write(life.surroundings.home(), life.id(), true);
		crash = restart == null ? null : why;
		if (restart != null)
			restartTimer = life.surroundings.timer().schedule(Duration.between(now, restart.at()), () -> life.writer.write(() -> restart(restart)));
		show(mark);
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
