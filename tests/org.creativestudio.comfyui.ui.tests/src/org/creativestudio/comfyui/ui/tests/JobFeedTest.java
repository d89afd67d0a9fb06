// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.creativestudio.comfyui.testing.ui.Bot;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.ui.internal.jobs.JobFeed;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.swt.widgets.Display;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobFeedTest {

	private static final int CHANGES = 20_000;

	private final FakeWorkflows workflows = new FakeWorkflows();
	private final List<List<JobSnapshot>> deliveries = new CopyOnWriteArrayList<>();
	private final List<String> removed = new CopyOnWriteArrayList<>();
	private final JobFeed feed = UiThread.call(() -> new JobFeed(workflows, Display.getDefault(), (changed, gone) -> {
		assertThat(Display.getCurrent()).isNotNull();
		deliveries.add(changed);
		removed.addAll(gone);
	}));

	@AfterEach
	void close() {
		UiThread.run(feed::close);
		workflows.close();
	}

	@Test
	void deliversOnlyTheNewestAtMostTenTimesASecond() {
		workflows.add("busy.json", WorkflowOptions.defaults());
		long start = System.nanoTime();
		for (int step = 1; step <= CHANGES; step++)
			workflows.run("job1", new JobProgress(0, 1, "1", "Wait", step, CHANGES));
		new Bot().waitUntil("the last change has arrived", () -> !deliveries.isEmpty() && isLast(deliveries.getLast().get(0)));
		long tenths = (System.nanoTime() - start) / 100_000_000L;
		assertThat(deliveries).hasSizeLessThanOrEqualTo((int) tenths + 2).allMatch(changed -> changed.size() == 1);
	}

	private static boolean isLast(JobSnapshot job) {
		JobProgress progress = job.progress();
		return progress != null && progress.step() == CHANGES;
	}

	@Test
	void tellsWhatIsGone() {
		workflows.add("gone.json", WorkflowOptions.defaults());
		workflows.remove("job1");
		new Bot().waitUntil("the removal has arrived", () -> removed.contains("job1"));
	}

	@Test
	void isSilentAfterItWasClosed() {
		UiThread.run(feed::close);
		workflows.add("late.json", WorkflowOptions.defaults());
		UiThread.run(() -> {
			// what was under way has arrived now
		});
		assertThat(deliveries).isEmpty();
	}
}
