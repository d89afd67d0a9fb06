// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.health;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.QueueContents;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.health.HealthSettings;
import org.creativestudio.comfyui.core.queue.QueueSnapshot;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * Watches one instance as long as its server is up: asks it when it is time, never twice at once, listens to what it pushes, and gives
 * what it learns to the host. No thread of its own; its lock is held for moments only, and nobody else's code runs under it but the
 * host's, which returns at once.
 */
final class InstanceMonitor implements AutoCloseable {

	/** After the computer has slept its network comes back before long. */
	private static final Duration FORGIVING = Duration.ofSeconds(30);
	/** A fleet that is asked at once is spread over that time. */
	private static final Duration SPREAD = Duration.ofSeconds(2);
	/** So far apart are two pieces of news of a queue at least. */
	private static final Duration QUEUE_NEWS = Duration.ofMillis(200);
	private static final int FIRST_ANSWERS = 3;
	private static final int SETTLED = 10;

	private final String id;
	private final Host host;
	private final MonitorTime time;
	private final CheckHistory history;
	private final QueueState queue = new QueueState();
	private @Nullable Check running;
	/** Takes the next check back; null when none is planned. */
	private @Nullable Runnable due;
	private long dueAt;
	private long lastBegun;
	private final ServerPush push;
	/** Whether the program monitors, and the server is expected to answer. */
	private boolean following;
	private boolean queueWanted;
	/** Whether the connection was lost and nothing was answered since. */
	private boolean lost;
	/** A check is wanted as soon as the running one has ended. */
	private boolean again;
	private boolean listing;
	private boolean listAgain;
	private boolean newsPlanned;
	private long forgiveUntil;
	private boolean closed;

	InstanceMonitor(String id, Host host) {
		this.id = id;
		this.host = host;
		time = host.time();
		history = new CheckHistory(time.now());
		forgiveUntil = time.now() - 1;
		lastBegun = time.now() - SPREAD.toNanos();
		push = new ServerPush(id, host, this, new Pushed());
	}

	/** Begins or goes on to watch it as it is now, or rests while it is suspended or nobody monitors. */
	synchronized void follow(InstanceSnapshot instance, boolean monitored) {
		if (closed)
			return;
		boolean expected = monitored && !instance.suspended();
		queueWanted = instance.configuration().queueMonitoring();
		if (expected && !following) {
			following = true;
			history.sign(time.now());
			plan(Pace.within(history.answers() == 0 ? host.pace().fast() : SPREAD));
		} else if (!expected && following) {
			following = false;
			unplan();
		}
		if (expected && queueWanted)
			push.listen(instance);
		else
			push.end();
	}

	/** It is looked at from now on, or the settings changed: the next check may be wanted sooner. */
	synchronized void hasten() {
		if (following && running == null)
			plan(Pace.within(min(remaining(), SPREAD)));
	}

	/** The computer has slept: what fails now says nothing yet. */
	synchronized void woke() {
		forgiveUntil = time.now() + FORGIVING.toNanos();
		history.sign(time.now());
		if (following && running == null)
			plan(Pace.within(SPREAD));
		else
			again = true;
	}

	/** The settings are others: what is planned may be too late. */
	synchronized void replan() {
		if (following && running == null && remaining().compareTo(period()) > 0)
			plan(Pace.within(period()));
	}

	private static Duration min(Duration one, Duration other) {
		return one.compareTo(other) < 0 ? one : other;
	}

