// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.internal.program.ClosingQuestion;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the user is asked when he closes the program while instances run. */
@ExtendWith(UiGuard.class)
class ClosingQuestionTest {

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeInstances fake;

	@BeforeEach
	void setUp() {
		fake = new FakeInstances();
		forget();
	}

	@AfterEach
	void tearDown() {
		forget();
		fake.close();
	}

	private static void forget() {
		InstanceScope.INSTANCE.getNode("org.creativestudio.comfyui.ui").remove("closing");
	}

	private CompletableFuture<Boolean> close() {
		CompletableFuture<Boolean> answer = new CompletableFuture<>();
		UiThread.begin(() -> answer.complete(new ClosingQuestion(fake).preShutdown(PlatformUI.getWorkbench(), false)));
		return answer;
	}

	private BotShell question() {
		return bot.shell("Close Creative Studio");
	}

	@Test
	void asksNothingWhenNothingRuns() {
		fake.put(Instances.of("a", "Alpha", InstanceStatus.STOPPED));
		assertThat(close().join()).isTrue();
	}

	@Test
	void leavesThemRunningOrStaysOpen() {
		fake.put(Instances.of("a", "Alpha", InstanceStatus.RUNNING));
		CompletableFuture<Boolean> cancelled = close();
		question().bot().button("Cancel").click();
		assertThat(cancelled.join()).isFalse();
		CompletableFuture<Boolean> left = close();
		question().bot().button("Leave Running").click();
		assertThat(left.join()).isTrue();
		assertThat(fake.asked).isEmpty();
	}

	@Test
	void stopsThemWhenTheirWorkIsDoneAndRemembersIt() {
		fake.put(Instances.of("a", "Alpha", InstanceStatus.RUNNING));
		fake.put(Instances.of("b", "Beta", InstanceStatus.PAUSED));
		fake.put(Instances.of("c", "Gamma", InstanceStatus.STOPPED));
		CompletableFuture<Boolean> stopped = close();
		question().bot().checkBox("Remember my decision").click();
		question().bot().button("Stop When Done").click();
		assertThat(stopped.join()).isTrue();
		assertThat(fake.asked).containsExactly("stop when idle a", "stop when idle b");
		fake.asked.clear();
		assertThat(close().join()).isTrue();
		assertThat(fake.asked).containsExactly("stop when idle a", "stop when idle b");
	}
}
