// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.junit.jupiter.api.Test;

/** An instance that crashes again and again is given up, and says so to every program. */
class GivingUpTest extends SupervisedHome {

	@Test
	void afterFiveStartsItIsGivenUpWithTheReason() throws Exception {
		HomeInstanceManager manager = manager();
		manager.create(instance().build()).get();
		manager.supervise();
		AutoCloseable server = started(manager);
		server.close();
		manager.addListener(changes::add);
		process().end(1, false);
		for (int attempt = 1; attempt <= 5; attempt++) {
			int expected = attempt;
			await(snapshot -> snapshot.restart() != null && snapshot.restart().attempt() == expected);
			time.advance(Duration.ofSeconds(60));
			launcher.launched.take().end(1, false);
			time.advance(Duration.ofSeconds(-55));
		}
		InstanceSnapshot end = await(snapshot -> snapshot.activity().startsWith("Given up"));
		assertThat(end.status()).isEqualTo(InstanceStatus.ERROR);
		assertThat(end.restart()).isNull();
		assertThat(end.activity()).contains("5 starts in 5 minutes", "exit code 1", "last words");
		assertThat(time.waiting()).isZero();
		assertThat(end.givenUp()).isTrue();
		// What other programs read names it without words, which each says in its own language.
		assertThat(home.run().resolve("a.crash")).content().contains("\"givenUp\":{\"starts\":5,\"minutes\":5}").doesNotContain("Given up");
		HomeInstanceManager other = manager();
		other.ready().get();
		InstanceSnapshot seen = other.getInstance("a").orElseThrow();
		assertThat(seen.givenUp()).isTrue();
		assertThat(seen.activity()).isEqualTo(end.activity());
		assertThat(manager.stop("a").get().givenUp()).isFalse();
	}

	@Test
	void whatAnOlderProgramSaidOfACrashIsShownAsItIs() throws Exception {
		manager().create(instance().build()).get();
		Files.createDirectories(home.run());
		Files.writeString(home.run().resolve("a.crash"), "{\"why\": \"Given up after 5 starts in 5 minutes. Ended by itself.\"}");
		HomeInstanceManager next = manager();
		next.ready().get();
		assertThat(next.getInstance("a").orElseThrow().activity()).isEqualTo("Given up after 5 starts in 5 minutes. Ended by itself.");
	}
}
