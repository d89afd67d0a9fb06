// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.internal.instances.Arrangement.Group;
import org.creativestudio.comfyui.ui.internal.instances.CardAction;
import org.creativestudio.comfyui.ui.internal.instances.CardColors;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.internal.instances.Presentation;
import org.creativestudio.comfyui.ui.internal.properties.ValueField;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cards and values in a window that is read from right to left, as with {@code -dir rtl}. */
@ExtendWith(UiGuard.class)
class RightToLeftTest {

	private final WorkbenchBot bot = new WorkbenchBot();
	private final List<String> pressed = new ArrayList<>();
	private Shell shell;
	private CardGrid grid;

	@BeforeEach
	void open() {
		shell = UiThread.call(() -> new Shell(SWT.SHELL_TRIM | SWT.RIGHT_TO_LEFT));
		grid = UiThread.call(() -> {
			shell.setLayout(new FillLayout());
			CardColors colors = new CardColors(PlatformUI.getWorkbench().getThemeManager().getCurrentTheme().getColorRegistry()::get,
					shell.getDisplay());
			CardGrid made = new CardGrid(shell, colors, path -> ImageDescriptor.getMissingImageDescriptor(), new Presses());
			made.setGroups(List.of(new Group("", List.of(Instances.of("a", "Alpha", InstanceStatus.RUNNING),
					Instances.of("b", "\u05d1\u05d8\u05d0", InstanceStatus.STOPPED), Instances.of("c", "Gamma", InstanceStatus.ERROR)))));
			shell.setBounds(0, 0, 1500, 500);
			shell.open();
			made.setFocus();
			return made;
		});
		bot.waitUntil("three cards are in a row", () -> grid.cardLayout().columns() >= 3);
	}

	/** What is asked for by buttons. */
	private final class Presses implements CardGrid.Listener {
		@Override
		public void selectionChanged() {
			// asked for by the test
		}

		@Override
		public void opened(String id) {
			pressed.add("open " + id);
		}

		@Override
		public void pressed(String id, CardAction action) {
			pressed.add(action + " " + id);
		}

		@Override
		public void menuWanted(Point place) {
			pressed.add("menu");
		}
	}

	@AfterEach
	void close() {
		UiThread.run(shell::close);
	}

	private Rectangle onDisplay(Rectangle place) {
		return UiThread.call(() -> grid.getDisplay().map(grid, null, place));
	}

	private Rectangle card(int card) {
		return onDisplay(UiThread.call(() -> grid.bounds(card)));
	}

	private void press(int keys, int key) {
		UiThread.run(() -> {
			Event event = new Event();
			event.keyCode = key;
			event.stateMask = keys;
			grid.notifyListeners(SWT.KeyDown, event);
		});
	}

	private List<String> selected() {
		return UiThread.call(grid::getSelectedIds);
	}

	/** A click at the middle of what is seen there on the display. */
	private void click(Rectangle seen) {
		Point middle = UiThread.call(() -> grid.toControl(seen.x + seen.width / 2, seen.y + seen.height / 2));
		ViewOnFakes.click(grid, new Rectangle(middle.x, middle.y, 0, 0), SWT.NONE);
	}

	@Test
	void cardsBeginAtTheRightAndArrowsGoWhereTheyPoint() {
		assertThat(UiThread.call(() -> grid.getStyle() & SWT.MIRRORED)).isNotZero();
		assertThat(card(0).x).isGreaterThan(card(1).x);
		assertThat(card(1).x).isGreaterThan(card(2).x);
		press(SWT.NONE, SWT.HOME);
		assertThat(selected()).containsExactly("a");
		press(SWT.NONE, SWT.ARROW_LEFT);
		assertThat(selected()).containsExactly("b");
		press(SWT.SHIFT, SWT.ARROW_LEFT);
		assertThat(selected()).containsExactly("b", "c");
		press(SWT.NONE, SWT.ARROW_RIGHT);
		assertThat(selected()).containsExactly("b");
	}

	@Test
	void clicksHitTheCardAndTheButtonUnderThePointer() {
		Rectangle last = card(2);
		assertThat(last.x).isGreaterThanOrEqualTo(UiThread.call(() -> shell.getBounds()).x);
		click(new Rectangle(last.x, last.y, last.width, 30));
		assertThat(selected()).containsExactly("c");
		Rectangle stop = onDisplay(ViewOnFakes.button(grid, 0, CardAction.STOP));
		Rectangle run = onDisplay(ViewOnFakes.button(grid, 0, CardAction.RUN));
		assertThat(stop.x).isGreaterThan(run.x);
		assertThat(stop.x + stop.width).isLessThan(card(0).x + card(0).width);
		click(stop);
		click(onDisplay(ViewOnFakes.button(grid, 1, CardAction.START)));
		assertThat(pressed).containsExactly("STOP a", "START b");
	}

	@Test
	void linesOfTheListBeginAtTheRightToo() {
		UiThread.run(() -> grid.setPresentation(Presentation.LIST));
		Rectangle stop = onDisplay(ViewOnFakes.button(grid, 0, CardAction.STOP));
		assertThat(stop.x).isLessThan(card(0).x + card(0).width / 3);
		click(stop);
		assertThat(pressed).containsExactly("STOP a");
	}

	@Test
	void aLatinValueStandsBesideItsTitle() {
		Text value = UiThread.call(() -> {
			grid.dispose();
			GridLayoutFactory.fillDefaults().numColumns(2).applyTo(shell);
			FormToolkit toolkit = new FormToolkit(shell.getDisplay());
			shell.addDisposeListener(event -> toolkit.dispose());
			ValueField field = new ValueField(shell, toolkit);
			field.show("VRAM", "24.0 GiB of memory");
			shell.layout();
			field.show("VRAM", "24.0 GiB");
			return (Text) ((Composite) shell.getChildren()[1]).getChildren()[0];
		});
		Rectangle title = UiThread.call(() -> shell.getDisplay().map(shell, null, shell.getChildren()[0].getBounds()));
		Rectangle seen = UiThread.call(() -> shell.getDisplay().map(value.getParent(), null, value.getBounds()));
		assertThat(title.x - (seen.x + seen.width)).as("the gap").isBetween(0, 20);
		assertThat(seen.width).isLessThan(UiThread.call(() -> value.getParent().getSize().x) / 3);
		UiThread.run(() -> shell.setSize(150, 200));
		assertThat(UiThread.call(() -> value.getBounds().x)).as("a longer one is cut at its end").isZero();
		assertThat(UiThread.call(() -> value.getSize().x)).isLessThanOrEqualTo(UiThread.call(() -> value.getParent().getSize().x));
	}
}
