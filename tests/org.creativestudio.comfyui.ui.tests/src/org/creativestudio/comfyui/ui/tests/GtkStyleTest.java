// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import java.util.stream.IntStream;

import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The states of a button can be told apart where all of its states have one colour, which is what the dark theme does. */
@ExtendWith(UiGuard.class)
class GtkStyleTest {

	private static final Color LIGHT = new Color(238, 238, 238);
	private static final Color DARK = new Color(72, 72, 76);
	/** Of a push button, which may shine; in pixels. */
	private static final int EDGE = 5;

	private final WorkbenchBot bot = new WorkbenchBot();
	private Shell shell;

	@AfterEach
	void close() {
		UiThread.run(shell::dispose);
	}

	@ParameterizedTest
	@ValueSource(ints = { SWT.PUSH, SWT.CHECK, SWT.RADIO })
	void whatIsDisabledLooksDisabled(int kind) {
		Button button = open(kind);
		bot.waitUntil("its colours have come", () -> darkest(button) <= DARK.getRed() + 8 && brightest(button) >= LIGHT.getRed() - 20);
		UiThread.run(() -> button.setEnabled(false));
		bot.waitUntil("it looks disabled", () -> brightest(button) < LIGHT.getRed() - 60);
	}

	/** A button without the focus. */
	private Button open(int kind) {
		Button button = UiThread.call(() -> {
			Shell opened = new Shell(Display.getDefault(), SWT.SHELL_TRIM);
			shell = opened;
			GridLayoutFactory.swtDefaults().applyTo(opened);
			opened.setBackground(DARK);
			new Text(opened, SWT.BORDER);
			Button made = new Button(opened, kind);
			made.setText("WWWW");
			made.setForeground(LIGHT);
			made.setBackground(DARK);
			opened.pack();
			opened.open();
			return made;
		});
		bot.waitUntil("it is open", () -> Display.getDefault().getActiveShell() == shell && !button.isFocusControl());
		return button;
	}

	private static int darkest(Button button) {
		return reds(button).min().orElseThrow();
	}

	private static int brightest(Button button) {
		return reds(button).max().orElseThrow();
	}

	/** Of each pixel of its picture. */
	private static IntStream reds(Button button) {
		Point size = button.getSize();
		Image image = new Image(button.getDisplay(), size.x, size.y);
		GC gc = new GC(image);
		try {
			button.print(gc);
			ImageData data = image.getImageData();
			int edge = (button.getStyle() & SWT.PUSH) == 0 ? 0 : EDGE;
			return IntStream.range(edge, size.y - edge)
					.flatMap(y -> IntStream.range(edge, size.x - edge).map(x -> data.palette.getRGB(data.getPixel(x, y)).red));
		} finally {
			gc.dispose();
			image.dispose();
		}
	}
}
