// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.ActiveFallback;
import org.creativestudio.comfyui.core.ActiveInstance;
import org.creativestudio.comfyui.core.ActiveInstanceService;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.internal.notifications.NotificationCenter;
import org.creativestudio.comfyui.core.notifications.Notification;
import org.creativestudio.comfyui.core.notifications.NotificationKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told without asking, and how often. */
class NotifierTest {

	private static final Duration TOGETHER = Duration.ofSeconds(2);

	private static final class Active implements ActiveInstanceService {
		Consumer<Change> listener;

		@Override
		public ActiveInstance get() {
			throw new UnsupportedOperationException();
		}

		@Override
		public void addListener(Consumer<Change> added) {
			listener = added;
		}

		@Override
		public void removeListener(Consumer<Change> removed) {
			listener = null;
		}
	}

	private final ManualTime time = new ManualTime();
	private final StagedFleet fleet = new StagedFleet(time);
	private final Active active = new Active();
	private final List<Notification> told = new ArrayList<>();
	private NotificationCenter center;

	@BeforeEach
	void begin() {
		center = new NotificationCenter(fleet, active, time, time);
		center.addListener(told::add);
		fleet.add("a");
		fleet.add("b");
		for (String id : List.of("a", "b")) {
			fleet.up(id, null);
			fleet.health(id, Health.HEALTHY, "answers");
		}
	}

	@AfterEach
	void end() {
		center.close();
	}

	@Test
	void badNewsAndTheirEndAreTold() {
		fleet.health("a", Health.DEGRADED, "no answer");
		fleet.health("a", Health.UNHEALTHY, "3 checks in a row failed");
		assertThat(told).isEmpty();
		time.advance(TOGETHER);
		assertThat(told).containsExactly(new Notification(NotificationKind.UNHEALTHY, time.instant().minus(TOGETHER), List.of("a"),
				"'A' is unhealthy: 3 checks in a row failed."));
		fleet.health("a", Health.UNHEALTHY, "4 checks in a row failed");
		fleet.health("a", Health.HEALTHY, "answers in 3 ms");
		time.advance(TOGETHER);
		assertThat(told).extracting(Notification::message).containsExactly("'A' is unhealthy: 3 checks in a row failed.",
				"'A' is well again: answers in 3 ms.");
		assertThat(center.history()).extracting(Notification::kind).containsExactly(NotificationKind.RECOVERED, NotificationKind.UNHEALTHY);
		center.clear();
		assertThat(center.history()).isEmpty();
	}

	@Test
	void whatHappensToSeveralIsToldOnce() {
		for (int i = 0; i < 7; i++) {
			fleet.add("n" + i);
			fleet.up("n" + i, null);
			fleet.health("n" + i, Health.UNHEALTHY, "no answer");
		}
		fleet.crash("b", "Ended by itself: exit code 1.", null);
		time.advance(TOGETHER);
		assertThat(told).extracting(Notification::message).containsExactly(
				"7 instances are unhealthy: N0, N1, N2, N3, N4 and 2 more.", "'B' crashed. Ended by itself: exit code 1.");
		assertThat(told.get(0).instanceIds()).hasSize(7);
	}

	@Test
	void ofTheOutputOfACrashTheNewestLineIsTold() {
		fleet.crash("a", "Ended by itself: exit code 1. Its last output:\nTraceback\nKeyError: 'model'", null);
		time.advance(TOGETHER);
		assertThat(told).extracting(Notification::message)
				.containsExactly("'A' crashed. Ended by itself: exit code 1. Its last output: KeyError: 'model'.");
	}

	@Test
	void oneThatFlapsIsNotToldAgainAndAgainButItsStateIsInTheEnd() {
		for (int i = 0; i < 20; i++) {
			fleet.health("a", Health.UNHEALTHY, "no answer");
			time.advance(Duration.ofSeconds(5));
			fleet.health("a", Health.HEALTHY, "answers");
			time.advance(Duration.ofSeconds(5));
		}
		assertThat(told).extracting(Notification::kind).containsExactly(NotificationKind.UNHEALTHY, NotificationKind.RECOVERED);
		fleet.health("a", Health.UNHEALTHY, "no answer");
		time.advance(Duration.ofMinutes(5));
		time.advance(TOGETHER);
		assertThat(told).extracting(Notification::kind).containsExactly(NotificationKind.UNHEALTHY, NotificationKind.RECOVERED,
				NotificationKind.UNHEALTHY);
	}

