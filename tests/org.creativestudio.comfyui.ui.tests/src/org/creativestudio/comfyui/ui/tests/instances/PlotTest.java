// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.Metric.Unit;
import org.creativestudio.comfyui.core.metrics.MetricEvent;
import org.creativestudio.comfyui.ui.internal.instances.CardHistory;
import org.creativestudio.comfyui.ui.internal.metrics.Figure;
import org.creativestudio.comfyui.ui.internal.metrics.Period;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Line;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Request;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Subject;
import org.creativestudio.comfyui.ui.internal.metrics.PlotReader;
import org.creativestudio.comfyui.ui.internal.metrics.TimeScale;
import org.creativestudio.comfyui.ui.internal.metrics.TimeWindow;
import org.creativestudio.comfyui.ui.internal.metrics.Units;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlotTest {

	private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
	private static final Subject ALPHA = new Subject("a", "Alpha", 0);

	private final FakeMetrics metrics = new FakeMetrics();
	private final TimeWindow window = new TimeWindow(Clock.fixed(NOW, ZoneOffset.UTC));
	private Locale before;

	@BeforeEach
	void speakEnglish() {
		before = Locale.getDefault();
		Locale.setDefault(Locale.US);
	}

	@AfterEach
	void speakAsBefore() {
		Locale.setDefault(before);
	}

	@ParameterizedTest
	@CsvSource({ "SECONDS, 0.014, 14 ms", "SECONDS, 1.8, 1.8 s", "SECONDS, 11520, 3 h 12 min", "BYTES, 512, 512 B",
			"BYTES, 1572864, 1.5 MiB", "BYTES, 18253611008, 17 GiB", "RATIO, 0.94, 94 %", "RATIO, 1.5, 150 %", "CELSIUS, 67, 67 °C",
			"WATTS, 310, 310 W", "HERTZ, 2520000000, 2.5 GHz", "HERTZ, 405000000, 405 MHz", "COUNT, 3, 3" })
	void writesFiguresAsPeopleReadThem(Unit unit, double value, String text) {
		assertThat(Units.format(unit, value)).isEqualTo(text);
	}

	@Test
	void reachesBackFromNow() {
		window.show(Period.HOUR);
		assertThat(window.to()).isEqualTo(NOW.toEpochMilli());
		assertThat(window.to() - window.from()).isEqualTo(3_600_000);
		assertThat(window.isZoomed()).isFalse();
	}

	@Test
	void zoomsAroundTheMomentUnderThePointer() {
		window.show(Period.HOUR);
		long middle = NOW.minusSeconds(1800).toEpochMilli();
		window.zoom(0.5, middle);
		assertThat(window.from()).isEqualTo(NOW.minusSeconds(2700).toEpochMilli());
		assertThat(window.to()).isEqualTo(NOW.minusSeconds(900).toEpochMilli());
		for (int i = 0; i < 100; i++)
			window.zoom(0.5, middle);
		assertThat(window.to() - window.from()).as("the shortest span").isEqualTo(5_000);
		for (int i = 0; i < 100; i++)
			window.zoom(2, middle);
		assertThat(window.to()).as("nothing is in the future").isEqualTo(NOW.toEpochMilli());
		assertThat(window.to() - window.from()).isEqualTo(Period.DAYS_30.length().toMillis());
		window.reset();
		assertThat(window.to() - window.from()).isEqualTo(3_600_000);
	}

	@Test
	void movesButNotIntoTheFuture() {
		window.show(Period.MINUTES_5);
		window.pan(-0.5);
		assertThat(window.to()).isEqualTo(NOW.minusSeconds(150).toEpochMilli());
		window.pan(3);
		assertThat(window.to()).isEqualTo(NOW.toEpochMilli());
		window.select(NOW.minusSeconds(60).toEpochMilli(), NOW.minusSeconds(120).toEpochMilli());
		assertThat(window.to() - window.from()).isEqualTo(60_000);
	}

	@Test
	void countsTimeInRoundSteps() {
		TimeScale hour = new TimeScale(NOW.minusSeconds(3600).toEpochMilli(), NOW.toEpochMilli(), ZoneOffset.UTC);
		assertThat(hour.toAxis(NOW.toEpochMilli())).as("minutes since midnight").isEqualTo(600);
		assertThat(hour.toMoment(590)).isEqualTo(NOW.minusSeconds(600).toEpochMilli());
		assertThat(hour.label(590)).matches("9:50\\hAM");
		TimeScale month = new TimeScale(NOW.minusSeconds(30 * 86_400).toEpochMilli(), NOW.toEpochMilli(), ZoneOffset.UTC);
		assertThat(month.label(1)).isEqualTo("Dec 3");
	}

	private PlotData read(Figure... figures) {
		return new PlotReader(metrics).read(new Request(List.of(ALPHA, new Subject("b", "Beta", 1)), List.of(figures),
				NOW.minusSeconds(100).toEpochMilli(), NOW.toEpochMilli(), 100), () -> false);
	}

	@Test
	void takesWhatIsFreeFromWhatThereIs() {
		metrics.add("a", NOW.minusSeconds(30), Map.of(Metric.VRAM_TOTAL, 24.0, Metric.VRAM_FREE, 7.0));
		metrics.add("a", NOW.minusSeconds(20), Map.of(Metric.VRAM_TOTAL, 24.0));
		metrics.add("a", NOW.minusSeconds(10), Map.of(Metric.VRAM_TOTAL, 24.0, Metric.VRAM_FREE, 4.0));
		assertThat(read(Figure.VRAM).lines().get(Figure.VRAM)).singleElement()
				.satisfies(line -> assertThat(line.values()).containsExactly(17, Double.NaN, 20));
	}

	@Test
	void leavesOutWhatIsNotKnown() {
		metrics.add("a", NOW.minusSeconds(10), Map.of(Metric.RESPONSE_TIME, 0.0));
		PlotData data = read(Figure.RESPONSE_TIME, Figure.GPU_UTILIZATION);
		assertThat(data.lines().get(Figure.RESPONSE_TIME)).extracting(line -> line.subject().id()).containsExactly("a");
		assertThat(data.lines().get(Figure.GPU_UTILIZATION)).isEmpty();
	}

	@Test
	void tellsEventsOfAllInOrder() {
		metrics.events.add(new MetricEvent("b", NOW.minusSeconds(5), MetricEvent.Kind.CRASHED, "exit code 1"));
		metrics.events.add(new MetricEvent("a", NOW.minusSeconds(9), MetricEvent.Kind.STARTED, "started"));
		metrics.events.add(new MetricEvent("a", NOW.minusSeconds(900), MetricEvent.Kind.STARTED, "too early"));
		assertThat(read(Figure.RESPONSE_TIME).events()).extracting(MetricEvent::text).containsExactly("started", "exit code 1");
	}

	@Test
	void knowsTheValueNearAMomentAndNoneInAGap() {
		Line line = new Line(ALPHA, new long[] { 1000, 2000, 3000 }, new double[] { 1, Double.NaN, 3 });
		assertThat(line.at(1400)).isEqualTo(1);
		assertThat(line.at(2100)).isNaN();
		assertThat(line.at(3900)).isEqualTo(3);
		assertThat(line.at(90_000)).isNaN();
	}

	@Test
	void keepsABoundedHistoryForACard() {
		metrics.add("a", Instant.now().minusSeconds(60), Map.of(Metric.RESPONSE_TIME, 1.0));
		try (CardHistory history = new CardHistory(metrics, () -> {
			// nothing to paint
		})) {
			history.fill(List.of("a"));
			assertThat(history.of("a").answers()).containsExactly(1.0);
			metrics.add("a", Instant.now(), Map.of());
			assertThat(history.of("a").answers()).containsExactly(1.0, Double.NaN);
			for (int i = 0; i < 100; i++)
				metrics.add("a", Instant.now().plusSeconds(i), Map.of(Metric.RESPONSE_TIME, (double) i));
			assertThat(history.of("a").answers()).hasSize(40).endsWith(99.0);
		}
		assertThat(metrics.listenerCount()).isZero();
	}
}
