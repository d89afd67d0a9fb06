// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.jface.resource.ColorRegistry;
import org.eclipse.jface.resource.FontRegistry;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Event;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is seen of the cards is what they are: only what changed is painted, and all of it. */
@ExtendWith({ UiGuard.class, StopsInstances.class })
class PaintedCardsTest {

	private static final String BACKGROUND = "org.creativestudio.comfyui.ui.card.background";

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

	/** The pixels on the screen. */
	private byte[] seen() {
		Image image = new Image(grid.getDisplay(), grid.getClientArea().width, grid.getClientArea().height);
		GC gc = new GC(grid);
		try {
			gc.copyArea(image, 0, 0);
			return image.getImageData().data;
		} finally {
			gc.dispose();
			image.dispose();
		}
	}

	/** Waits until it looks different, and compares it with what it looks like when all of it is painted. */
	private void assertPaintedAnew(byte[] before) {
		on.bot.waitUntil("it looks different", () -> !Arrays.equals(seen(), before));
		assertUpToDate();
	}

	private void assertUpToDate() {
		byte[] painted = UiThread.call(() -> {
			grid.update(); // what is known to be out of date
			return seen();
		});
		byte[] whole = UiThread.call(() -> {
			grid.redraw();
			grid.update();
			return seen();
		});
		assertThat(Arrays.equals(painted, whole)).as("what is seen is up to date").isTrue();
	}

	@Test
	void aCardThatChangedIsPaintedAnew() {
		byte[] before = UiThread.call(this::seen);
		on.fake.change("b", InstanceStatus.RUNNING, "Runs now");
		on.bot.waitUntil("the card is another", () -> grid.card(1).activity().contains("Runs now"));
		assertPaintedAnew(before);
		byte[] running = UiThread.call(this::seen);
		on.fake.change("b", InstanceStatus.STOPPED, "Is stopped");
		on.fake.change("c", InstanceStatus.STOPPED, "Is stopped, too");
		on.bot.waitUntil("the cards are others", () -> grid.card(2).activity().contains("too"));
		assertPaintedAnew(running);
	}

	@Test
	void allIsPaintedInOtherColoursOfTheTheme() {
		ColorRegistry colors = PlatformUI.getWorkbench().getThemeManager().getCurrentTheme().getColorRegistry();
		RGB usual = UiThread.call(() -> colors.getRGB(BACKGROUND));
		byte[] before = UiThread.call(this::seen);
		UiThread.begin(() -> colors.put(BACKGROUND, new RGB(250, 240, 180)));
		try {
			assertPaintedAnew(before);
		} finally {
			UiThread.begin(() -> colors.put(BACKGROUND, usual));
		}
		on.bot.waitUntil("it looks as before", () -> Arrays.equals(seen(), before));
	}

	@Test
	void allIsLaidOutAndPaintedInAnotherFont() {
		FontRegistry fonts = JFaceResources.getFontRegistry();
		FontData[] usual = UiThread.call(() -> fonts.getFontData(JFaceResources.DEFAULT_FONT));
		byte[] before = UiThread.call(this::seen);
		int height = UiThread.call(() -> grid.bounds(0).height);
		UiThread.begin(() -> fonts.put(JFaceResources.DEFAULT_FONT, new FontData[] { new FontData(usual[0].getName(), usual[0].getHeight() + 6, SWT.BOLD) }));
		try {
			on.bot.waitUntil("cards are higher", () -> grid.bounds(0).height > height);
			assertPaintedAnew(before);
		} finally {
			UiThread.begin(() -> fonts.put(JFaceResources.DEFAULT_FONT, usual));
		}
		on.bot.waitUntil("cards are as high as before", () -> grid.bounds(0).height == height);
	}

	@Test
	void allIsPaintedAtAnotherZoom() {
		UiThread.begin(() -> {
			grid.setData("org.creativestudio.cards.painted", null);
			grid.notifyListeners(SWT.ZoomChanged, new Event());
		});
		on.bot.waitUntil("all cards are painted", () -> Integer.valueOf(3).equals(grid.getData("org.creativestudio.cards.painted")));
		assertUpToDate();
	}
}
