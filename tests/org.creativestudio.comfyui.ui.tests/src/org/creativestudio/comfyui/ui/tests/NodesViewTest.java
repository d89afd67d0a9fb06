// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The outline of the selected job's workflow. */
@ExtendWith({ UiGuard.class, StopsInstances.class })
class NodesViewTest {

	private static final String GRAPH = """
			{"2": {"class_type": "SaveImage", "inputs": {"images": ["1", 0]}},
			 "1": {"class_type": "EmptyImage", "inputs": {}, "_meta": {"title": "White"}}}""";

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeWorkflows fake;
	private BotView workflows;
	private BotView outline;

	@BeforeEach
	void open() {
		workflows = bot.viewById(StudioUi.WORKFLOWS_VIEW);
		outline = bot.viewById(StudioUi.NODES_VIEW);
		workflows.close();
		outline.close();
		fake = new FakeWorkflows();
	}

	@AfterEach
	void close() {
		outline.close();
		workflows.close();
		fake.close();
	}

	@Test
	void marksTheNodeThatRunsAndThoseThatAreDone() {
		JobHandle job = fake.add("portrait.json", GRAPH, WorkflowOptions.defaults());
		outline.show();
		workflows.show();
		workflows.bot().table().getTableItem("portrait.json").select();
		Tree tree = outline.bot().widget(Tree.class);
		bot.waitUntil("its nodes are listed", () -> texts(tree).equals(List.of("White (EmptyImage)", "SaveImage")));
		fake.run(job.id(), new JobProgress(0, 2, "1", "White", 3, 20));
		bot.waitUntil("the first runs", () -> texts(tree).equals(List.of("White (EmptyImage) \u2013 running, step 3 of 20", "SaveImage")));
		fake.run(job.id(), new JobProgress(1, 2, "2", "SaveImage", 0, 0));
		bot.waitUntil("the second runs", () -> texts(tree).equals(List.of("White (EmptyImage) \u2013 done", "SaveImage \u2013 running")));
		fake.finish(job.id(), List.of());
		bot.waitUntil("all are done", () -> texts(tree).stream().allMatch(text -> text.endsWith("done")));
	}

	/**
	 * A tree that changes while the workbench tells everybody of a selection selects something itself, and what is told last is not what
	 * was selected last: commands on instances stayed disabled after a job was selected.
	 */
	@Test
	void doesNotChangeInTheMiddleOfTheSelectionService() {
		fake.add("first.json", GRAPH.replace("White", "Black"), WorkflowOptions.defaults());
		fake.add("portrait.json", GRAPH, WorkflowOptions.defaults());
		outline.show();
		workflows.show();
		workflows.bot().table().getTableItem("first.json").select();
		Tree tree = outline.bot().widget(Tree.class);
		bot.waitUntil("the first is shown", () -> texts(tree).equals(List.of("Black (EmptyImage)", "SaveImage")));
		List<StackTraceElement> stack = new CopyOnWriteArrayList<>();
		UiThread.run(() -> tree.getItem(0).addListener(SWT.Dispose, event -> stack.addAll(List.of(Thread.currentThread().getStackTrace()))));
		workflows.bot().table().getTableItem("portrait.json").select();
		bot.waitUntil("its nodes are listed", () -> texts(tree).equals(List.of("White (EmptyImage)", "SaveImage")));
		assertThat(stack).isNotEmpty().extracting(StackTraceElement::getClassName).noneMatch(name -> name.contains("SelectionService"));
	}

	private static List<String> texts(Tree tree) {
		return Arrays.stream(tree.getItems()).map(TreeItem::getText).toList();
	}
}
