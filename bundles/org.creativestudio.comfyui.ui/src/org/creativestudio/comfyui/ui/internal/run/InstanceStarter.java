// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.statushandlers.StatusManager;

/**
 * Starts an instance for jobs of one command that would wait for ever, once for all of them, and says so without being in the way. Safe
 * for any thread.
 */
final class InstanceStarter {

	private static final String FIRST = "/first"; //$NON-NLS-1$
	private static final String NONE = "/none"; //$NON-NLS-1$

	private final InstanceManager manager;
	private final Display display;

	/** Ids of what was started for this command, {@link #FIRST} and {@link #NONE}: a hundred jobs that come together need one start and one word. */
	private final Set<String> done = ConcurrentHashMap.newKeySet();

	InstanceStarter(InstanceManager manager, Display display) {
		this.manager = manager;
		this.display = display;
	}

	/** Returns at once; the job waits meanwhile. */
	void startIfNoneIsUp(JobSnapshot job) {
		List<InstanceSnapshot> all = manager.getInstances();
		String named = job.options().instanceId();
		if (job.state() != JobState.WAITING || named != null && manager.getInstance(named).isEmpty())
			return; // somebody has it, or nobody ever will, which its row says
		Optional<InstanceSnapshot> meant = Optional.ofNullable(named).flatMap(manager::getInstance)
				.or(() -> job.options().strategyId() == null ? manager.getActiveInstance() : Optional.empty());
		if (meant.map(InstanceStarter::isComing).orElseGet(() -> all.stream().anyMatch(InstanceStarter::isComing)))
			return;
		Optional<InstanceSnapshot> target = meant.or(() -> all.stream().filter(InstanceStarter::canStart).findFirst());
		if (target.isPresent())
			start(target.get(), job);
		else if (all.isEmpty() && done.add(FIRST))
			FirstInstances.make(manager).whenComplete((begun, failure) -> {
				if (begun != null && begun.isPresent())
					start(begun.get().instance(), job);
				else
					report(Messages.start_noneToStart, failure);
			});
		else if (!all.isEmpty() && done.add(NONE))
			report(Messages.start_noneToStart, null);
	}

	private static boolean isComing(InstanceSnapshot instance) {
		return instance.status() == InstanceStatus.RUNNING || instance.status() == InstanceStatus.STARTING;
	}

	private static boolean canStart(InstanceSnapshot instance) {
		return !InstanceConfiguration.ATTACHED.equals(instance.configuration().kind())
				&& (instance.status() == InstanceStatus.STOPPED || instance.status() == InstanceStatus.ERROR);
	}

	private void start(InstanceSnapshot instance, JobSnapshot job) {
		if (!canStart(instance) || !done.add(instance.id()))
			return;
		String name = instance.name();
		notifyUser(NLS.bind(Messages.notify_starting, name, job.workflow().name()));
		IJobFunction start = monitor -> new Await(manager.start(instance.id())).follow(monitor,
				failure -> Status.error(NLS.bind(Messages.start_failed, name, failure.getLocalizedMessage()), failure));
		Job.create(NLS.bind(Messages.starting, name), start).schedule();
	}

	private void report(String message, @Nullable Throwable failure) {
		StatusManager.getManager().handle(failure == null ? Status.warning(message) : Status.error(message, failure),
				StatusManager.SHOW);
	}

	private void notifyUser(String text) {
		FirstInstances.tell(display, Messages.notify_title, text);
	}

}
