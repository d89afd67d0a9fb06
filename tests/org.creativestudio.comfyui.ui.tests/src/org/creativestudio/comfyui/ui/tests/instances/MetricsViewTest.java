// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricEvent;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.internal.metrics.Figure;
import org.creativestudio.comfyui.ui.internal.metrics.Legend;
import org.creativestudio.comfyui.ui.internal.metrics.MetricsView;
import org.creativestudio.comfyui.ui.internal.metrics.PlotChart;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({ UiGuard.class, StopsInstances.class })
class MetricsViewTest {

	@TempDir
	Path folder;

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeInstances instances;
	private FakeMetrics metrics;
	private BotView cards;
	private BotView view;
	private MetricsView part;

	@BeforeEach
	void openOnFakes() {
		cards = bot.viewById(StudioUi.INSTANCES_VIEW);
		view = bot.viewById(StudioUi.METRICS_VIEW);
		cards.close();
		view.close();
		instances = new FakeInstances();
		metrics = new FakeMetrics().register();
		instances.put(Instances.of("a", "Alpha", InstanceStatus.RUNNING));
		instances.put(Instances.of("b", "Beta", InstanceStatus.RUNNING));
		Instant now = Instant.now();
		for (int i = 120; i > 0; i -= 10) {
			metrics.add("a", now.minusSeconds(i), Map.of(Metric.RESPONSE_TIME, 0.014, Metric.PENDING_JOBS, 2.0));
			metrics.add("b", now.minusSeconds(i), i < 20 || i > 110 ? Map.of(Metric.RESPONSE_TIME, 0.2) : Map.of());
		}
		metrics.events.add(new MetricEvent("a", now.minusSeconds(60), MetricEvent.Kind.CRASHED, "Ended with exit code 1"));
		view.show();
		part = (MetricsView) view.part();
		UiThread.run(() -> part.pin(List.of("a", "b"))); // whatever was selected before
		bot.waitUntil("the response time is plotted", () -> !find(Figure.RESPONSE_TIME).isUnknown());
	}

	@AfterEach
	void closeFakes() {
		view.show();
		MetricsView last = (MetricsView) view.part();
		UiThread.run(() -> last.pin(List.of())); // the next test's view remembers it
		view.close();
		cards.close();
		metrics.close();
		instances.close();
	}

	/** On any thread. */
	private PlotChart find(Figure figure) {
		return part.plots().plots().stream().filter(plot -> plot.figure() == figure).findFirst().orElseThrow();
	}

	@Test
	void saysWhatIsNotKnown() {
		assertThat(UiThread.call(() -> find(Figure.GPU_UTILIZATION).isUnknown())).isTrue();
		assertThat(UiThread.call(() -> find(Figure.PENDING_JOBS).isUnknown())).isFalse();
	}

	@Test
	void tellsValuesAndEventsAtThePointer() {
		PlotChart plot = find(Figure.RESPONSE_TIME);
		long crash = metrics.events.getFirst().at().toEpochMilli();
		bot.waitUntil("both are plotted", () -> plot.tipAt(plot.xOf(crash)).stream().anyMatch(text -> text.startsWith("Beta")));
		List<String> tip = UiThread.call(() -> plot.tipAt(plot.xOf(crash)));
		assertThat(tip).contains("Alpha: 14 ms").contains("Beta: not known").anyMatch(text -> text.endsWith("Alpha: Ended with exit code 1"));
	}

	@Test
	void zoomsByKeyboardAndDragAndShowsAllAgain() {
		PlotChart plot = find(Figure.RESPONSE_TIME);
		double whole = UiThread.call(() -> plot.span());
		ViewOnFakes.focus(bot, plot.control());
		key(plot, '+');
		bot.waitUntil("it is zoomed", () -> plot.span() < whole * 0.9);
		key(plot, SWT.ESC);
		bot.waitUntil("all is shown again", () -> plot.span() > whole * 0.99);
		UiThread.run(() -> {
			mouse(plot, SWT.MouseDown, 50);
			mouse(plot, SWT.MouseMove, 100);
			mouse(plot, SWT.MouseUp, 100);
		});
		bot.waitUntil("the span is shown", () -> plot.span() < whole * 0.5);
		view.toolbarButton("Show Whole Period").click();
		bot.waitUntil("all is shown once more", () -> plot.span() > whole * 0.99);
	}

