// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.ActiveFallback;
import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.JobSettings;
import org.creativestudio.comfyui.core.LaunchSettings;
import org.creativestudio.comfyui.core.SecuritySettings;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthSettings;
import org.creativestudio.comfyui.testing.ui.Bot;
import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.editor.InstanceEditing;
import org.creativestudio.comfyui.ui.internal.program.Closing;
import org.creativestudio.comfyui.ui.internal.run.OutputsToFront;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is decided for all instances, on its preference pages. */
@Tag("installed")
@ExtendWith({ UiGuard.class, StopsInstances.class })
class FleetPreferencesTest {

	private static final String PREFIX = "org.creativestudio.comfyui.ui.preferences.";

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeInstances instances;

	@BeforeEach
	void useFakes() {
		bot.viewById(StudioUi.INSTANCES_VIEW).close();
		instances = new FakeInstances();
	}

	@AfterEach
	void closeFakes() {
		instances.close();
	}

	private BotShell open(String page) {
		UiThread.begin(() -> PreferencesUtil.createPreferenceDialogOn(null, PREFIX + page, new String[] { PREFIX + page }, null).open());
		return bot.shell("Preferences (Filtered)");
	}

	private void apply(BotShell dialog) {
		dialog.bot().button("Apply and Close").click();
		dialog.waitUntilClosed();
	}

	@Test
	void setsHowInstancesAreChecked() {
		BotShell dialog = open("health");
		Bot page = dialog.bot();
		assertThat(page.spinnerWithLabel("Interval of checks (s):").getSelection()).isEqualTo(30);
		page.spinnerWithLabel("Interval of checks (s):").setSelection(15);
		page.spinnerWithLabel("Failures until unhealthy:").setSelection(5);
		apply(dialog);
		HealthSettings defaults = HealthSettings.DEFAULTS;
		bot.waitUntil("it is stored", () -> instances.settings.get().health().equals(new HealthSettings(Duration.ofSeconds(15), 5,
				defaults.rise(), defaults.slowFactor(), defaults.slow(), defaults.deadline())));
		assertThat(instances.settings.get().metricsPort()).isZero();
	}

	@Test
	void refusesThePortOfAnInstance() {
		instances.put(Instances.of(InstanceConfiguration.builder("a", "Alpha").port(9188).build(), InstanceStatus.STOPPED, Health.UNKNOWN, "",
				null, null, false));
		BotShell dialog = open("health");
		assertThat(dialog.bot().label("Port:").isEnabled()).isFalse();
		dialog.bot().checkBox("Publish as Prometheus text on this computer").click();
		assertThat(dialog.bot().label("Port:").isEnabled()).isTrue();
		assertThat(dialog.bot().visibleTexts()).anyMatch(text -> text.contains("Port 9188 is that of Alpha"));
		assertThat(dialog.bot().button("Apply and Close").isEnabled()).isFalse();
		dialog.bot().spinnerWithLabel("Port:").setSelection(9200);
		apply(dialog);
		bot.waitUntil("it is stored", () -> instances.settings.get().metricsPort() == 9200);
	}

	@Test
	void choosesAStrategyAndWhatReplacesTheActiveInstance() {
		BotShell dialog = open("balancing");
		dialog.bot().comboBox().setSelection("Round-robin");
		dialog.bot().checkBox("work waits for it").click();
		apply(dialog);
		bot.waitUntil("it is stored", () -> "round-robin".equals(instances.settings.get().strategy())
				&& instances.settings.get().activeFallback() == ActiveFallback.WAIT);
	}

