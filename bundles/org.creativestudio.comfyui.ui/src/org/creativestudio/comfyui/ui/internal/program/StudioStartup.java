// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.program;

import java.lang.System.Logger.Level;
import java.nio.file.Files;

import org.creativestudio.comfyui.core.Housekeeping;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.health.HealthMonitor;
import org.creativestudio.comfyui.ui.internal.jobs.ProgressMirror;
import org.creativestudio.comfyui.ui.internal.notifications.NotificationPopups;
import org.creativestudio.comfyui.ui.internal.problems.ConfigurationProblems;
import org.creativestudio.comfyui.ui.internal.run.FleetStart;
import org.creativestudio.comfyui.ui.internal.run.Samples;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchListener;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/**
 * Once the workbench is open: takes part in supervising the instances and in caring for jobs that other programs left, starts those that are marked for it, and asks at the end
 * what shall become of those that run. Runs beside the workbench's start.
 */
public final class StudioStartup implements IStartup {
	@Override
	public void earlyStartup() {
		IWorkbench workbench = PlatformUI.getWorkbench();
		boolean used = Files.exists(StudioHome.current().instancesFile());
		workbench.getDisplay().asyncExec(() -> {
			InstanceManager manager = workbench.getService(InstanceManager.class);
			if (manager == null) // the Instances view says what is wrong
				return;
			WorkflowService workflows = workbench.getService(WorkflowService.class);
			if (workflows != null)
				follow(workbench, workflows);
			workbench.addWorkbenchListener(new ClosingQuestion(manager));
			HealthMonitor health = workbench.getService(HealthMonitor.class);
			if (health != null)
				health.monitor(); // as long as the workbench, which ends with the service
			tellNotifications(workbench);
			ConfigurationProblems problems = new ConfigurationProblems(manager);
			whenClosed(workbench, problems::close);
			ViewHelp.install(workbench);
			GtkStyle.follow(workbench);
			FleetStart fleet = new FleetStart(manager);
			if (used)
				fleet.begin();
			else
				fleet.supervise();
		});
		keepHouse();
		Samples.list(); // so that no dialog or menu waits for the disk
	}

	/** Figures, notifications and the rest go on from now on until the program ends. Not on the UI thread: it starts other bundles. */
	private static void keepHouse() {
		BundleContext context = FrameworkUtil.getBundle(StudioStartup.class).getBundleContext();
		ServiceReference<Housekeeping> service = context.getServiceReference(Housekeeping.class);
		if (service == null || context.getService(service) == null)
			System.getLogger(StudioStartup.class.getName()).log(Level.WARNING, "Nobody keeps house: figures are not recorded"); //$NON-NLS-1$
	}

	private static void follow(IWorkbench workbench, WorkflowService workflows) {
		workflows.attend(); // until the service ends with the program
		ProgressMirror progress = new ProgressMirror(workflows);
		whenClosed(workbench, progress::close);
	}

	static void whenClosed(IWorkbench workbench, Runnable end) {
		workbench.addWorkbenchListener(new IWorkbenchListener() {
			@Override
			public boolean preShutdown(IWorkbench closing, boolean forced) {
				return true;
			}

			@Override
			public void postShutdown(IWorkbench closing) {
				end.run();
			}
		});
	}

	/** Pop-ups until the workbench closes, also of a service that comes later. */
	private static void tellNotifications(IWorkbench workbench) {
		NotificationPopups popups = new NotificationPopups(workbench);
		whenClosed(workbench, popups::close);
	}
}
