// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.CardAction;
import org.creativestudio.comfyui.ui.internal.instances.CardButtons;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.tests.FakeWorkflows;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;

/** The Instances view on instances that do what a test says. */
final class ViewOnFakes implements AutoCloseable {

	private static final int TRIES = 40;
	private static final int LOOKS = 40;
	private static final String PAINTED = "org.creativestudio.cards.painted";

	final WorkbenchBot bot = new WorkbenchBot();
	final BotView view = bot.viewById(StudioUi.INSTANCES_VIEW);
	final FakeInstances fake;
	/** No jobs of other tests wait here. */
	final FakeWorkflows workflows;

	/** Closes the view: it is to be opened when there are instances. */
	ViewOnFakes() {
		view.close();
		fake = new FakeInstances();
		workflows = new FakeWorkflows();
	}

	/** Opens the view on what was put, which is some instances. */
	CardGrid show() {
		view.show();
		CardGrid grid = view.bot().widget(CardGrid.class);
		bot.waitUntil("cards are painted", () -> grid.getData(PAINTED) != null);
		return grid;
	}

	/** Opens it on "a Alpha" that runs, "b Beta" that is stopped, and "c Gamma" in error. */
	CardGrid showThree() {
		fake.put(Instances.of("a", "Alpha", InstanceStatus.RUNNING));
		fake.put(Instances.of("b", "Beta", InstanceStatus.STOPPED));
		fake.put(Instances.of("c", "Gamma", InstanceStatus.ERROR));
		return show();
	}

	List<String> shown() {
		CardGrid grid = view.bot().widget(CardGrid.class);
		return UiThread.call(() -> IntStream.range(0, grid.count()).mapToObj(grid::id).toList());
	}

	void focus(CardGrid grid) {
		focus(bot, grid);
	}

	/** Gives a control the keyboard, for certain. */
	static void focus(WorkbenchBot bot, Control control) {
		bot.workbenchShell().activate();
		AtomicBoolean heard = new AtomicBoolean();
		Listener listener = event -> heard.set(true);
		UiThread.run(() -> control.addListener(SWT.KeyDown, listener));
		// The window manager may give the keyboard to a pop-up for as long as that is open, without telling the window.
		for (int tries = 0; !heard.get(); tries++) {
			assertThat(tries).as("tries to give the control the keyboard").isLessThan(TRIES);
			UiThread.run(control::forceFocus);
			bot.waitUntil("the control has the keyboard", control::isFocusControl);
			bot.keyboard().pressShortcut(SWT.NONE, SWT.SHIFT);
			AtomicInteger looks = new AtomicInteger();
			bot.waitUntil("a key arrives", () -> heard.get() || looks.incrementAndGet() > LOOKS);
		}
		UiThread.run(() -> control.removeListener(SWT.KeyDown, listener));
	}

	void press(int modifiers, int key) {
		bot.keyboard().pressShortcut(modifiers, key);
	}

	void type(int modifiers, char character) {
		bot.keyboard().pressShortcut(modifiers, character);
	}

	void awaitSelection(String... ids) {
		ISelectionProvider provider = view.part().getSite().getSelectionProvider();
		bot.waitUntil("selected are " + List.of(ids), () -> selected(provider).equals(List.of(ids)));
	}

	private static List<String> selected(ISelectionProvider provider) {
		return ((IStructuredSelection) provider.getSelection()).stream().map(InstanceSnapshot.class::cast).map(InstanceSnapshot::id).toList();
	}

	/** The middle of a card's upper part, where there is no button. */
	static Rectangle card(CardGrid grid, int card) {
		return UiThread.call(() -> {
			Rectangle bounds = grid.bounds(card);
			return new Rectangle(bounds.x, bounds.y, bounds.width / 2, 30);
		});
	}

	static Rectangle button(CardGrid grid, int card, CardAction action) {
		return UiThread.call(() -> {
			Rectangle bounds = grid.bounds(card);
			for (CardButtons.Place button : grid.buttons(card).places())
				if (button.button().action() == action)
					return new Rectangle(bounds.x + button.bounds().x, bounds.y + button.bounds().y, button.bounds().width,
							button.bounds().height);
			throw new AssertionError("no button " + action);
		});
	}

	/** Straight to the control: the window system gives posted clicks no place. */
	static void click(CardGrid grid, Rectangle place, int keys) {
		UiThread.begin(() -> {
			for (int type : new int[] { SWT.MouseMove, SWT.MouseDown, SWT.MouseUp }) {
				Event event = new Event();
				event.x = place.x + place.width / 2;
				event.y = place.y + place.height / 2;
				event.stateMask = keys;
				event.button = type == SWT.MouseMove ? 0 : 1;
				grid.notifyListeners(type, event);
			}
		});
	}

	@Override
	public void close() {
		view.close();
		workflows.close();
		fake.close();
	}
}
