// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.strategies.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.Forecast;
import org.creativestudio.comfyui.core.balancing.StrategyOptions;
import org.creativestudio.comfyui.core.balancing.WorkRequest;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.strategies.internal.LeastLoaded;
import org.creativestudio.comfyui.strategies.internal.ModelAffinity;
import org.creativestudio.comfyui.strategies.internal.MostFreeVram;
import org.creativestudio.comfyui.strategies.internal.Random;
import org.creativestudio.comfyui.strategies.internal.RoundRobin;
import org.creativestudio.comfyui.strategies.internal.ShortestCompletion;
import org.creativestudio.comfyui.strategies.internal.TwoChoices;
import org.creativestudio.comfyui.strategies.internal.Weighted;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;

class StrategiesTest {

	private static final WorkRequest REQUEST = new WorkRequest("job", "workflow", Set.of());

	private static Candidate candidate(String id, int own, @Nullable QueueLoad queue, @Nullable Long free) {
		ServerFacts server = new ServerFacts(null, null, null, null, null, free, null, null, false);
		return new Candidate(new InstanceSnapshot(InstanceConfiguration.builder(id, "Name " + id).build(), 1, InstanceStatus.RUNNING, "",
				Instant.EPOCH, new HealthReport(Health.HEALTHY, "", null, null), null, server, queue, false), own);
	}

	private static Candidate candidate(String id) {
		return candidate(id, 0, null, null);
	}

	private static String chosen(BalancingStrategy strategy, Candidate... candidates) {
		Choice choice = strategy.choose(REQUEST, List.of(candidates));
		assertThat(choice.reason()).isNotBlank();
		return ((Choice.Selected) choice).instanceId();
	}

	@Test
	void roundRobinGivesEachItsTurnAndForgetsNobody() {
		RoundRobin strategy = new RoundRobin();
		Candidate a = candidate("a");
		Candidate b = candidate("b");
		Candidate c = candidate("c");
		assertThat(List.of(chosen(strategy, a, b, c), chosen(strategy, a, b, c), chosen(strategy, a, b, c), chosen(strategy, a, b, c)))
				.containsExactly("a", "b", "c", "a");
		assertThat(chosen(strategy, a, c)).as("b is busy").isEqualTo("c");
		assertThat(chosen(strategy, a, b, c)).as("b is back and was passed over").isEqualTo("b");
	}

	@Test
	void leastLoadedCountsOursAndEverybodys() {
		assertThat(chosen(new LeastLoaded(), candidate("a", 1, new QueueLoad(1, 0), null), candidate("b", 0, new QueueLoad(1, 4), null),
				candidate("c", 2, null, null))).isEqualTo("a");
		assertThat(chosen(new LeastLoaded(), candidate("a", 3, new QueueLoad(0, 0), null), candidate("b", 2, null, null)))
				.as("jobs that have not arrived yet count").isEqualTo("b");
		assertThat(chosen(new LeastLoaded(), candidate("x"), candidate("y"))).as("of equals the first").isEqualTo("x");
	}

	@Test
	void mostFreeVramKnowsThatUnknownIsNotMuch() {
		assertThat(chosen(new MostFreeVram(), candidate("a", 0, null, null), candidate("b", 0, null, 5L), candidate("c", 0, null, 9L)))
				.isEqualTo("c");
		assertThat(chosen(new MostFreeVram(), candidate("a", 2, null, 9L), candidate("b", 1, null, 9L))).isEqualTo("b");
	}