	@Test
	void theRealKeyboardZoomsPansAndShowsAllAgain() {
		PlotChart plot = find(Figure.RESPONSE_TIME);
		ViewOnFakes.focus(bot, plot.control());
		double whole = UiThread.call(plot::span);
		bot.keyboard().pressShortcut(SWT.NONE, '=');
		bot.waitUntil("plus shows less", () -> plot.span() < whole * 0.9);
		double close = UiThread.call(plot::span);
		long left = UiThread.call(() -> plot.momentAt(0));
		bot.keyboard().pressShortcut(SWT.NONE, SWT.ARROW_LEFT);
		bot.waitUntil("the arrow goes back", () -> plot.momentAt(0) < left - close * 0.2);
		long back = UiThread.call(() -> plot.momentAt(0));
		bot.keyboard().pressShortcut(SWT.NONE, SWT.ARROW_RIGHT);
		bot.waitUntil("the other one goes on", () -> plot.momentAt(0) > back + close * 0.2);
		bot.keyboard().pressShortcut(SWT.NONE, '-');
		bot.waitUntil("minus shows more", () -> plot.span() > close * 1.1);
		bot.keyboard().pressShortcut(SWT.NONE, '=');
		bot.waitUntil("plus shows less again", () -> plot.span() < whole * 0.9);
		bot.keyboard().pressShortcut(SWT.NONE, '0');
		bot.waitUntil("zero shows all", () -> plot.span() > whole * 0.99);
	}

	/** Straight to the control: which key a sign is on differs between keyboards. */
	private static void key(PlotChart plot, int code) {
		UiThread.run(() -> {
			Event event = new Event();
			event.keyCode = code;
			plot.control().notifyListeners(SWT.KeyDown, event);
		});
	}

	private static void mouse(PlotChart plot, int type, int x) {
		Event event = new Event();
		event.x = x;
		event.y = 20;
		event.button = type == SWT.MouseMove ? 0 : 1;
		plot.control().notifyListeners(type, event);
	}

	@Test
	void plotsAnotherPeriod() {
		PlotChart plot = find(Figure.RESPONSE_TIME);
		view.bot().comboBox().setSelection("Last 5 minutes");
		bot.waitUntil("five minutes are shown", () -> Math.round(plot.span() / 1000) == 300);
	}

	@Test
	void showsTheSelectedInstancesAndThenThosePinned() {
		UiThread.run(() -> part.pin(List.of()));
		cards.show();
		CardGrid grid = cards.bot().widget(CardGrid.class);
		UiThread.run(() -> grid.setSelectedIds(List.of("b")));
		view.show();
		Legend legend = view.bot().widget(Legend.class);
		bot.waitUntil("Beta alone is shown", () -> legend.names().equals("Beta"));
		UiThread.run(() -> part.pin(List.of("a")));
		bot.waitUntil("Alpha alone is shown", () -> legend.names().equals("Alpha"));
	}

	@Test
	void copiesAllPlotsAsAPicture() {
		ImageData picture = UiThread.call(() -> part.picture());
		assertThat(picture.width).isGreaterThan(200);
		int first = picture.getPixel(0, 0);
		boolean drawn = false;
		for (int x = 0; x < picture.width && !drawn; x++)
			for (int y = picture.height / 2; y < picture.height && !drawn; y++)
				drawn = picture.getPixel(x, y) != first;
		assertThat(drawn).as("something is in the lower half").isTrue();
	}

	@Test
	void exportsWhatIsShown() throws IOException {
		Path file = folder.resolve("metrics.csv");
		Legend legend = view.bot().widget(Legend.class);
		bot.waitUntil("both are shown", () -> legend.names().contains("Beta"));
		UiThread.run(() -> part.export(file));
		bot.waitUntil("the file is there", () -> Files.exists(file));
		assertThat(Files.readString(file)).contains("[a, b]", "RESPONSE_TIME", "VRAM_TOTAL", "VRAM_FREE");
		try (var files = Files.list(folder)) {
			assertThat(files).as("nothing half done is left").containsExactly(file);
		}
	}

	@Test
	void readsNothingWhileItIsHiddenAndListensOnlyWhileItIsOpen() {
		cards.show();
		bot.waitUntil("the plots are hidden", () -> !find(Figure.RESPONSE_TIME).control().isVisible());
		int reads = metrics.reads.get();
		for (int i = 0; i < 50; i++)
			metrics.add("a", Instant.now(), Map.of(Metric.RESPONSE_TIME, 1.0));
		UiThread.run(() -> part.pin(List.of("a")));
		assertThat(metrics.reads).hasValue(reads);
		int listeners = metrics.listenerCount();
		UiThread.run(() -> part.pin(List.of()));
		view.close();
		assertThat(metrics.listenerCount()).isEqualTo(listeners - 1);
	}
}
