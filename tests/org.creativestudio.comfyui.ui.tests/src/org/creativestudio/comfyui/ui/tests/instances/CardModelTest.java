// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.creativestudio.comfyui.ui.tests.instances.Instances.GIB;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.ui.internal.instances.CardAction;
import org.creativestudio.comfyui.ui.internal.instances.CardModel;
import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.MetricSample;
import org.creativestudio.comfyui.ui.internal.instances.CardFigures;
import org.creativestudio.comfyui.ui.internal.instances.CardModel.Bar;
import org.creativestudio.comfyui.ui.internal.instances.CardModel.Button;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CardModelTest {

	private static final InstanceConfiguration GPU = InstanceConfiguration.builder("a", "Character Gen").port(8189).gpuDevice("cuda:0")
			.build();
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

	@Test
	void showsWhatWasMeasured() {
		MetricSample sample = new MetricSample(Instances.NOW,
				Map.of(Metric.GPU_UTILIZATION, 0.94, Metric.GPU_TEMPERATURE, 67.0, Metric.RESPONSE_TIME, 0.2));
		InstanceSnapshot instance = Instances.of("a", "A", InstanceStatus.RUNNING);
		CardModel card = CardModel.of(instance, new CardFigures(sample, List.of(0.05, Double.NaN, 0.2)), "", Instances.NOW);
		assertThat(card.bars().get(1)).isEqualTo(new Bar("GPU", 0.94, "94 % \u00b7 67 \u00b0C", false, List.of()));
		assertThat(card.bars().getLast()).isEqualTo(new Bar("Answer", 0, "200 ms", false, List.of(0.25, Double.NaN, 1.0)));
		assertThat(card.summary()).contains("Answer: 200 ms", "GPU: 94 %");
		CardModel stopped = CardModel.of(Instances.of("a", "A", InstanceStatus.STOPPED), new CardFigures(sample, List.of(0.05)), "", Instances.NOW);
		assertThat(stopped.bars()).as("what was measured while it ran says nothing now").allMatch(bar -> bar.fraction() < 0);
	}

	@Test
	void tellsWhereAndOnWhatItRuns() {
		CardModel card = running(Health.HEALTHY, 24 * GIB, 7 * GIB, new QueueLoad(1, 2));
		assertThat(card.name()).isEqualTo("Character Gen");
		assertThat(card.location()).isEqualTo("localhost:8189 \u00b7 cuda:0 RTX 4090");
		assertThat(card.pill()).isEqualTo("healthy");
		assertThat(card.bars()).extracting(Bar::text).containsExactly("17.0 / 24 GB", "\u2013", "1 run \u00b7 2 wait", "\u2013");
		assertThat(card.bars().getFirst().fraction()).isCloseTo(17.0 / 24, within(0.001));
		assertThat(card.demo()).isFalse();
	}

	@Test
	void aSmallDeviceHasMoreThanNothing() {
		assertThat(running(Health.HEALTHY, GIB / 2, GIB / 4, null).bars().getFirst().text()).isEqualTo("0.2 / 0.5 GB");
	}

	@Test
	void marksMemoryThatIsNearlyFull() {
		assertThat(running(Health.HEALTHY, 10 * GIB, GIB / 2, null).bars().getFirst().high()).isTrue();
		assertThat(running(Health.HEALTHY, 10 * GIB, 2 * GIB, null).bars().getFirst().high()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "0,0", "10,11", "10,-1", "-5,0" })
	void doesNotBelieveImpossibleMemory(long total, long free) {
		Bar memory = running(Health.HEALTHY, total, free, null).bars().getFirst();
		assertThat(memory.fraction()).isNegative();
		assertThat(memory.text()).isEqualTo("\u2013");
	}

	@Test
	void saysWhyAnInstanceIsNotWell() {
		CardModel card = running(Health.DEGRADED, 10 * GIB, GIB, null);
		assertThat(card.activity()).isEqualTo("Answers in 1.8 s");
		assertThat(card.isError()).isFalse();
		assertThat(running(Health.UNHEALTHY, 10 * GIB, GIB, null).isError()).isTrue();
	}

	@Test
	void showsAnErrorAndHowToGoOn() {
		CardModel card = CardModel.of(
				Instances.of(GPU, InstanceStatus.ERROR, Health.UNKNOWN, "Port 8189 is taken. Choose another.", null, null, false), Instances.NOW);
		assertThat(card.isError()).isTrue();
		assertThat(card.pill()).isEqualTo("error");
		assertThat(card.activity()).isEqualTo("Port 8189 is taken. Choose another.");
		assertThat(card.summary()).contains("Character Gen: error", "Port 8189 is taken");
	}

	@Test
	void doesNotRepeatTheStatusAsActivity() {
		InstanceSnapshot stopped = Instances.of("a", "A", InstanceStatus.STOPPED);
		assertThat(CardModel.of(Instances.with(stopped, InstanceStatus.STOPPED, "Stopped"), Instances.NOW).activity()).isEmpty();
		assertThat(CardModel.of(Instances.with(stopped, InstanceStatus.STOPPED, "Stopped by its user"), Instances.NOW).activity())
				.isEqualTo("Stopped by its user");
	}

	@Test
	void callsAComputersMemoryRam() {
		ServerFacts computer = new ServerFacts("0.3.64", null, "cpu", "cpu", 8 * GIB, 4 * GIB, null, null, false);
		assertThat(CardModel.of(Instances.of(GPU, InstanceStatus.RUNNING, Health.HEALTHY, "", computer, null, false), Instances.NOW).bars().getFirst())
				.extracting(Bar::label, Bar::text).containsExactly("RAM", "4.0 / 8 GB");
	}

	@Test
	void marksTheDemoEngine() {
		InstanceConfiguration embedded = InstanceConfiguration.builder("b", "Default").kind(InstanceConfiguration.EMBEDDED).build();
		CardModel card = CardModel.of(Instances.of(embedded, InstanceStatus.STOPPED, Health.UNKNOWN, "", null, null, false), Instances.NOW);
		assertThat(card.demo()).isTrue();
		assertThat(card.location()).isEqualTo("localhost:8188");
	}

	@ParameterizedTest
	@EnumSource(InstanceStatus.class)
	void offersToStartOrToStopNeverBoth(InstanceStatus status) {
		List<Button> buttons = CardModel.of(Instances.of("a", "A", status), Instances.NOW).buttons();
		boolean paused = status == InstanceStatus.PAUSED;
		Button first = buttons.get(paused ? 1 : 0);
		boolean down = status == InstanceStatus.STOPPED || status == InstanceStatus.ERROR;
		assertThat(first.action()).isEqualTo(down ? CardAction.START : CardAction.STOP);
		assertThat(first.enabled()).isEqualTo(status != InstanceStatus.STOPPING);
		if (status == InstanceStatus.RUNNING)
			assertThat(buttons).contains(new Button(CardAction.PAUSE, true));
		assertThat(buttons.getLast()).isEqualTo(new Button(CardAction.MORE, true));
	}

	@Test
	void doesNotOfferToActivateTheActiveInstance() {
		InstanceSnapshot instance = Instances.of("a", "A", InstanceStatus.RUNNING);
		assertThat(CardModel.of(instance, Instances.NOW).buttons()).contains(new Button(CardAction.ACTIVATE, true));
		assertThat(CardModel.of(Instances.active(instance, true), Instances.NOW).buttons()).contains(new Button(CardAction.ACTIVATE, false));
	}

	@Test
	void isTheSameAsLongAsNothingSeenChanges() {
		InstanceSnapshot instance = Instances.of("a", "A", InstanceStatus.RUNNING);
		assertThat(CardModel.of(Instances.with(instance, InstanceStatus.RUNNING, ""), Instances.NOW)).isEqualTo(CardModel.of(instance, Instances.NOW));
	}

	private static CardModel running(Health health, long total, long free, QueueLoad queue) {
		return CardModel.of(Instances.of(GPU, InstanceStatus.RUNNING, health, "Running portrait.json",
				Instances.server("cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync", total, free), queue, false), Instances.NOW);
	}

	@Test
	void countsDownToARestart() {
		InstanceSnapshot crashed = Instances.of("a", "Alpha", InstanceStatus.ERROR);
		InstanceSnapshot waiting = new InstanceSnapshot(crashed.configuration(), 2, InstanceStatus.ERROR, "Ended by itself: crashed", crashed.since(),
				crashed.health(), null, null, null, false, null, new PendingRestart(3, 5, Instances.NOW.plusMillis(7_300)), false);
		assertThat(CardModel.of(waiting, Instances.NOW).activity()).isEqualTo("Start 3 of 5 in 8 s. Ended by itself: crashed");
		assertThat(CardModel.of(waiting, Instances.NOW.plusSeconds(20)).activity()).startsWith("Start 3 of 5 in 0 s.");
		assertThat(CardModel.of(waiting, Instances.NOW).buttons().getFirst().action()).isEqualTo(CardAction.START);
	}

	@Test
	void offersToResumeAPausedInstanceAndNeverToStopAnAttachedOne() {
		assertThat(CardModel.of(Instances.of("a", "Alpha", InstanceStatus.PAUSED), Instances.NOW).buttons()).extracting(Button::action)
				.startsWith(CardAction.RESUME, CardAction.STOP);
		InstanceSnapshot own = Instances.of("a", "Alpha", InstanceStatus.RUNNING);
		InstanceSnapshot attached = new InstanceSnapshot(own.configuration().toBuilder().kind(InstanceConfiguration.ATTACHED).build(), 1,
				own.status(), "", own.since(), own.health(), null, null, null, false);
		assertThat(CardModel.of(attached, Instances.NOW).buttons()).extracting(Button::action).startsWith(CardAction.RUN, CardAction.PAUSE, CardAction.EDIT)
				.doesNotContain(CardAction.STOP);
	}

	@Test
	void offersWhatMendsAnErrorAndItsLog() {
		InstanceSnapshot ill = Instances.of("a", "Alpha", InstanceStatus.ERROR);
		assertThat(CardModel.of(ill, CardFigures.NONE, "Use port 8193", Instances.NOW).buttons()).extracting(Button::label)
				.startsWith("Start", "Use port 8193", "Show Log");
		assertThat(CardModel.of(ill, Instances.NOW).buttons()).extracting(Button::action).startsWith(CardAction.START, CardAction.LOG,
				CardAction.EDIT);
	}
}