	@Test
	void randomReachesEveryoneAboutEquallyOften() {
		Random strategy = new Random();
		Map<String, Integer> counts = new HashMap<>();
		for (int i = 0; i < 3000; i++)
			counts.merge(chosen(strategy, candidate("a"), candidate("b"), candidate("c")), 1, Integer::sum);
		// Eight standard deviations: never by chance.
		assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(800, 1200)).hasSize(3);
	}

	@Test
	void twoChoicesNeverTakesTheMostLoadedAndReachesAllOthers() {
		TwoChoices strategy = new TwoChoices();
		Candidate[] candidates = IntStream.range(0, 5).mapToObj(i -> candidate("i" + i, i, null, null)).toArray(Candidate[]::new);
		Set<String> seen = new java.util.HashSet<>();
		for (int i = 0; i < 1000; i++)
			seen.add(chosen(strategy, candidates));
		assertThat(seen).containsExactlyInAnyOrder("i0", "i1", "i2", "i3");
		assertThat(chosen(strategy, candidate("only"))).isEqualTo("only");
	}

	private static Candidate forecast(String id, boolean full, Forecast forecast) {
		return new Candidate(candidate(id).instance(), 0, full, forecast);
	}

	@Test
	void shortestCompletionCountsWaitingRunningAndLoading() {
		assertThat(chosen(new ShortestCompletion(), forecast("slow", false, new Forecast(0, 0, 40, 0, true, Set.of())),
				forecast("queued", false, new Forecast(35, 0, 10, 0, true, Set.of())),
				forecast("cold", false, new Forecast(0, 0, 10, 20, true, Set.of())))).isEqualTo("cold");
	}

	@Test
	void shortestCompletionRatherWaitsForAFastInstance() {
		Candidate slow = forecast("slow", false, new Forecast(0, 0, 40, 0, true, Set.of()));
		Candidate full = forecast("fast", true, new Forecast(5, 0, 10, 0, true, Set.of()));
		assertThat(BalancingStrategy.ask(new ShortestCompletion(), REQUEST, List.of(slow, full)))
				.isInstanceOfSatisfying(Choice.Wait.class, wait -> {
					assertThat(wait.instanceId()).isEqualTo("fast");
					assertThat(wait.reason()).contains("Name fast", "15 s");
				});
		Candidate held = forecast("held", false, new Forecast(5, 5, 10, 0, true, Set.of()));
		assertThat(BalancingStrategy.ask(new ShortestCompletion(), REQUEST, List.of(slow, held)))
				.isEqualTo(new Choice.Wait("waits for Name held, done first there, in about 15 s, of which it waits 5 s", "held"));
		assertThat(BalancingStrategy.ask(new LeastLoaded(), REQUEST, List.of(full, slow))).as("others never see a full one")
				.isInstanceOfSatisfying(Choice.Selected.class, selected -> assertThat(selected.instanceId()).isEqualTo("slow"));
	}

	@Test
	void shortestCompletionDoesNotWaitWhenItMayNot() {
		WorkRequest atOnce = REQUEST.options(new StrategyOptions(Map.of("wait", "false")));
		Candidate slow = forecast("slow", false, new Forecast(0, 0, 40, 0, true, Set.of()));
		Candidate full = forecast("full", true, new Forecast(5, 0, 10, 0, true, Set.of()));
		Candidate held = forecast("held", false, new Forecast(5, 5, 10, 0, true, Set.of()));
		assertThat(BalancingStrategy.ask(new ShortestCompletion(), atOnce, List.of(slow, full)))
				.isInstanceOfSatisfying(Choice.Selected.class, selected -> assertThat(selected.instanceId()).isEqualTo("slow"));
		assertThat(BalancingStrategy.ask(new ShortestCompletion(), atOnce, List.of(slow, held)))
				.isInstanceOfSatisfying(Choice.Selected.class, selected -> assertThat(selected.instanceId()).isEqualTo("held"));
	}

	@Test
	void shortestCompletionCountsLoadingAsUsersWantIt() {
		List<Candidate> candidates = List.of(forecast("cold", false, new Forecast(0, 0, 10, 20, true, Set.of())),
				forecast("warm", false, new Forecast(0, 0, 35, 0, true, Set.of())));
		for (String[] expected : new String[][] { { "1", "cold" }, { "1.5", "warm" }, { "0", "cold" } })
			assertThat(new ShortestCompletion().choose(REQUEST.options(new StrategyOptions(Map.of("load-weight", expected[0]))), candidates))
					.isInstanceOfSatisfying(Choice.Selected.class, selected -> assertThat(selected.instanceId()).as(expected[0]).isEqualTo(expected[1]));
	}

	@Test
	void modelAffinityGoesWhereTheModelsAre() {
		WorkRequest request = new WorkRequest("job", "workflow", Set.of(), "w", Set.of("a", "b"));
		Candidate one = forecast("one", false, new Forecast(0, 0, 1, 0, true, Set.of("a", "x")));
		Candidate both = new Candidate(candidate("both").instance(), 3, false, new Forecast(0, 0, 1, 0, true, Set.of("b", "a")));
		assertThat(new ModelAffinity().choose(request, List.of(candidate("none"), one, both))).isInstanceOfSatisfying(Choice.Selected.class,
				selected -> assertThat(selected.instanceId()).isEqualTo("both"));
		assertThat(chosen(new ModelAffinity(), candidate("busy", 2, null, null), candidate("idle"))).as("nothing to go by").isEqualTo("idle");
	}

	@Test
	void weightedGivesWorkInProportionEvenlyInterleaved() {
		Weighted strategy = new Weighted();
		Candidate[] candidates = { weight("a", 5), weight("b", 1), weight("c", 1) };
		StringBuilder turns = new StringBuilder();
		for (int i = 0; i < 14; i++)
			turns.append(chosen(strategy, candidates));
		assertThat(turns.toString()).isEqualTo("aabacaaaabacaa");
	}

	@Test
	void weightedGoesByTheSpeedWhereUsersWantIt() {
		Candidate fast = new Candidate(weight("a", 1).instance(), 0, false, new Forecast(0, 0, 10, 0, true, Set.of()));
		Candidate slow = new Candidate(weight("b", 2).instance(), 0, false, new Forecast(0, 0, 40, 0, true, Set.of()));
		assertThat(turns("weight", fast, slow)).isEqualTo("babbabbabbab");
		assertThat(turns("speed", fast, slow).chars().filter(turn -> turn == 'a').count()).as("4 to 1").isBetween(9L, 10L);
		assertThat(turns("both", fast, slow)).as("2 to 1").isEqualTo("abaabaabaaba");
		assertThat(turns("speed", candidate("a"), candidate("b"))).as("nothing is known").isEqualTo("abababababab");
	}

	private static String turns(String by, Candidate... candidates) {
		Weighted strategy = new Weighted();
		WorkRequest request = REQUEST.options(new StrategyOptions(Map.of("by", by)));
		StringBuilder turns = new StringBuilder();
		for (int i = 0; i < 12; i++)
			turns.append(((Choice.Selected) strategy.choose(request, List.of(candidates))).instanceId());
		return turns.toString();
	}

	private static Candidate weight(String id, int weight) {
		InstanceSnapshot instance = candidate(id).instance();
		return new Candidate(new InstanceSnapshot(instance.configuration().toBuilder().weight(weight).build(), 1, InstanceStatus.RUNNING, "",
				Instant.EPOCH, instance.health(), null, null, null, false), 0);
	}
}