	/** Until the planned check. */
	private Duration remaining() {
		return due == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, dueAt - time.now()));
	}

	private void plan(Duration delay) {
		unplan();
		dueAt = time.now() + delay.toNanos();
		due = time.later(delay, this::check);
	}

	private void unplan() {
		Runnable takeBack = due;
		due = null;
		if (takeBack != null)
			takeBack.run();
	}

	// ---- checks

	/** Asks now; who asks meanwhile gets the same report. */
	CompletableFuture<HealthReport> check() {
		Check mine;
		synchronized (this) {
			Check other = running;
			if (other != null)
				return other.result.copy();
			unplan();
			again = false;
			lastBegun = time.now();
			mine = new Check();
			running = mine;
		}
		mine.begin();
		return mine.result.copy();
	}

	/** One question and its answer. */
	private final class Check {
		private final CompletableFuture<HealthReport> result = new CompletableFuture<>();
		private final long begun = time.now();
		private volatile long answered;
		private volatile CompletableFuture<ServerFacts> facts = new CompletableFuture<>();
		private volatile CompletableFuture<?> asked = facts;
		private volatile CompletableFuture<@Nullable Integer> count = CompletableFuture.completedFuture(null);
		private volatile Runnable deadline = () -> {
			// none yet
		};

		void begin() {
			try {
				Answer answer = Answer.ask(host.client(id), isCountWanted());
				asked = answer.asked();
				facts = answer.facts();
				count = answer.count();
			} catch (InstanceException e) {
				synchronized (InstanceMonitor.this) {
					running = null;
				}
				result.completeExceptionally(e);
				return;
			}
			deadline = time.later(host.pace().deadline(), () -> end(true));
			facts.whenComplete((value, failure) -> {
				answered = time.now();
				if (failure != null)
					end(false);
			});
			CompletableFuture.allOf(facts, count).whenComplete((all, failure) -> end(false));
		}

		private boolean isCountWanted() {
			synchronized (InstanceMonitor.this) {
				return queueWanted && !queue.isLive();
			}
		}

		/** Ends the check once: with an answer, a failure, or the deadline. */
		private void end(boolean late) {
			HealthReport report;
			CompletableFuture<Void> told;
			synchronized (InstanceMonitor.this) {
				if (running != this)
					return;
				running = null;
				report = judge(this, late);
				// First, so that who hears of this check finds the next one planned.
				next(this);
				told = tell(this, report);
			}
			deadline.run();
			asked.cancel(true);
			count.cancel(true);
			told.thenRun(() -> result.complete(report));
		}
	}

	/** Under the lock: makes a report of how a check ended. */
	private HealthReport judge(Check check, boolean late) {
		HealthSettings settings = host.pace().settings();
		HealthReport report;
		long now = time.now();
		if (check.facts.isDone() && !check.facts.isCompletedExceptionally()) {
			Integer count = check.count.isDone() && !check.count.isCompletedExceptionally() ? check.count.join() : null;
			if (count != null && !queue.isLive())
				queue.asked(count.intValue(), time.instant());
			lost = false;
			report = history.answered(settings, Duration.ofNanos(check.answered - check.begun), queue.isWorking(), time.instant(), now);
		} else if (!late && Answer.isCancelled(check.facts)) {
			again = true;
			report = history.interrupted(time.instant());
		} else {
			String why = late ? NLS.bind(Messages.instanceMonitor_noAnswerWithin, Spans.of(host.pace().deadline())) : Answer.why(check.facts);
			boolean silent = late || Answer.isSilence(check.facts);
			if (now - forgiveUntil < 0)
				report = history.forgiven(why, time.instant());
			else if (silent && queue.isWorking()
					&& history.silence(now).plus(host.pace().fast()).compareTo(host.pace().patience()) < 0)
				report = history.busy(time.instant(), now);
			else
				report = history.failed(settings, why, silent, time.instant(), now);
		}
		return report;
	}

	/** Under the lock. */
	private CompletableFuture<Void> tell(Check check, HealthReport report) {
		ServerFacts facts = check.facts.isDone() && !check.facts.isCompletedExceptionally() ? check.facts.join() : null;
		return closed ? CompletableFuture.completedFuture(null)
				: host.sink().checked(id, report, facts, queueWanted && (queue.isLive() || facts != null) ? queue.load() : null);
	}

	/** Under the lock: plans the next check, and lists prompts that somebody wants to see of a server that does not push. */
	private void next(Check ended) {
		if (!following)
			return;
		if (host.isListed(id) && queueWanted && !queue.isLive())
			list();
		Duration wait = again ? soonest() : Duration.ofNanos(Math.max(0, ended.begun + period().toNanos() - time.now()));
		plan(Pace.jittered(wait));
	}

	/** From the beginning of one check to that of the next. */
	private Duration period() {
		Pace pace = host.pace();
		if (lost && history.failures() > 0 && history.failures() < pace.settings().fall())
			return pace.retry();
		if (history.health() != Health.HEALTHY || history.answers() < FIRST_ANSWERS || time.now() - forgiveUntil < 0
				|| history.silence(time.now()).compareTo(pace.interval()) > 0 || host.isLookedAt(id) || host.isListed(id))
			return pace.fast();
		return queue.isIdle() && history.answers() >= SETTLED ? pace.slow() : pace.interval();
	}

	/** Events may want checks as often as they come; they do not get them. */
	private Duration soonest() {
		return Duration.ofNanos(Math.max(0, lastBegun + host.pace().retry().toNanos() / 4 - time.now()));
	}

	// ---- what the server pushes

	private final class Pushed implements ServerPush.Receiver {
		@Override
		public void connected() {
			history.sign(time.now());
			queue.connected();
			// That it pushes now is news, also when it tells the same number as it answered.
			news();
			if (host.isListed(id))
				list();
		}

		@Override
		public void disconnected() {
			lost = true;
			queue.disconnected();
			news();
			if (running != null)
				again = true;
			else if (following)
				plan(soonest());
		}

		@Override
		public void ended() {
			queue.disconnected();
		}

		@Override
		public void event(ComfyEvent event) {
			history.sign(time.now());
			if (!queue.event(event, time.instant()))
				return;
			if (event instanceof ComfyEvent.Status && host.isListed(id))
				list();
			news();
		}
	}

	/** Under the lock: tells of the queue, soon, and once for all that changes until then. */
	private void news() {
		if (newsPlanned || closed)
			return;
		newsPlanned = true;
		time.later(QUEUE_NEWS, this::tell);
	}

	private void tell() {
		synchronized (this) {
			newsPlanned = false;
			if (closed || !queue.isKnown())
				return;
			QueueLoad load = queue.load();
			if (load != null && queue.isLive())
				host.sink().queued(id, load);
			host.queueChanged(queue.snapshot(id));
		}
	}

	// ---- prompts

	/** What is known of the queue; null when nothing is. */
	synchronized @Nullable QueueSnapshot queue() {
		return !following || !queueWanted || !queue.isKnown() ? null : queue.snapshot(id);
	}

	/** Asks for the prompts, at most once at a time. */
	synchronized void list() {
		if (listing) {
			listAgain = true;
			return;
		}
		if (closed || !following || !queueWanted)
			return;
		listing = true;
		try {
			CompletableFuture<QueueContents> asked = host.client(id).queue();
			Runnable deadline = time.later(host.pace().deadline(), () -> asked.cancel(true));
			asked.whenComplete((contents, failure) -> {
				deadline.run();
				listed(contents);
			});
		} catch (InstanceException e) {
			listing = false; // it has just gone
		}
	}

	/** @param contents null when the server did not answer; a check tells why */
	synchronized void listed(@Nullable QueueContents contents) {
		listing = false;
		if (contents != null) {
			queue.listed(contents, time.instant());
			news();
		}
		if (listAgain && contents != null) {
			listAgain = false;
			time.later(QUEUE_NEWS.plusMillis(TimeUnit.SECONDS.toMillis(1) / 2), this::list);
		}
	}

	@Override
	public synchronized void close() {
		closed = true;
		following = false;
		unplan();
		push.end();
	}
}