	@Test
	void setsTheOptionsOfTheStrategyThatIsChosen() {
		instances.settings.set(FleetSettings.DEFAULTS.strategyOption("of.somebody.gone", "x", "y"));
		BotShell dialog = open("balancing");
		Bot page = dialog.bot();
		page.comboBox().setSelection("Shortest completion");
		page.checkBox("Wait for a faster instance").click();
		page.textWithLabel("How much loading of models counts:").setText("eleven");
		assertThat(page.visibleTexts()).anyMatch(text -> text.contains("Enter a number between 0 and 10."));
		assertThat(page.button("Apply and Close").isEnabled()).isFalse();
		page.textWithLabel("How much loading of models counts:").setText("2.5");
		page.comboBox().setSelection("Weighted");
		page.comboBoxWithLabel("In proportion to:").setSelection("the speed");
		apply(dialog);
		FleetSettings wanted = FleetSettings.DEFAULTS.strategy("weighted").strategyOption("of.somebody.gone", "x", "y")
				.strategyOptions("shortest-completion", Map.of("wait", "false", "load-weight", "2.5")).strategyOption("weighted", "by", "speed");
		bot.waitUntil("all is stored", () -> instances.settings.get().equals(wanted));
	}

	@Test
	void mutesAKindOfNotificationAndKeepsUnknownWords() {
		instances.settings.set(FleetSettings.DEFAULTS.mutedNotifications(Set.of("of-a-newer-version")));
		BotShell dialog = open("notifications");
		dialog.bot().checkBox("An unhealthy instance recovers").click();
		apply(dialog);
		bot.waitUntil("it is stored",
				() -> instances.settings.get().mutedNotifications().equals(Set.of("of-a-newer-version", "recovered")));
	}

	@Test
	void setsHowInstancesAreMadeAndStarted() {
		BotShell dialog = open("launching");
		Bot page = dialog.bot();
		assertThat(page.spinnerWithLabel("First port of new instances:").getSelection()).isEqualTo(8188);
		page.spinnerWithLabel("First port of new instances:").setSelection(50_000);
		assertThat(page.visibleTexts()).anyMatch(text -> text.contains("may be in use"));
		page.spinnerWithLabel("First port of new instances:").setSelection(9_000);
		page.spinnerWithLabel("Deadline of their start (s):").setSelection(5);
		assertThat(page.visibleTexts()).anyMatch(text -> text.contains("Few servers start so fast"));
		page.spinnerWithLabel("Deadline of their start (s):").setSelection(600);
		page.spinnerWithLabel("Restarts after crashes within 5 minutes:").setSelection(0);
		assertThat(page.visibleTexts()).anyMatch(text -> text.contains("stay down"));
		apply(dialog);
		bot.waitUntil("it is stored", () -> instances.settings.get()
				.equals(FleetSettings.DEFAULTS.launching(new LaunchSettings(9_000, 0, Duration.ofMinutes(10)))));
	}

	@Test
	void aNewInstanceGetsWhatIsSetForNewOnes() {
		instances.settings.set(FleetSettings.DEFAULTS.launching(new LaunchSettings(8188, 5, Duration.ofMinutes(7))));
		bot.viewById(StudioUi.INSTANCES_VIEW).show();
		UiThread.begin(() -> new InstanceEditing(PlatformUI.getWorkbench().getWorkbenchWindows()[0], instances).create());
		BotShell dialog = bot.shell("New Instance");
		dialog.bot().button("Save").click();
		dialog.waitUntilClosed();
		bot.waitUntil("it is made so", () -> instances.getInstances().stream()
				.anyMatch(instance -> instance.configuration().startDeadline().equals(Duration.ofMinutes(7))));
		bot.viewById(StudioUi.INSTANCES_VIEW).close();
	}

	@Test
	void namesTheInstancesThatAreTooDangerous() {
		InstanceConfiguration open = InstanceConfiguration.builder("a", "Alpha").listen("0.0.0.0").build();
		InstanceConfiguration readable = InstanceConfiguration.builder("b", "Beta").environment(Map.of("HF_TOKEN", "abcdef")).build();
		for (InstanceConfiguration each : List.of(open, readable))
			instances.put(Instances.of(each, InstanceStatus.STOPPED, Health.UNKNOWN, "", null, null, false));
		BotShell dialog = open("security");
		Bot page = dialog.bot();
		page.checkBox("whose server other computers can reach: ComfyUI asks nobody who he is").click();
		assertThat(page.visibleTexts()).anyMatch(text -> text.contains("Alpha (1 in all)"));
		page.checkBox("with a secret that can be read in its configuration").click();
		assertThat(page.visibleTexts()).anyMatch(text -> text.contains("Alpha, Beta (2 in all)"));
		page.spinnerWithLabel("Fetch of one job at most (GiB):").setSelection(3);
		apply(dialog);
		bot.waitUntil("it is stored",
				() -> instances.settings.get().equals(FleetSettings.DEFAULTS.security(new SecuritySettings(true, true, 3))));
	}