	@Test
	void crashesAreCountedTogetherAndGivingUpIsTold() {
		fleet.crash("a", "Ended by itself: killed.\nTraceback", new PendingRestart(1, 5, time.instant().plusSeconds(1)));
		time.advance(TOGETHER);
		for (int i = 2; i < 5; i++) {
			fleet.up("a", null);
			fleet.crash("a", "Ended by itself: killed.", new PendingRestart(i, 5, time.instant().plusSeconds(1)));
			time.advance(TOGETHER);
		}
		assertThat(told).extracting(Notification::message).containsExactly("'A' crashed. Ended by itself: killed.");
		fleet.giveUp("a", "Given up after 5 starts in 5 minutes. Ended by itself: killed.");
		fleet.giveUp("a", "Given up after 5 starts in 5 minutes. Ended by itself: killed.");
		time.advance(TOGETHER);
		assertThat(told).hasSize(2).last().satisfies(last -> {
			assertThat(last.kind()).isEqualTo(NotificationKind.GAVE_UP);
			assertThat(last.message()).contains("'A' is not started again. Given up after 5 starts").contains("log");
		});
		time.advance(Duration.ofMinutes(5));
		time.advance(TOGETHER);
		assertThat(told).last().extracting(Notification::message).isEqualTo("'A' crashed 3 times more within 5 minutes.");
	}

	@Test
	void aCrashedInstanceThatRunsAgainIsWellAgain() {
		fleet.crash("a", "Ended by itself.", new PendingRestart(1, 5, time.instant().plusSeconds(1)));
		fleet.up("a", null);
		fleet.health("a", Health.HEALTHY, "answers");
		time.advance(TOGETHER);
		assertThat(told).extracting(Notification::kind).containsExactly(NotificationKind.CRASHED, NotificationKind.RECOVERED);
	}

	@Test
	void whatUsersDoThemselvesIsNotTold() {
		fleet.status("a", InstanceStatus.STOPPING, "Stopping", null);
		fleet.status("a", InstanceStatus.STOPPED, "Stopped", null);
		fleet.status("a", InstanceStatus.STARTING, "Starting", null);
		fleet.status("a", InstanceStatus.ERROR, "There is no Python.", null);
		fleet.remove("b");
		time.advance(TOGETHER);
		assertThat(told).isEmpty();
	}

	@Test
	void kindsThatAreSwitchedOffAreNotToldNorKept() {
		fleet.settings = fleet.settings.mutedNotifications(Set.of("unhealthy"));
		fleet.health("a", Health.UNHEALTHY, "no answer");
		fleet.health("a", Health.HEALTHY, "answers");
		time.advance(TOGETHER);
		assertThat(told).isEmpty();
		assertThat(center.history()).isEmpty();
	}

	@Test
	void theWayOfNewWorkIsTold() {
		ActiveInstance usable = new ActiveInstance(fleet.getInstance("a").orElseThrow(), true, "x", ActiveFallback.FALL_BACK);
		ActiveInstance gone = new ActiveInstance(fleet.getInstance("a").orElseThrow(), false, "A is stopped", ActiveFallback.FALL_BACK);
		ActiveInstance none = new ActiveInstance(null, false, "none", ActiveFallback.FALL_BACK);
		active.listener.accept(new ActiveInstanceService.Change(none, usable));
		active.listener.accept(new ActiveInstanceService.Change(usable, gone));
		time.advance(TOGETHER);
		active.listener.accept(new ActiveInstanceService.Change(gone, usable));
		time.advance(TOGETHER);
		active.listener.accept(new ActiveInstanceService.Change(usable, none));
		time.advance(TOGETHER);
		assertThat(told).extracting(Notification::message).containsExactly(
				"New work goes to other instances until the active instance is back: A is stopped.",
				"New work goes to 'A' again, the active instance.");
	}

	@Test
	void theHistoryIsBoundedAndAListenerThatFailsDisturbsNobody() {
		center.addListener(notification -> {
			throw new IllegalStateException("test");
		});
		List<Notification> others = new ArrayList<>();
		center.addListener(others::add);
		for (int i = 0; i < 300; i++) {
			center.tell(NotificationKind.MEMORY, List.of("a"), "message " + i);
			time.advance(TOGETHER);
		}
		assertThat(center.history()).hasSize(200);
		assertThat(center.history().get(0).message()).isEqualTo("message 299");
		assertThat(others).hasSize(300);
	}
}
