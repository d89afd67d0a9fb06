// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.MultiStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.osgi.util.NLS;

/** Starts the instances that the user wants to be started with the program. */
public final class FleetStart {

	private final InstanceManager manager;

	public FleetStart(InstanceManager manager) {
		this.manager = manager;
	}

	/** Takes part in supervising them as long as the manager lives. Returns at once. */
	public void supervise() {
		IJobFunction join = monitor -> {
			manager.supervise();
			return Status.OK_STATUS;
		};
		Job job = Job.create(Messages.fleet_supervising, join);
		job.setSystem(true);
		job.schedule();
	}

	/** Supervises them and starts those. Returns at once; progress and failures are shown where those of all jobs are. */
	public void begin() {
		IJobFunction start = this::start;
		Job.create(Messages.fleet_starting, start).schedule();
	}

	private IStatus start(IProgressMonitor monitor) {
		manager.supervise();
		new Await(manager.ready()).follow(monitor, failure -> Status.OK_STATUS);
		List<InstanceSnapshot> wanted = manager.getInstances().stream().filter(FleetStart::isWanted).toList();
		List<CompletableFuture<InstanceSnapshot>> starts = wanted.stream().map(instance -> manager.start(instance.id())).toList();
		MultiStatus all = new MultiStatus(FleetStart.class, 0, Messages.fleet_someFailed);
		// The user shall know at once why nothing is there, or nothing can be changed.
		manager.getProblem().ifPresent(problem -> all.add(Status.error(problem.getLocalizedMessage(), problem)));
		for (int i = 0; i < starts.size(); i++) {
			String name = wanted.get(i).name();
			all.add(new Await(starts.get(i)).follow(monitor,
					failure -> Status.error(NLS.bind(Messages.fleet_startFailed, name, failure.getLocalizedMessage()), failure)));
		}
		if (all.isOK())
			return Status.OK_STATUS;
		return all.getChildren().length == 1 ? all.getChildren()[0] : all;
	}

	private static boolean isWanted(InstanceSnapshot instance) {
		return instance.configuration().autoStart() && instance.status() == InstanceStatus.STOPPED;
	}
}
