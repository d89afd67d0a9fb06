// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.queue.QueueSnapshot;
import org.creativestudio.comfyui.ui.internal.queue.QueueNotice;
import org.creativestudio.comfyui.ui.internal.run.LinkText;
import org.junit.jupiter.api.Test;

class QueueNoticeTest {

	private static final InstanceSnapshot RUNNING = new InstanceSnapshot(InstanceConfiguration.builder("a", "Alpha").build(), 1,
			InstanceStatus.RUNNING, "", Instant.EPOCH, new HealthReport(Health.HEALTHY, "", null, null), null, null, null, false);

	@Test
	void saysOfHowManyInstancesTheQueuesAreNotShown() {
		QueueSnapshot empty = new QueueSnapshot("a", Instant.EPOCH, true, 0, List.of(), List.of(), true);
		assertThat(QueueNotice.of(List.of(RUNNING), 0, true, instance -> Optional.of(empty))).isEqualTo("Nothing runs and nothing waits.");
		assertThat(QueueNotice.of(List.of(RUNNING), 3, true, instance -> Optional.of(empty)))
				.isEqualTo("Nothing runs and nothing waits. These are the queues of 1 instances. "
						+ "Select one of the 3 others in the Instances view to see its queue.");
	}

	@Test
	void saysInASentenceWhyAnInstanceHasNoQueue() {
		Map<InstanceStatus, String> sentences = Map.of(InstanceStatus.STOPPED, "Alpha is stopped.", InstanceStatus.STARTING, "Alpha is still starting.",
				InstanceStatus.STOPPING, "Alpha is being stopped.", InstanceStatus.ERROR, "Alpha is down.");
		sentences.forEach((status, sentence) -> {
			InstanceSnapshot down = new InstanceSnapshot(RUNNING.configuration(), 1, status, "", Instant.EPOCH, RUNNING.health(), null, null, null, false);
			assertThat(QueueNotice.of(List.of(down), 0, false, instance -> Optional.empty())).isEqualTo(sentence);
		});
	}

	/** A link knows no way to say that something is none. */
	@Test
	void aNameIsNoLinkAndNoMnemonic() {
		InstanceSnapshot odd = new InstanceSnapshot(InstanceConfiguration.builder("a", "<a>R&D</a>").build(), 1, InstanceStatus.RUNNING, "",
				Instant.EPOCH, new HealthReport(Health.HEALTHY, "", null, null), null, null, null, false);
		String text = QueueNotice.of(List.of(odd), 0, true, instance -> Optional.empty());
		assertThat(text).isEqualTo("The queue of \u2039a\u203aR&&D\u2039/a\u203a is not known yet. <a>Ask Now</a>");
		assertThat(LinkText.plain(text)).isEqualTo("The queue of \u2039a\u203aR&D\u2039/a\u203a is not known yet. Ask Now");
	}
}
