// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.Supervision;
import org.creativestudio.comfyui.core.health.HealthMonitor;
import org.creativestudio.comfyui.core.notifications.Notification;
import org.creativestudio.comfyui.core.notifications.NotificationKind;
import org.creativestudio.comfyui.core.notifications.Notifications;
import org.creativestudio.comfyui.workflow.WorkflowService.Attendance;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stays, starts crashed instances again, cares for the jobs that other programs left, and tells what happens. For computers without a screen. */
@Command(name = "supervise", description = "${bundle:verb.supervise}")
final class SuperviseVerb extends Verb {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault()); //$NON-NLS-1$

	@Option(names = "--auto-start", description = "${bundle:supervise.auto-start}")
	private boolean autoStart;

	@Option(names = "--no-first-launch", description = "${bundle:supervise.no-first-launch}")
	private boolean noFirstLaunch;

	/** Ids of what a home that was empty begins with and that is to run. */
	private Set<String> first = Set.of();

	SuperviseVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		InstanceManager manager = new Instances(context).manager();
		if (!noFirstLaunch)
			context.interruption().await(services().firstLaunch().begin()).ifPresent(begun -> {
				Target.tell(begun, terminal());
				first = Set.copyOf(begun.start());
			});
		InstanceListener listener = this::tell;
		manager.addListener(listener);
		services().housekeeping();
		Notifications notifications = services().notifications();
		Consumer<Notification> notified = this::tell;
		notifications.addListener(notified);
		try (Supervision supervision = manager.supervise(); HealthMonitor.Watch monitoring = context.services().health().monitor();
				Attendance jobs = context.services().workflows().attend()) {
			terminal().say(supervision.isLeading() ? Messages.supervising : Messages.supervising_follows);
			manager.getInstances().stream().filter(instance -> instance.status() != InstanceStatus.STOPPED)
					.forEach(instance -> tell(new InstanceChange(null, instance)));
			if (autoStart)
				manager.getInstances().stream().filter(this::isWanted).forEach(instance -> manager.start(instance.id()));
			context.interruption().await(new CompletableFuture<>());
			return ExitCode.DONE;
		} finally {
			manager.removeListener(listener);
			notifications.removeListener(notified);
		}
	}

	private boolean isWanted(InstanceSnapshot instance) {
		return (instance.configuration().autoStart() || first.contains(instance.id())) && instance.status() == InstanceStatus.STOPPED;
	}

	private void tell(Notification notification) {
		if (json) {
			JsonArray ids = new JsonArray();
			notification.instanceIds().forEach(ids::add);
			JsonObject content = new JsonObject();
			content.addProperty("kind", notification.kind().word()); //$NON-NLS-1$
			content.addProperty("message", notification.message()); //$NON-NLS-1$
			content.add("instances", ids); //$NON-NLS-1$
			JsonObject event = new JsonObject();
			event.addProperty("time", notification.at().toString()); //$NON-NLS-1$
			event.add("notification", content); //$NON-NLS-1$
			terminal().out().println(event);
		} else if (notification.kind() != NotificationKind.CRASHED) // told as a change already
			terminal().out().println(TIME.format(notification.at()) + "  " + notification.message()); //$NON-NLS-1$
		terminal().out().flush();
	}

	private void tell(InstanceChange change) {
		InstanceSnapshot after = change.after();
		InstanceSnapshot before = change.before();
		if (after == null || before != null && before.status() == after.status() && (after.restart() == null || after.restart().equals(before.restart())))
			return;
		if (json) {
			JsonObject event = new JsonObject();
			event.addProperty("time", after.since().toString()); //$NON-NLS-1$
			event.add("instance", InstanceViews.json(after)); //$NON-NLS-1$
			terminal().out().println(event); // one line for each event
		} else {
			PendingRestart restart = after.restart();
			terminal().out().println(TIME.format(java.time.Instant.now()) + "  " + after.name() + "  " + InstanceViews.word(after.status()) //$NON-NLS-1$ //$NON-NLS-2$
					+ "  " + after.activityLine() + (restart == null ? "" //$NON-NLS-1$ //$NON-NLS-2$
							: "  " + NLS.bind(Messages.next_start, new Object[] { restart.attempt(), restart.limit(), TIME.format(restart.at()) }))); //$NON-NLS-1$
		}
		terminal().out().flush();
	}
}
