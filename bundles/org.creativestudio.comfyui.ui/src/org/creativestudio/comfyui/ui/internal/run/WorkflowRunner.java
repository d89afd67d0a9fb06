// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.part.IShowInTarget;
import org.eclipse.ui.part.ShowInContext;
import org.eclipse.ui.statushandlers.StatusManager;

/**
 * Runs workflows for one command in a window: reads them off the UI thread, shows the Workflows view with the new job selected, starts an
 * instance when none is up, and brings the images to the front.
 */
public final class WorkflowRunner {

	private final IWorkbenchWindow window;
	private final WorkflowService service;
	private final InstanceStarter starter;
	private final OutputsToFront images;

	private WorkflowRunner(IWorkbenchWindow window, WorkflowService service, InstanceManager instances) {
		this.window = window;
		this.service = service;
		this.starter = new InstanceStarter(instances, window.getShell().getDisplay());
		this.images = new OutputsToFront(window);
	}

	/** Empty when workflows cannot be run because a part of the program is missing, which the user is told then. UI thread. */
	public static Optional<WorkflowRunner> of(IWorkbenchWindow window) {
		return Needed.service(window, WorkflowService.class).flatMap(
				service -> Needed.service(window, InstanceManager.class).map(instances -> new WorkflowRunner(window, service, instances)));
	}

	/**
	 * Reads the file and runs it some times. Returns at once; a file that is no workflow is told to the user, everything later is in
	 * the job.
	 */
	public void run(Path file, WorkflowOptions options, int times) {
		showJobs();
		ICoreRunnable work = monitor -> {
			try {
				Workflow workflow = service.read(file);
				new RecentWorkflows().add(file);
				Long first = seed(options, times);
				for (int i = 0; i < times; i++)
					execute(workflow, options.seed(first == null ? null : Long.valueOf(first + i)));
			} catch (WorkflowFormatException e) {
				StatusManager.getManager().handle(Status.error(e.getMessage(), e.getCause()), StatusManager.SHOW);
			}
		};
		Job.create(NLS.bind(Messages.reading, file.getFileName()), work).schedule();
	}

	/** Several runs of one seed would be one image several times, so each run gets the next seed. */
	private static @Nullable Long seed(WorkflowOptions options, int times) {
		return options.seed() == null && times > 1 ? Long.valueOf(ThreadLocalRandom.current().nextLong(1L << 32)) : options.seed();
	}

	/**
	 * Reads the file and runs it. Returns at once.
	 *
	 * @param otherwise is told, on another thread, when the file is no workflow
	 */
	public void runIfWorkflow(Path file, WorkflowOptions options, Consumer<WorkflowFormatException> otherwise) {
		ICoreRunnable work = monitor -> {
			try {
				Workflow workflow = service.read(file);
				new RecentWorkflows().add(file);
				onUiThread(this::showJobs);
				execute(workflow, options);
			} catch (WorkflowFormatException e) {
				otherwise.accept(e);
			}
		};
		Job.create(NLS.bind(Messages.reading, file.getFileName()), work).schedule();
	}

	/** Lets the user say how to run a file. Returns at once; a file that is no workflow is told to the user instead. */
	public void ask(Path file) {
		ICoreRunnable work = monitor -> {
			try {
				service.read(file);
				onUiThread(() -> ask(file, null));
			} catch (WorkflowFormatException e) {
				StatusManager.getManager().handle(Status.error(e.getMessage(), e.getCause()), StatusManager.SHOW);
			}
		};
		Job.create(NLS.bind(Messages.reading, file.getFileName()), work).schedule();
	}

	/** Asks on the UI thread, and runs what the user wants. */
	void ask(@Nullable Path file, @Nullable String instance) {
		RunWorkflowDialog dialog = new RunWorkflowDialog(window.getShell(), window.getService(InstanceManager.class),
				window.getService(StrategyRegistry.class), file, instance);
		RunWorkflowDialog.Request request = dialog.open() == Window.OK ? dialog.request() : null;
		if (request != null)
			run(request.file(), request.options(), request.times());
	}

	private void onUiThread(Runnable work) {
		OnDisplay.later(window.getWorkbench().getDisplay(), () -> {
			if (window.getShell() != null && !window.getShell().isDisposed())
				work.run();
		});
	}

	/** Runs a workflow that was read before. Returns at once. */
	public void run(Workflow workflow, WorkflowOptions options) {
		showJobs();
		execute(workflow, options);
	}

	/** Runs a job that has ended once more. Returns at once; the future fails with a message for users. */
	public CompletableFuture<Void> retry(String id) {
		showJobs();
		return service.retry(id).thenAccept(this::follow);
	}

	private void execute(Workflow workflow, WorkflowOptions options) {
		follow(service.execute(workflow, options));
	}

	private void follow(JobHandle job) {
		starter.startIfNoneIsUp(job.snapshot());
		onUiThread(() -> select(job.snapshot()));
		job.result().thenAccept(ended -> {
			if (!ended.outputs().isEmpty())
				onUiThread(images::bring);
		});
	}

	private void select(JobSnapshot job) {
		IWorkbenchPage page = window.getActivePage();
		if (page != null && page.findView(StudioUi.WORKFLOWS_VIEW) instanceof IShowInTarget jobs)
			jobs.show(new ShowInContext(null, new StructuredSelection(job)));
	}

	private void showJobs() {
		IWorkbenchPage page = window.getActivePage();
		try {
			if (page != null)
				page.showView(StudioUi.WORKFLOWS_VIEW, null, IWorkbenchPage.VIEW_VISIBLE);
		} catch (PartInitException e) {
			StatusManager.getManager().handle(e.getStatus(), StatusManager.LOG);
		}
	}
}
