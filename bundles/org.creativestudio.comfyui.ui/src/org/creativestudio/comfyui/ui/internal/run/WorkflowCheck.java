// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.creativestudio.comfyui.workflow.Explanation;
import org.creativestudio.comfyui.workflow.Explanation.Verdict;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IWorkspace;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.osgi.util.NLS;

/**
 * Asks whether files of the workspace could run, and marks those that no instance can, with a reason for each instance. Markers go
 * when a later check finds that the file can run.
 */
final class WorkflowCheck {

	static final String MARKER = "org.creativestudio.comfyui.ui.workflowProblem"; //$NON-NLS-1$

	/** What is wrong with one file: messages of markers, and how bad they are. */
	private record Finding(Map<String, Integer> problems, String summary) {
	}

	private final WorkflowService service;

	WorkflowCheck(WorkflowService service) {
		this.service = service;
	}

	/** What is selected and is a file of the workspace. Not in the shortcut, which starts the platform's debugger with it. */
	static List<IFile> files(@Nullable ISelection selection) {
		List<IFile> files = new ArrayList<>();
		if (selection instanceof IStructuredSelection structured)
			for (Object element : structured) {
				IFile file = Adapters.adapt(element, IFile.class);
				if (file != null)
					files.add(file);
			}
		return files;
	}

	/**
	 * Returns at once.
	 *
	 * @param offToo whether it counts that no instance is up; else only what instances lack, and what is wrong with the file
	 * @param report is told on another thread, in one line for each file; not called when the user cancels
	 */
	void check(List<IFile> files, boolean offToo, Consumer<List<String>> report) {
		IJobFunction work = monitor -> {
			List<String> lines = new ArrayList<>();
			for (IFile file : files) {
				IStatus status = check(file, offToo, lines, monitor);
				if (!status.isOK())
					return status;
			}
			report.accept(lines);
			return Status.OK_STATUS;
		};
		Job.create(Messages.check_job, work).schedule();
	}

	private IStatus check(IFile file, boolean offToo, List<String> lines, IProgressMonitor monitor) {
		IPath location = file.getLocation();
		if (location == null)
			return Status.OK_STATUS;
		try {
			Workflow workflow = service.read(Path.of(location.toOSString()));
			CompletableFuture<Explanation> asked = service.explain(workflow, WorkflowOptions.defaults());
			IStatus status = new Await(asked).follow(monitor, failure -> Status
					.error(NLS.bind(Messages.check_failed, file.getName(), failure.getLocalizedMessage()), failure));
			if (!status.isOK())
				return status;
			Finding finding = judge(file, asked.join(), offToo);
			mark(file, finding.problems());
			lines.add(finding.summary());
		} catch (WorkflowFormatException e) {
			mark(file, Map.of(String.valueOf(e.getMessage()), IMarker.SEVERITY_ERROR));
			lines.add(String.valueOf(e.getMessage()));
		}
		return Status.OK_STATUS;
	}

	private static Finding judge(IFile file, Explanation explanation, boolean offToo) {
		if (explanation.isPossible())
			return new Finding(Map.of(), NLS.bind(Messages.check_possible, file.getName(), explanation.reason()));
		boolean lacking = explanation.instances().stream().anyMatch(verdict -> !verdict.missing().isEmpty());
		Map<String, Integer> problems = new LinkedHashMap<>();
		if (lacking || offToo)
			for (Verdict verdict : explanation.instances())
				problems.put(NLS.bind(Messages.check_refused, verdict.name(), verdict.reason()),
						verdict.missing().isEmpty() ? IMarker.SEVERITY_WARNING : IMarker.SEVERITY_ERROR);
		if (offToo && problems.isEmpty())
			problems.put(explanation.reason(), IMarker.SEVERITY_WARNING);
		return new Finding(problems, NLS.bind(Messages.check_impossible, file.getName(), explanation.reason()));
	}

	private static void mark(IFile file, Map<String, Integer> problems) {
		ICoreRunnable change = monitor -> {
			if (!file.exists())
				return;
			file.deleteMarkers(MARKER, true, IResource.DEPTH_ZERO);
			for (Map.Entry<String, Integer> problem : problems.entrySet())
				file.createMarker(MARKER, Map.of(IMarker.MESSAGE, problem.getKey(), IMarker.SEVERITY, problem.getValue()));
		};
		try {
			file.getWorkspace().run(change, file.getWorkspace().getRuleFactory().markerRule(file), IWorkspace.AVOID_UPDATE, null);
		} catch (CoreException e) {
			System.getLogger(WorkflowCheck.class.getName()).log(System.Logger.Level.WARNING, e.getMessage(), e);
		}
	}
}
