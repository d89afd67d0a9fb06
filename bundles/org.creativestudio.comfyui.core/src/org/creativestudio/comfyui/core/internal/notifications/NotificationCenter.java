// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.notifications;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.ActiveInstance;
import org.creativestudio.comfyui.core.ActiveInstanceService;
import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.internal.Timer;
import org.creativestudio.comfyui.core.notifications.Notification;
import org.creativestudio.comfyui.core.notifications.NotificationKind;
import org.creativestudio.comfyui.core.notifications.Notifications;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes notifications of what happens to instances. What happens within two seconds is told together; of one instance each kind at
 * most every five minutes, and when that time is over, how it is then, if that is news.
 */
@Component(service = { Notifications.class, Notifier.class })
public final class NotificationCenter implements Notifications, Notifier, AutoCloseable {

	/** What comes within it is told together. */
	static final Duration TOGETHER = Duration.ofSeconds(2);
	static final int KEPT = 200;

	private static final System.Logger LOG = System.getLogger(NotificationCenter.class.getName());

	private final InstanceManager manager;
	private final ActiveInstanceService active;
	private final Clock clock;
	private final @Nullable ScheduledExecutorService own;
	private final Timer timer;
	private final List<Consumer<Notification>> listeners = new CopyOnWriteArrayList<>();
	private final InstanceListener instanceListener = this::changed;
	private final Consumer<ActiveInstanceService.Change> activeListener = this::activeChanged;

	/** From here on guarded by this object. */
	private final Deque<Notification> history = new ArrayDeque<>();
	private final List<Notification> pending = new ArrayList<>();
	private final Limits limits = new Limits();
	/** What bad was told last of an instance that is not well again. */
	private final Map<String, NotificationKind> troubles = new HashMap<>();
	/** Instances at which is looked again when their time is over. */
	private final Set<String> lookedAt = new LinkedHashSet<>();

	@Activate
	public NotificationCenter(@Reference InstanceManager manager, @Reference ActiveInstanceService active) {
		this(manager, active, Clock.systemUTC(), null);
	}

	/** @param timer one thread; null: one that follows the real time */
	public NotificationCenter(InstanceManager manager, ActiveInstanceService active, Clock clock, @Nullable Timer timer) {
		this.manager = manager;
		this.active = active;
		this.clock = clock;
		own = timer != null ? null
				: Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("notifications").factory()); //$NON-NLS-1$
		ScheduledExecutorService executor = own;
		this.timer = timer != null ? timer : executor != null ? Timer.on(executor) : (delay, task) -> task;
		manager.addListener(instanceListener);
		active.addListener(activeListener);
	}

	private void changed(InstanceChange change) {
		InstanceSnapshot before = change.before();
		InstanceSnapshot after = change.after();
		if (after == null) {
			forget(change.id());
			return;
		}
		if (before == null)
			return;
		if (after.status() == InstanceStatus.STOPPED)
			wellAgain(after.id());
		Trouble.of(before, after).ifPresent(kind -> tell(kind, List.of(after.id()), Texts.of(kind, after)));
		boolean heals = after.status().isUp() && after.health().health() == Health.HEALTHY
				&& (before.health().health() != Health.HEALTHY || !before.status().isUp());
		if (heals && wellAgain(after.id()))
			tell(NotificationKind.RECOVERED, List.of(after.id()), Texts.of(NotificationKind.RECOVERED, after));
	}

	private void activeChanged(ActiveInstanceService.Change change) {
		ActiveInstance after = change.after();
		InstanceSnapshot chosen = after.chosen();
		InstanceSnapshot before = change.before().chosen();
		if (chosen != null && before != null && chosen.id().equals(before.id()))
			tell(NotificationKind.ACTIVE_FALLBACK, List.of(chosen.id()), Texts.fallback(after, chosen));
	}

	private synchronized void forget(String id) {
		limits.forget(id);
		troubles.remove(id);
	}

	/** Whether something bad had been told of it. */
	private synchronized boolean wellAgain(String id) {
		return troubles.remove(id) != null;
	}

	@Override
	public void tell(NotificationKind kind, List<String> instanceIds, String message) {
		if (manager.getSettings().mutedNotifications().contains(kind.word()))
			return;
		synchronized (this) {
			// What is about a GPU, or the way of new work, is told by its words.
			String about = kind == NotificationKind.MEMORY || kind == NotificationKind.ACTIVE_FALLBACK || instanceIds.isEmpty() ? message
					: instanceIds.get(0);
			if (!limits.admits(kind, about, clock.instant())) {
				instanceIds.forEach(this::lookAgain);
				return;
			}
			if (kind == NotificationKind.UNHEALTHY || kind == NotificationKind.CRASHED)
				instanceIds.forEach(id -> troubles.put(id, kind));
			pending.add(new Notification(kind, clock.instant(), instanceIds, message));
			if (pending.size() == 1)
				schedule(TOGETHER, this::publish);
		}
	}

	private void lookAgain(String id) {
		if (lookedAt.add(id))
			schedule(Limits.LEAST, () -> look(id));
	}

	/** Something was held back: is it news by now? */
	private void look(String id) {
		InstanceSnapshot instance = manager.getInstance(id).orElse(null);
		boolean unhealthy = instance != null && instance.status().isUp() && instance.health().health() == Health.UNHEALTHY;
		int crashes;
		boolean told;
		synchronized (this) {
			lookedAt.remove(id);
			crashes = limits.takeHeld(NotificationKind.CRASHED, id);
			limits.takeHeld(NotificationKind.UNHEALTHY, id);
			limits.takeHeld(NotificationKind.RECOVERED, id);
			told = troubles.get(id) == NotificationKind.UNHEALTHY;
		}
		if (instance == null)
			return;
		if (crashes > 0)
			tell(NotificationKind.CRASHED, List.of(id), Texts.crashes(instance, crashes));
		if (unhealthy && !told)
			tell(NotificationKind.UNHEALTHY, List.of(id), Texts.of(NotificationKind.UNHEALTHY, instance));
	}

	private void schedule(Duration delay, Runnable task) {
		try {
			timer.schedule(delay, task);
		} catch (RejectedExecutionException e) {
			LOG.log(Level.DEBUG, "A notification came after the end"); //$NON-NLS-1$
		}
	}

	/** On the timer's thread. */
	private void publish() {
		List<Notification> grouped;
		synchronized (this) {
			grouped = Texts.grouped(pending, this::name);
			pending.clear();
			for (Notification notification : grouped) {
				if (history.size() == KEPT)
					history.removeLast();
				history.addFirst(notification);
			}
		}
		for (Notification notification : grouped)
			for (Consumer<Notification> listener : listeners)
				try {
					listener.accept(notification);
				} catch (RuntimeException | LinkageError e) {
					LOG.log(Level.WARNING, "A listener failed for a notification", e); //$NON-NLS-1$
				}
	}

	private String name(String id) {
		return manager.getInstance(id).map(InstanceSnapshot::name).orElse(id);
	}

	@Override
	public synchronized List<Notification> history() {
		return List.copyOf(history);
	}

	@Override
	public synchronized void clear() {
		history.clear();
	}

	@Override
	public void addListener(Consumer<Notification> listener) {
		if (!listeners.contains(listener))
			listeners.add(listener);
	}

	@Override
	public void removeListener(Consumer<Notification> listener) {
		listeners.remove(listener);
	}

	@Override
	@Deactivate
	public void close() {
		manager.removeListener(instanceListener);
		active.removeListener(activeListener);
		ScheduledExecutorService executor = own;
		if (executor != null)
			executor.shutdownNow();
	}
}
