// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.program;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.ui.internal.run.Await;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.MultiStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.MessageDialogWithToggle;
import org.eclipse.jface.dialogs.ProgressMonitorDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchListener;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.statushandlers.StatusManager;

/** Before the workbench closes: shall instances that run go on, or finish their work and stop? */
public final class ClosingQuestion implements IWorkbenchListener {

	/** The dialog counts buttons without an id of their own from here. */
	private static final int LEAVE = IDialogConstants.INTERNAL_ID;
	private static final int STOP = LEAVE + 1;

	private final InstanceManager manager;

	public ClosingQuestion(InstanceManager manager) {
		this.manager = manager;
	}

	@Override
	public boolean preShutdown(IWorkbench workbench, boolean forced) {
		List<InstanceSnapshot> running = manager.getInstances().stream().filter(ClosingQuestion::runs).toList();
		if (forced || running.isEmpty())
			return true;
		IWorkbenchWindow window = workbench.getActiveWorkbenchWindow();
		Shell shell = window == null ? null : window.getShell();
		Closing closing = Closing.decided();
		if (closing == Closing.ASK) {
			int answer = ask(shell, running);
			if (answer != LEAVE && answer != STOP)
				return false;
			closing = answer == STOP ? Closing.STOP : Closing.LEAVE;
		}
		return closing == Closing.LEAVE || stop(shell, running);
	}

	private static boolean runs(InstanceSnapshot instance) {
		return !InstanceConfiguration.ATTACHED.equals(instance.configuration().kind())
				&& (instance.status().isUp() || instance.status() == InstanceStatus.STARTING);
	}

	private static int ask(Shell shell, List<InstanceSnapshot> running) {
		String message = running.size() == 1 ? NLS.bind(Messages.closing_one, running.get(0).name())
				: NLS.bind(Messages.closing_many, Integer.valueOf(running.size()));
		MessageDialogWithToggle dialog = new MessageDialogWithToggle(shell, Messages.closing_title, null, LegacyActionTools.escapeMnemonics(message), MessageDialog.QUESTION,
				new String[] { Messages.closing_leave, Messages.closing_stop, IDialogConstants.CANCEL_LABEL }, 0, Messages.closing_remember,
				false);
		int answer = dialog.open();
		if (dialog.getToggleState() && answer == LEAVE)
			Closing.LEAVE.remember();
		else if (dialog.getToggleState() && answer == STOP)
			Closing.STOP.remember();
		Closing.store(); // now: the program is about to end
		return answer;
	}

	/** Whether all were stopped; the user can stay instead. */
	private boolean stop(Shell shell, List<InstanceSnapshot> running) {
		boolean[] done = new boolean[1];
		try {
			new ProgressMonitorDialog(shell).run(true, true, monitor -> done[0] = stop(monitor, running));
		} catch (InvocationTargetException e) {
			StatusManager.getManager().handle(Status.error(Messages.closing_failed, e.getCause()), StatusManager.SHOW | StatusManager.LOG);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		return done[0];
	}

	private boolean stop(IProgressMonitor monitor, List<InstanceSnapshot> running) {
		monitor.beginTask(Messages.closing_task, running.size());
		List<CompletableFuture<InstanceSnapshot>> stops = running.stream().map(instance -> manager.stopWhenIdle(instance.id())).toList();
		MultiStatus all = new MultiStatus(ClosingQuestion.class, 0, Messages.closing_failed);
		for (int i = 0; i < stops.size(); i++) {
			monitor.subTask(running.get(i).name());
			all.add(new Await(stops.get(i)).follow(monitor, failure -> Status.error(failure.getLocalizedMessage(), failure)));
			monitor.worked(1);
		}
		monitor.done();
		if (all.getSeverity() == IStatus.ERROR)
			StatusManager.getManager().handle(all, StatusManager.SHOW | StatusManager.LOG);
		return all.isOK();
	}

	@Override
	public void postShutdown(IWorkbench workbench) {
		// nothing is left to do
	}
}
