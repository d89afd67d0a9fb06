// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.workflow.internal.forecast.Profile;
import org.creativestudio.comfyui.workflow.internal.forecast.RunHistory;
import org.creativestudio.comfyui.workflow.internal.forecast.RunRecord;
import org.creativestudio.comfyui.workflow.simulation.FleetSimulator;
import org.creativestudio.comfyui.workflow.simulation.FleetSimulator.Chooser;
import org.creativestudio.comfyui.workflow.simulation.Outcome;
import org.creativestudio.comfyui.workflow.simulation.Scenario;
import org.creativestudio.comfyui.workflow.simulation.Scenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

	private static final Chooser FIRST_FREE = (request, candidates) -> candidates.stream().filter(candidate -> !candidate.full()).findFirst()
			.<Choice>map((Candidate candidate) -> new Choice.Selected(candidate.instance().id(), "")).orElseGet(() -> new Choice.Wait(""));

	private static Scenario.Work work(double arrival, double seconds, String model, double load) {
		return new Scenario.Work("work" + seconds, model.isEmpty() ? Set.of() : Set.of(model), arrival, seconds, load);
	}

	private static Outcome run(Scenario scenario, int places) {
		return new FleetSimulator(scenario, FIRST_FREE, places, 1).run("first");
	}

	private static Scenario.Device device(String id, double speed) {
		return new Scenario.Device(id, id, speed);
	}

	@Test
	void countsRunsLoadsAndWaits() {
		Outcome outcome = run(new Scenario("", List.of(device("a", 2)),
				List.of(work(0, 20, "x", 5), work(0, 20, "x", 5), work(0, 20, "y", 7)), List.of()), 1);
		assertThat(outcome.makespan()).as("5 + 10, 10, 7 + 10, each run a little off").isCloseTo(42, within(1.5));
		assertThat(outcome.loads()).isEqualTo(2);
		assertThat(outcome.waitMedian()).isCloseTo(15, within(0.6));
		assertThat(outcome.use().get("a")).isCloseTo(1, within(0.001));
		assertThat(outcome.lowerBound()).as("30 s of work and both loads").isCloseTo(42, within(0.001));
	}

	@Test
	void noScheduleBeatsTheBoundOfWorkThatArrivesLate() {
		Outcome outcome = run(new Scenario("", List.of(device("a", 1), device("b", 4)), List.of(work(0, 1, "", 0), work(100, 8, "", 0)), List.of()), 1);
		assertThat(outcome.lowerBound()).as("arrives at 100 and runs 2 s on the faster").isCloseTo(102, within(0.001));
		assertThat(outcome.makespan()).as("the first free is the slow one").isCloseTo(108, within(0.5));
	}

	@Test
	void aJobOfADeadDeviceRunsElsewhereAndTheBoundKnowsOfTheFailure() {
		Scenario scenario = new Scenario("", List.of(device("a", 1), device("b", 1)), List.of(work(0, 10, "", 0), work(0, 10, "", 0)),
				List.of(new Scenario.Failure("a", 5, Double.POSITIVE_INFINITY)));
		Outcome outcome = run(scenario, 1);
		assertThat(outcome.makespan()).isCloseTo(20, within(1.1));
		assertThat(outcome.unfinished()).isZero();
		assertThat(outcome.lowerBound()).as("5 s of both, 10 s of one").isCloseTo(15, within(0.001));
	}

	@Test
	void tellsWhatNobodyIsLeftFor() {
		Scenario scenario = new Scenario("", List.of(device("a", 1)), List.of(work(0, 10, "", 0)),
				List.of(new Scenario.Failure("a", 5, Double.POSITIVE_INFINITY)));
		assertThat(run(scenario, 1).unfinished()).isEqualTo(1);
	}

	@Test
	void whoLeavesJobsUndoneIsNotTheBestForBeingDoneEarly() {
		Outcome early = new Outcome("early", 10, 5, 0, 0, 0, Map.of(), 1);
		Outcome slow = new Outcome("slow", 30, 5, 0, 0, 0, Map.of(), 0);
		Outcome quick = new Outcome("quick", 20, 5, 0, 0, 0, Map.of(), 0);
		assertThat(Stream.of(early, slow, quick).sorted(Outcome.BEST_FIRST)).containsExactly(quick, slow, early);
	}

	@Test
	void withManyPlacesJobsWaitAtTheServer() {
		Outcome outcome = run(new Scenario("", List.of(device("a", 1), device("b", 1)),
				List.of(work(0, 10, "", 0), work(0, 10, "", 0), work(0, 10, "", 0)), List.of()), 10);
		assertThat(outcome.use().get("b")).as("the first had a place for all").isZero();
		assertThat(outcome.makespan()).isCloseTo(30, within(1.6));
	}

	@Test
	void whatRanOnAHomeCanBeRunAgain(@TempDir Path directory) {
		StudioHome home = new StudioHome(directory);
		assertThat(Scenarios.ofHistory(home, id -> id)).isEmpty();
		RunHistory history = new RunHistory(home);
		for (int i = 0; i < 20; i++)
			for (String instance : List.of("fast", "slow"))
				history.append(new RunRecord("w", new Profile("w", Set.of()), instance, instance, false, Instant.ofEpochSecond(1000 + i),
						Instant.ofEpochSecond(2000), Instant.ofEpochSecond(instance.equals("fast") ? 2005 : 2020)));
		Optional<Scenario> scenario = Scenarios.ofHistory(home, id -> "Name of " + id);
		assertThat(scenario).isPresent();
		List<Scenario.Device> devices = scenario.get().devices();
		assertThat(devices).extracting(Scenario.Device::name).containsExactly("Name of fast", "Name of slow");
		assertThat(devices.get(0).speed() / devices.get(1).speed()).isCloseTo(4, within(0.3));
		assertThat(scenario.get().work()).hasSize(40).allSatisfy(work -> assertThat(work.seconds()).isBetween(4.5, 5.5));
		assertThat(scenario.get().work().get(39).arrival()).isEqualTo(19);
	}

	@Test
	void readsADescribedFleet(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("fleet.json"), """
				{"devices":[{"name":"4090","speed":4},{"name":"3060"}],
				"work":[{"seconds":10,"count":3,"every":2,"models":["a"],"load":12}],
				"failures":[{"device":"3060","at":5,"until":9}]}""");
		Scenario scenario = Scenarios.read(file);
		assertThat(scenario.devices()).containsExactly(device("4090", 4), device("3060", 1));
		assertThat(scenario.work()).extracting(Scenario.Work::arrival).containsExactly(0.0, 2.0, 4.0);
		assertThat(scenario.failures()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "{}", "{\"devices\":[{}]}", "{\"devices\":[{\"speed\":0}],\"work\":[{\"seconds\":1}]}",
			"{\"devices\":[{}],\"work\":[{}]}", "{\"devices\":[{}],\"work\":[{\"seconds\":1e999}]}",
			"{\"devices\":[{}],\"work\":[{\"seconds\":1,\"count\":1000000}]}", "{\"devices\":[{}],\"work\":[{\"seconds\":\"x\"}]}",
			"{\"devices\":[{},{\"name\":\"device 1\"}],\"work\":[{\"seconds\":1}]}",
			"{\"devices\":[{}],\"work\":[{\"seconds\":1}],\"failures\":[{\"device\":\"?\",\"at\":1}]}", "{\"devices\":7", "nonsense" })
	void saysWhatIsWrongWithADescription(String json, @TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("fleet.json"), json);
		assertThatThrownBy(() -> Scenarios.read(file)).isInstanceOf(IOException.class).hasMessageContaining(file.toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"devices":[{},{"name":"device 1"}]}           | two devices are named 'device 1'.
			{"devices":[{"speed":0}]}                      | "speed" must be a number of at least 0.001 and at most 1000.0.
			{"devices":[{}],"work":7}                      | "work" is no list of at most 20000.
			{"devices":[7]}                                | a device is no JSON object.
			""")
	void namesWhatIsWrong(String json, String message, @TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("fleet.json"), json);
		assertThatThrownBy(() -> Scenarios.read(file)).hasMessageEndingWith(message);
	}
}
