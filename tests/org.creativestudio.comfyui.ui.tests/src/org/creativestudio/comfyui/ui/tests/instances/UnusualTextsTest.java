// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.ui.internal.instances.CardButtons;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as long as they may be, and in scripts of all kinds: nothing moves, nothing is lost. */
@ExtendWith({ UiGuard.class, StopsInstances.class })
class UnusualTextsTest {

	private static final String CHINESE = "\u89d2\u8272\u751f\u6210\uff08\u6d4b\u8bd5\uff09";
	private static final String JAPANESE = "\u30ad\u30e3\u30e9\u30af\u30bf\u30fc\u751f\u6210";
	private static final String KOREAN = "\uce90\ub9ad\ud130 \uc0dd\uc131";
	private static final String EMOJI = "\ud83d\udc69\u200d\ud83c\udfa8 e\u0301\u0323 \ud83c\uddef\ud83c\uddf5";
	private static final String ARABIC = "\u062a\u0648\u0644\u064a\u062f 8188 GPU";

	private ViewOnFakes on;
	private CardGrid grid;

	@BeforeEach
	void open() {
		on = new ViewOnFakes();
		grid = on.showThree();
	}

	@AfterEach
	void close() {
		on.close();
	}

	/** Where cards and their buttons are. */
	private List<Object> layout() {
		return UiThread.call(() -> IntStream.range(0, grid.count()).<Object>mapToObj(i -> List.of(grid.bounds(i),
				grid.buttons(i).places().stream().map(CardButtons.Place::bounds).toList())).toList());
	}

	private static InstanceSnapshot named(String id, String name, InstanceStatus status, String activity, QueueLoad queue) {
		return Instances.of(InstanceConfiguration.builder(id, name).description(name).build(), status,
				status == InstanceStatus.RUNNING ? Health.HEALTHY : Health.UNKNOWN, activity, Instances.server("RTX", 24 * Instances.GIB, Instances.GIB),
				queue, false);
	}

	@ParameterizedTest
	@ValueSource(strings = { CHINESE, JAPANESE, KOREAN, EMOJI, ARABIC })
	void aNameIsShownFoundAndMovesNothing(String name) {
		List<Object> before = layout();
		on.fake.put(named("a", name, InstanceStatus.RUNNING, "", new QueueLoad(0, 0)));
		on.bot.waitUntil("the name is shown", () -> grid.card(0).name().equals(name));
		assertThat(layout()).isEqualTo(before);
		on.view.bot().textWithMessage("Name, id or description").setText(name.substring(0, 2));
		assertThat(on.shown()).containsExactly("a");
		on.view.bot().button("Clear").click();
	}

	@Test
	void aNameOf200CharactersAndALongReasonMoveNothing() {
		List<Object> before = layout();
		Rectangle window = UiThread.call(() -> grid.getShell().getBounds());
		String name = "Very long name ".repeat(14).substring(0, 200);
		on.fake.put(Instances.active(named("a", name, InstanceStatus.RUNNING, "", new QueueLoad(0, 0)), true));
		on.fake.put(named("c", name.toUpperCase(), InstanceStatus.ERROR, "Exited with code 1: " + name, new QueueLoad(0, 0)));
		on.bot.waitUntil("the names are shown", () -> grid.card(0).name().equals(name) && grid.card(2).name().equals(name.toUpperCase()));
		assertThat(layout()).isEqualTo(before);
		assertThat(UiThread.call(() -> grid.getShell().getBounds())).isEqualTo(window);
		assertThat(UiThread.call(() -> grid.getHorizontalBar())).isNull();
	}

	@Test
	void valuesThatChangeMoveNothing() {
		on.fake.put(named("a", "Alpha", InstanceStatus.RUNNING, "Running", new QueueLoad(0, 0)));
		on.bot.waitUntil("its queue is known", () -> grid.card(0).bars().get(2).fraction() == 0);
		List<Object> before = layout();
		on.fake.put(named("a", "Alpha", InstanceStatus.RUNNING, "KSampler: step 19 of 20, then VAE Decode", new QueueLoad(12, 34567)));
		on.bot.waitUntil("the new values are shown", () -> grid.card(0).bars().get(2).fraction() == 1);
		assertThat(layout()).isEqualTo(before);
	}
}
