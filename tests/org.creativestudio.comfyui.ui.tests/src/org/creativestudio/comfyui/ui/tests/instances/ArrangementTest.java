// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.ui.internal.instances.Arrangement;
import org.creativestudio.comfyui.ui.internal.instances.Arrangement.Group;
import org.creativestudio.comfyui.ui.internal.instances.Arrangement.Grouping;
import org.creativestudio.comfyui.ui.internal.instances.Arrangement.Order;
import org.creativestudio.comfyui.ui.internal.instances.CalmOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrangementTest {

	private static final List<InstanceSnapshot> FLEET = List.of(
			instance("a", "Zebra", 8190, "cuda:0", List.of("video"), InstanceStatus.RUNNING, Health.HEALTHY, 1),
			instance("b", "Éclair", 8189, "cuda:1", List.of(), InstanceStatus.STOPPED, Health.UNKNOWN, 0),
			instance("c", "dune", 8191, "cuda:0", List.of("batch", "video"), InstanceStatus.ERROR, Health.UNHEALTHY, 0),
			instance("d", "Fern", 8188, "auto", List.of("batch"), InstanceStatus.RUNNING, Health.DEGRADED, 5));

	@ParameterizedTest
	@CsvSource({ "OWN,abcd", "NAME,cbda", "STATUS,cadb", "HEALTH,cdba", "QUEUE,dabc", "PORT,dbac" })
	void sorts(Order order, String expected) {
		assertThat(ids(new Arrangement(order, false, Grouping.NONE))).isEqualTo(expected);
	}

	@Test
	void turnsTheOrderRoundButNotWhatIsAlike() {
		assertThat(ids(new Arrangement(Order.OWN, true, Grouping.NONE))).isEqualTo("dcba");
		assertThat(ids(new Arrangement(Order.STATUS, true, Grouping.NONE))).isEqualTo("badc");
	}

	@Test
	void groupsByDeviceAndFirstTag() {
		assertThat(titles(Grouping.GPU)).containsExactly("auto: d", "cuda:0: ca", "cuda:1: b");
		assertThat(titles(Grouping.TAG)).containsExactly("batch: cd", "video: a", "No tag: b");
		assertThat(titles(Grouping.HOST)).containsExactly("localhost: cbda");
		assertThat(new Arrangement(Order.NAME, false, Grouping.TAG).arrange(List.of())).isEmpty();
	}

	@Test
	void holdsALivelyOrderForAWhile() {
		Arrangement byQueue = new Arrangement(Order.QUEUE, false, Grouping.NONE);
		CalmOrder calm = new CalmOrder();
		assertThat(ids(calm.arrange(FLEET, byQueue, 10_000))).isEqualTo("dabc");
		InstanceSnapshot busy = instance("b", "Beta", 8189, "cuda:1", List.of(), InstanceStatus.RUNNING, Health.HEALTHY, 9);
		List<InstanceSnapshot> changed = List.of(FLEET.get(0), busy, FLEET.get(2), FLEET.get(3));
		List<Group> held = calm.arrange(changed, byQueue, 10_100);
		assertThat(ids(held)).isEqualTo("dabc");
		assertThat(held.getFirst().instances()).contains(busy);
		assertThat(calm.isHeld()).isTrue();
		assertThat(ids(calm.arrange(changed, byQueue, 10_000 + CalmOrder.HOLD_MS))).isEqualTo("bdac");
		assertThat(calm.isHeld()).isFalse();
	}

	@Test
	void followsAtOnceWhatComesAndGoesAndAnotherChoice() {
		Arrangement byQueue = new Arrangement(Order.QUEUE, false, Grouping.NONE);
		CalmOrder calm = new CalmOrder();
		calm.arrange(FLEET, byQueue, 10_000);
		assertThat(ids(calm.arrange(FLEET.subList(0, 3), byQueue, 10_100))).isEqualTo("abc");
		assertThat(ids(calm.arrange(FLEET, byQueue, 10_200))).isEqualTo("dabc");
		assertThat(ids(calm.arrange(FLEET, Arrangement.PLAIN, 10_300))).isEqualTo("abcd");
	}

	private static List<String> titles(Grouping grouping) {
		return new Arrangement(Order.NAME, false, grouping).arrange(FLEET).stream().map(group -> group.title() + ": " + ids(List.of(group)))
				.toList();
	}

	private static String ids(Arrangement arrangement) {
		return ids(arrangement.arrange(FLEET));
	}

	private static String ids(List<Group> groups) {
		StringBuilder ids = new StringBuilder();
		groups.forEach(group -> group.instances().forEach(instance -> ids.append(instance.id())));
		return ids.toString();
	}

	private static InstanceSnapshot instance(String id, String name, int port, String gpu, List<String> tags, InstanceStatus status,
			Health health, int queued) {
		return Instances.of(InstanceConfiguration.builder(id, name).port(port).gpuDevice(gpu).tags(tags).build(), status, health, "", null,
				new QueueLoad(0, queued), false);
	}
}
