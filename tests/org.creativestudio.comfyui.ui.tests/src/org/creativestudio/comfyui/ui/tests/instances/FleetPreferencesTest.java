// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.core.ActiveFallback;
import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthSettings;
import org.creativestudio.comfyui.testing.ui.Bot;
import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is decided for all instances, on its preference pages. */
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
		dialog.bot().checkBox("Publish as Prometheus text on this computer").click();
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
	void restoresTheDefaults() {
		instances.settings.set(FleetSettings.DEFAULTS.activeFallback(ActiveFallback.FAIL));
		BotShell dialog = open("balancing");
		dialog.bot().button("Restore Defaults").click();
		apply(dialog);
		bot.waitUntil("it is stored", () -> instances.settings.get().equals(FleetSettings.DEFAULTS));
	}
}
