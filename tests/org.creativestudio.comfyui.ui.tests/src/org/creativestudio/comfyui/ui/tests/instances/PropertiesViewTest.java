// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.testing.ui.BotText;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.internal.properties.HourPlot;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.views.properties.PropertySheet;
import org.eclipse.ui.views.properties.tabbed.TabbedPropertySheetPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({ UiGuard.class, StopsInstances.class })
class PropertiesViewTest {

	private ViewOnFakes on;
	private BotView properties;
	private PropertySheet sheet;

	@BeforeEach
	void open() {
		on = new ViewOnFakes();
		properties = on.bot.viewById(IPageLayout.ID_PROP_SHEET).show();
		sheet = (PropertySheet) properties.part();
		on.fake.put(Instances.of(InstanceConfiguration.builder("a", "Alpha").description("first").tags(List.of("batch")).gpuDevice("cuda:1").build(),
				InstanceStatus.STOPPED, Health.UNKNOWN, "", null, null, false));
		CardGrid grid = on.show();
		UiThread.run(() -> grid.setSelectedIds(List.of("a")));
		on.bot.waitUntil("its tabs are shown", () -> page() != null && page().getActiveTabs().length == 6);
	}

	@AfterEach
	void close() {
		on.close();
		properties.close();
	}

	private TabbedPropertySheetPage page() {
		return sheet.getCurrentPage() instanceof TabbedPropertySheetPage page ? page : null;
	}

	private List<String> tabs() {
		return UiThread.call(() -> Arrays.stream(page().getActiveTabs()).map(tab -> tab.getLabel()).toList());
	}

	@Test
	void altAndEnterOnACardShowTheView() {
		properties.close();
		on.focus(on.view.bot().widget(CardGrid.class));
		on.press(SWT.ALT, SWT.CR);
		on.bot.waitUntil("the view is active", () -> PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage().getActivePart() instanceof PropertySheet);
		on.bot.viewById(IPageLayout.ID_PROP_SHEET).bot().textWithContent("Alpha");
	}

	@Test
	void hasATabForEachGroup() {
		assertThat(tabs()).containsExactly("General", "Resources", "Environment", "Health", "Process", "Statistics");
		assertThat(properties.bot().visibleTexts()).contains("Alpha", "first");
		UiThread.run(() -> page().setSelectedTab("org.creativestudio.comfyui.ui.properties.resources"));
		properties.bot().textWithContent("cuda:1");
	}

	@Test
	void storesANameThatIsEnteredAndAChosenNumber() {
		type(properties.bot().textWithLabel("Name:"), "Omega");
		on.bot.waitUntil("it was stored", () -> on.fake.get("a").name().equals("Omega"));
		type(properties.bot().textWithLabel("Tags:"), "night, batch");
		on.bot.waitUntil("they were stored", () -> on.fake.get("a").configuration().tags().equals(List.of("night", "batch")));
		properties.bot().checkBox("Start with Creative Studio").click();
		on.bot.waitUntil("it was stored", () -> on.fake.get("a").configuration().autoStart());
	}

	@Test
	void showsHowTheLastHourWent() {
		try (FakeMetrics metrics = new FakeMetrics().register()) {
			Instant now = Instant.now();
			metrics.add("a", now.minusSeconds(2), Map.of(Metric.GPU_UTILIZATION, 0.5, Metric.VRAM_TOTAL, 24.0 * Instances.GIB, Metric.VRAM_FREE, 7.0 * Instances.GIB));
			metrics.add("a", now.minusSeconds(1), Map.of(Metric.GPU_UTILIZATION, 0.94, Metric.VRAM_TOTAL, 24.0 * Instances.GIB, Metric.VRAM_FREE, 7.0 * Instances.GIB));
			UiThread.run(() -> page().setSelectedTab("org.creativestudio.comfyui.ui.properties.statistics"));
			HourPlot plot = properties.bot().widget(HourPlot.class);
			on.bot.waitUntil("the newest values are shown", () -> plot.text().equals("GPU use 94 %, VRAM used 17 GiB"));
			on.fake.change("a", InstanceStatus.STARTING, "");
			metrics.add("a", Instant.now(), Map.of(Metric.GPU_UTILIZATION, 0.12));
			on.fake.change("a", InstanceStatus.RUNNING, "");
			on.bot.waitUntil("they are followed", () -> plot.text().startsWith("GPU use 12 %"));
			UiThread.run(() -> page().setSelectedTab("org.creativestudio.comfyui.ui.properties.health"));
			HourPlot health = properties.bot().widget(HourPlot.class);
			on.bot.waitUntil("nothing is known of its health", () -> health.text().equals("Nothing was measured in the last hour."));
		}
	}

	@Test
	void followsAnInstanceAlsoWhileTheViewIsActive() {
		properties.show();
		on.fake.change("a", InstanceStatus.STARTING, "Loading nodes");
		properties.bot().textWithContent("starting");
	}

	private static void type(BotText field, String text) {
		UiThread.run(() -> {
			field.widget.setText(text);
			field.widget.notifyListeners(SWT.DefaultSelection, new Event());
		});
	}
}
