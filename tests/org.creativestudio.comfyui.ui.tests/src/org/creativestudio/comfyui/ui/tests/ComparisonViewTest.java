// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.testing.ui.BotTable;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.run.Commands;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.ISeries;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({ UiGuard.class, StopsInstances.class })
class ComparisonViewTest {

	private static final String FLEET = """
			{"devices": [{"name": "slow", "speed": 1}, {"name": "fast", "speed": 4}],
			 "work": [{"seconds": 10, "count": 40, "every": 1}]}""";

	@TempDir
	Path folder;
	private final WorkbenchBot bot = new WorkbenchBot();
	private final BotView view = bot.viewById(StudioUi.COMPARISON_VIEW);

	@AfterEach
	void close() {
		view.close();
	}

	private void compare(String content) throws IOException {
		Path file = Files.writeString(folder.resolve("fleet.json"), content);
		IWorkbenchWindow window = UiThread.call(() -> PlatformUI.getWorkbench().getActiveWorkbenchWindow());
		UiThread.run(() -> Commands.execute(window, "org.creativestudio.comfyui.ui.strategies.compare",
				Map.of("org.creativestudio.comfyui.ui.strategies.compare.file", file.toString())));
	}

	@Test
	void comparesAllStrategiesWithTheWorkOfAFile() throws IOException {
		compare(FLEET);
		view.bot().labelContaining("fleet.json. Jobs: 40, instances: 2.");
		BotTable table = view.bot().table();
		List<String> names = table.rows().stream().map(row -> row.get(0)).toList();
		assertThat(names).contains("Shortest completion", "Round-robin", "Random", "Weighted").doesNotHaveDuplicates();
		List<Double> makespans = table.rows().stream().map(row -> Double.valueOf(row.get(1).replace(" s", "").replace(',', '.'))).toList();
		assertThat(makespans).as("the best comes first").isSorted().allMatch(seconds -> seconds >= 80);
		assertThat(table.rows().getFirst().get(6)).matches("slow \\d+.?%, fast \\d+.?%");
		Chart chart = view.bot().widget(Chart.class);
		assertThat(series(chart)).containsExactlyInAnyOrder("Makespan (s)", "No schedule takes less");
		view.bot().comboBoxWithLabel("Plot:").setSelection("Use of each device (%)");
		assertThat(series(chart)).containsExactlyInAnyOrder("slow", "fast");
		double[] fast = UiThread.call(() -> chart.getSeriesSet().getSeries("device fast").getYSeries());
		assertThat(fast).hasSize(names.size());
		assertThat(Arrays.stream(fast)).allMatch(part -> part > 0 && part <= 100);
	}

	private static List<String> series(Chart chart) {
		return UiThread.call(() -> Arrays.stream(chart.getSeriesSet().getSeries()).map(ISeries::getDescription).toList());
	}

	@Test
	void saysWhatIsWrongWithAFile() throws IOException {
		compare("{\"devices\": []}");
		view.bot().labelContaining("it has no \"devices\".");
		assertThat(view.bot().table().rows()).isEmpty();
	}
}
