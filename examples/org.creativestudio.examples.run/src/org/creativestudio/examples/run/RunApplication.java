// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.examples.run;

import java.nio.file.Path;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobListener;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/**
 * {@code FILE [INSTANCE]}: runs a workflow, on the instance of that id or name if one is given, and prints its progress and the files
 * that came of it. Ends with 0 when it is done, with 1 when not.
 */
public final class RunApplication implements IApplication {

	private static final Integer FAILED = Integer.valueOf(1);
	private static final long DEADLINE_MILLIS = 10_000;

	@Override
	public Object start(IApplicationContext context) throws InterruptedException {
		String[] arguments = (String[]) ((Map<?, ?>) context.getArguments()).get(IApplicationContext.APPLICATION_ARGS);
		if (arguments.length < 1) {
			System.err.println("FILE [INSTANCE]"); //$NON-NLS-1$
			return FAILED;
		}
		BundleContext bundles = FrameworkUtil.getBundle(RunApplication.class).getBundleContext();
		ServiceTracker<InstanceManager, InstanceManager> managers = new ServiceTracker<>(bundles, InstanceManager.class, null);
		ServiceTracker<WorkflowService, WorkflowService> services = new ServiceTracker<>(bundles, WorkflowService.class, null);
		managers.open();
		services.open();
		try {
			InstanceManager manager = managers.waitForService(DEADLINE_MILLIS);
			WorkflowService service = services.waitForService(DEADLINE_MILLIS);
			return run(manager, service, Path.of(arguments[0]), arguments.length > 1 ? arguments[1] : null);
		} finally {
			services.close();
			managers.close();
		}
	}

	private static Object run(InstanceManager manager, WorkflowService service, Path file, @Nullable String instance) {
		// Without an instance: the active one, else where the strategy says.
		WorkflowOptions options = WorkflowOptions.defaults();
		if (instance != null) {
			InstanceSnapshot found = manager.find(instance).orElse(null);
			if (found == null) {
				System.err.println("There is no instance " + instance); //$NON-NLS-1$
				return FAILED;
			}
			options = WorkflowOptions.onInstance(found.id());
		}
		JobListener progress = RunApplication::tell;
		service.addListener(progress);
		try {
			JobHandle job = service.execute(service.read(file), options);
			JobSnapshot end = job.result().join();
			end.outputs().forEach(System.out::println);
			return end.state() == JobState.DONE ? EXIT_OK : FAILED;
		} catch (WorkflowFormatException e) {
			System.err.println(e.getMessage());
			return FAILED;
		} finally {
			service.removeListener(progress);
		}
	}

	private static void tell(@Nullable JobSnapshot before, @Nullable JobSnapshot after) {
		if (after == null)
			return;
		JobProgress progress = after.progress();
		String node = progress == null || progress.nodeTitle() == null ? "" : " at " + progress.nodeTitle(); //$NON-NLS-1$ //$NON-NLS-2$
		System.err.println(after.state() + node + ": " + after.why() + (after.error() == null ? "" : ". " + after.error().message())); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	@Override
	public void stop() {
		// The job goes on at its instance.
	}
}
