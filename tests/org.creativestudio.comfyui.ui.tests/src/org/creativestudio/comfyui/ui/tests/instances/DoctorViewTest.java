// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.doctor.Check;
import org.creativestudio.comfyui.core.doctor.Doctor;
import org.creativestudio.comfyui.testing.ui.BotTable;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

@ExtendWith({ UiGuard.class, StopsInstances.class })
class DoctorViewTest {

	private static final List<Check> FOUND = List.of(Check.ok("Home", "It can be written."),
			Check.warning("Drivers", "No tool tells of GPUs.", "Install the driver with nvidia-smi."),
			Check.error("Alpha", "Port 8188 is used by another program.", "Choose another port.").of("a"));

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeInstances instances;
	private BotView cards;
	private BotView view;
	private ServiceRegistration<Doctor> registration;
	private volatile CompletableFuture<List<Check>> answer = CompletableFuture.completedFuture(FOUND);

	@BeforeEach
	void openOnFakes() {
		cards = bot.viewById(StudioUi.INSTANCES_VIEW);
		view = bot.viewById(StudioUi.DOCTOR_VIEW);
		cards.close();
		view.close();
		instances = new FakeInstances();
		instances.put(Instances.of("a", "Alpha", InstanceStatus.RUNNING));
		registration = FrameworkUtil.getBundle(PlatformUI.class).getBundleContext().registerService(Doctor.class, new Doctor() {
			@Override
			public CompletableFuture<List<Check>> examine() {
				return answer;
			}

			@Override
			public List<String> forgotten() {
				return List.of();
			}
		}, new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1000)));
	}

	@AfterEach
	void closeFakes() {
		view.close();
		cards.close();
		registration.unregister();
		instances.close();
	}

	private static void command(String id) {
		UiThread.run(() -> {
			try {
				PlatformUI.getWorkbench().getService(IHandlerService.class).executeCommand(id, null);
			} catch (Exception e) {
				throw new AssertionError(e);
			}
		});
	}

	@Test
	void tellsWhatIsWrongFirstWithAdviceAndCopiesIt() {
		command("org.creativestudio.comfyui.ui.doctor.check");
		BotTable table = view.bot().table();
		bot.waitUntil("all is told", () -> table.widget.getItemCount() == 3);
		assertThat(table.cell(0, 0)).isEqualTo("problem");
		assertThat(table.cell(0, 1)).isEqualTo("Alpha");
		assertThat(table.cell(0, 3)).isEqualTo("Choose another port.");
		assertThat(table.cell(1, 0)).isEqualTo("warning");
		assertThat(table.cell(2, 0)).isEqualTo("sound");
		view.toolbarButton("Copy Findings").click();
		String copied = UiThread.call(() -> {
			Clipboard clipboard = new Clipboard(Display.getDefault());
			try {
				return String.valueOf(clipboard.getContents(TextTransfer.getInstance()));
			} finally {
				clipboard.dispose();
			}
		});
		assertThat(copied).contains("Problems: 1, warnings: 1, sound: 1", "[problem] Alpha: Port 8188 is used by another program.",
				"What to do: Choose another port.", "[sound] Home: It can be written.");
		answer = CompletableFuture.completedFuture(FOUND.subList(0, 1));
		view.toolbarButton("Check Again").click();
		bot.waitUntil("it was looked at again", () -> table.widget.getItemCount() == 1);
	}

	@Test
	void aCheckThatTakesLongIsAJobThatCanBeCancelled() {
		CompletableFuture<List<Check>> slow = new CompletableFuture<>();
		answer = slow;
		view.show();
		BotTable table = view.bot().table();
		bot.waitUntil("it is a job", () -> checking() != null);
		checking().cancel();
		bot.waitUntil("it has ended", () -> slow.isCancelled() && checking() == null);
		assertThat(UiThread.call(() -> table.widget.getItemCount())).isZero();
	}

	private static Job checking() {
		for (Job job : Job.getJobManager().find(null))
			if (job.getName().equals("Checking the set-up"))
				return job;
		return null;
	}
}
