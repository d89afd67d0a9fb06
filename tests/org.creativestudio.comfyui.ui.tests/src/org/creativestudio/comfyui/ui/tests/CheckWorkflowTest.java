// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;

import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.workflow.Explanation;
import org.creativestudio.comfyui.workflow.Explanation.Verdict;
import org.eclipse.core.expressions.EvaluationContext;
import org.eclipse.core.expressions.IEvaluationContext;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.ui.ISources;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({ UiGuard.class, StopsInstances.class })
class CheckWorkflowTest {

	private static final String COMMAND = "org.creativestudio.comfyui.ui.check";

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeWorkflows workflows;
	private IProject project;

	@BeforeEach
	void createProject() throws CoreException {
		workflows = new FakeWorkflows();
		project = ResourcesPlugin.getWorkspace().getRoot().getProject("checked");
		project.create(null);
		project.open(null);
	}

	@AfterEach
	void deleteProject() throws CoreException {
		project.delete(true, true, null);
		workflows.close();
	}

	@Test
	void marksAFileThatNoInstanceCanRunUntilOneCan() throws CoreException {
		IFile file = file("portrait.json");
		workflows.explanation = new Explanation(null, "no instance can run it",
				List.of(new Verdict("a", "Alpha", false, "lacks the node FancySampler", List.of("FancySampler")),
						new Verdict("b", "Beta", false, "is stopped", List.of())));
		check(file, "portrait.json cannot run: no instance can run it");
		assertThat(messages(file)).containsExactlyInAnyOrder("Alpha: lacks the node FancySampler", "Beta: is stopped");
		assertThat(severities(file)).containsExactlyInAnyOrder(IMarker.SEVERITY_ERROR, IMarker.SEVERITY_WARNING);

		workflows.explanation = new Explanation("a", "it is free", List.of(new Verdict("a", "Alpha", true, "can run it", List.of())));
		check(file, "portrait.json can run: it is free");
		assertThat(messages(file)).isEmpty();
	}

	@Test
	void marksAFileThatIsNoWorkflow() throws CoreException {
		IFile file = file("bad.json");
		check(file, "bad.json is no JSON: line 3. Export it again.");
		assertThat(messages(file)).containsExactly("bad.json is no JSON: line 3. Export it again.");
		assertThat(file.findMarkers(IMarker.PROBLEM, true, IResource.DEPTH_ZERO)).as("shown in the Problems view").hasSize(1);
	}

	private IFile file(String name) throws CoreException {
		IFile file = project.getFile(name);
		file.create(new ByteArrayInputStream(new byte[] { '{', '}' }), true, null);
		return file;
	}

	private void check(IFile file, String said) {
		UiThread.run(() -> {
			IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
			IHandlerService handlers = window.getService(IHandlerService.class);
			IEvaluationContext selected = new EvaluationContext(handlers.createContextSnapshot(false), file);
			selected.addVariable(ISources.ACTIVE_CURRENT_SELECTION_NAME, new StructuredSelection(file));
			ParameterizedCommand command = new ParameterizedCommand(window.getService(ICommandService.class).getCommand(COMMAND), null);
			try {
				handlers.executeCommandInContext(command, null, selected);
			} catch (Exception e) {
				throw new AssertionError(e);
			}
		});
		BotShell answer = bot.shell("Check Workflow");
		assertThat(answer.bot().visibleTexts()).contains(said);
		answer.bot().button("OK").click();
		answer.waitUntilClosed();
	}

	private static List<String> messages(IFile file) throws CoreException {
		return Arrays.stream(markers(file)).map(marker -> marker.getAttribute(IMarker.MESSAGE, "")).toList();
	}

	private static List<Integer> severities(IFile file) throws CoreException {
		return Arrays.stream(markers(file)).map(marker -> marker.getAttribute(IMarker.SEVERITY, -1)).toList();
	}

	private static IMarker[] markers(IFile file) throws CoreException {
		return file.findMarkers("org.creativestudio.comfyui.ui.workflowProblem", false, IResource.DEPTH_ZERO);
	}
}