	@Test
	void checksTheStorageOfSecrets() {
		BotShell dialog = open("security");
		dialog.bot().button("Check the Storage").click();
		dialog.bot().labelContaining("The storage can be read");
		dialog.bot().button("Cancel").click();
	}

	@Test
	void decidesWhatBecomesOfRunningInstancesAndHowLongJobsAreRemembered() {
		BotShell dialog = open("general");
		Bot page = dialog.bot();
		page.checkBox("finish their work and stop").click();
		page.spinnerWithLabel("Remember at most:").setSelection(50);
		page.spinnerWithLabel("for so many days:").setSelection(2);
		apply(dialog);
		bot.waitUntil("it is stored", () -> instances.settings.get().equals(FleetSettings.DEFAULTS.jobs(new JobSettings(50, 2))));
		assertThat(Closing.decided()).isEqualTo(Closing.STOP);
		BotShell again = open("general");
		again.bot().button("Restore Defaults").click();
		apply(again);
		bot.waitUntil("it is as before", () -> instances.settings.get().equals(FleetSettings.DEFAULTS));
		assertThat(Closing.decided()).isEqualTo(Closing.ASK);
	}

	@Test
	void saysWhetherImagesComeToTheFront() {
		BotShell dialog = open("general");
		dialog.bot().checkBox("Bring the images of my jobs to the front").click();
		apply(dialog);
		assertThat(OutputsToFront.isWanted()).isFalse();
		BotShell again = open("general");
		again.bot().button("Restore Defaults").click();
		apply(again);
		assertThat(OutputsToFront.isWanted()).isTrue();
	}

	@Test
	void theFirstPageLeadsToTheOthers() {
		UiThread.begin(() -> PreferencesUtil.createPreferenceDialogOn(null, "org.creativestudio.comfyui.ui.preferences", null, null).open());
		BotShell dialog = bot.shell("Preferences");
		dialog.bot().link("Security: what is refused, and the storage of secrets").click("Security");
		dialog.bot().button("Check the Storage");
		dialog.bot().button("Cancel").click();
	}

	/** What is typed above the tree of pages leaves those that have it among their keywords. */
	@Test
	void pagesAreFoundByTheirWords() {
		UiThread.begin(() -> PreferencesUtil.createPreferenceDialogOn(null, PREFIX + "general", null, null).open());
		BotShell dialog = bot.shell("Preferences");
		Tree tree = dialog.bot().widget(Tree.class);
		Map<String, String> pages = Map.of("quit", "General", "images front", "General", "prometheus", "Health", "fallback", "Balancing", "crash restart", "Launching", "mute",
				"Notifications", "encrypted", "Security");
		pages.forEach((words, page) -> {
			dialog.bot().textWithMessage("type filter text").setText(words);
			bot.waitUntil(page + " alone is found by " + words, () -> ours(tree).equals(List.of(page)));
		});
		dialog.bot().button("Cancel").click();
	}

	private static List<String> ours(Tree tree) {
		return Stream.of(tree.getItems()).filter(item -> item.getText().equals("ComfyUI")).flatMap(item -> Stream.of(item.getItems()))
				.map(TreeItem::getText).toList();
	}

	@Test
	void restoresTheDefaults() {
		instances.settings.set(FleetSettings.DEFAULTS.activeFallback(ActiveFallback.FAIL));
		BotShell dialog = open("balancing");
		dialog.bot().button("Restore Defaults").click();
		apply(dialog);
		bot.waitUntil("it is stored", () -> instances.settings.get().equals(FleetSettings.DEFAULTS));
	}
}
