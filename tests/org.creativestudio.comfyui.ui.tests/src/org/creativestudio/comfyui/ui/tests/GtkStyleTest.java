// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.internal.program.GtkStyle;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.List;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is disabled looks so where all states of a control have one colour, which is what a dark theme does; and a choice is whole from right to left. */
@ExtendWith(UiGuard.class)
class GtkStyleTest {

	private static final Color LIGHT = new Color(238, 238, 238);
	private static final Color DARK = new Color(72, 72, 76);
	/** Of what has one, which may shine; in pixels. */
	private static final int EDGE = 5;

	private final WorkbenchBot bot = new WorkbenchBot();
	private GtkStyle style;
	private Shell shell;

	@BeforeEach
	void make() {
		style = UiThread.call(GtkStyle::new);
	}

	@AfterEach
	void close() {
		UiThread.run(() -> {
			style.use(false, false);
			if (shell != null)
				shell.dispose();
		});
	}

	enum Kind {
		BUTTON, CHECK, RADIO, CHOICE, EDITABLE_CHOICE, NUMBER, TEXT, LINES, LIST, LABEL, LINK
	}

	@ParameterizedTest
	@EnumSource
	void whatIsDisabledLooksDisabledInTheDark(Kind kind) {
		UiThread.run(() -> style.use(true, false));
		Control control = open(parent -> make(kind, parent));
		bot.waitUntil("its colours have come", () -> darkest(control) <= DARK.getRed() + 8 && brightest(control) >= LIGHT.getRed() - 20);
		UiThread.run(() -> control.setEnabled(false));
		bot.waitUntil("it looks disabled", () -> brightest(control) < LIGHT.getRed() - 60);
	}

	@Test
	void theRulesAreInForceWhileTheWorkbenchIsDark() {
		Control control = open(parent -> make(Kind.CHOICE, parent));
		UiThread.run(() -> control.setEnabled(false));
		Shell window = UiThread.call(() -> PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell());
		Color before = UiThread.call(window::getBackground);
		UiThread.run(() -> GtkStyle.follow(PlatformUI.getWorkbench()));
		bot.waitUntil("no rule dims it", () -> brightest(control) >= LIGHT.getRed() - 20);
		try {
			paint(window, DARK);
			bot.waitUntil("it looks disabled", () -> brightest(control) < LIGHT.getRed() - 60);
		} finally {
			paint(window, before);
		}
		bot.waitUntil("the rules are gone", () -> brightest(control) >= LIGHT.getRed() - 20);
	}

	@Test
	void aChosenTextIsNotCutFromRightToLeft() {
		UiThread.run(() -> style.use(false, true));
		int whole = width(SWT.LEFT_TO_RIGHT);
		assertThat(whole).isPositive();
		assertThat(width(SWT.RIGHT_TO_LEFT)).isCloseTo(whole, within(2));
	}

	/** Of what is painted of the text of a box; in pixels. */
	private int width(int direction) {
		BitSet text = columns(direction, "WWWW");
		text.andNot(columns(direction, " ")); // its arrow
		return text.length() - text.nextSetBit(0);
	}

	/** Those in which something is painted. */
	private BitSet columns(int direction, String text) {
		Control control = open(parent -> {
			Combo combo = choice(parent, SWT.READ_ONLY | direction, text);
			GridDataFactory.swtDefaults().hint(200, SWT.DEFAULT).applyTo(combo);
			return combo;
		});
		bot.waitUntil("its colours have come", () -> darkest(control) <= DARK.getRed() + 8 && brightest(control) >= LIGHT.getRed() - 20);
		return UiThread.call(() -> {
			int[] reds = reds(control).toArray();
			int columns = control.getSize().x - 2 * EDGE;
			shell.dispose();
			BitSet painted = new BitSet();
			IntStream.range(0, reds.length).filter(i -> reds[i] > DARK.getRed() + 40).forEach(i -> painted.set(i % columns));
			return painted;
		});
	}

	/** As a theme does, which changes the colours of the registry before. */
	private static void paint(Shell window, Color background) {
		UiThread.run(() -> {
			PlatformUI.getWorkbench().getThemeManager().getCurrentTheme().getColorRegistry().put("GtkStyleTest", background.getRGB());
			window.setBackground(background);
		});
	}

	/** A control without the focus. */
	private Control open(Function<Shell, Control> kind) {
		Control control = UiThread.call(() -> {
			Shell opened = new Shell(Display.getDefault(), SWT.SHELL_TRIM);
			shell = opened;
			GridLayoutFactory.swtDefaults().applyTo(opened);
			opened.setBackground(DARK);
			new Text(opened, SWT.BORDER);
			Control made = kind.apply(opened);
			made.setForeground(LIGHT);
			made.setBackground(DARK);
			opened.pack();
			opened.open();
			return made;
		});
		bot.waitUntil("it is open", () -> Display.getDefault().getActiveShell() == shell && !control.isFocusControl());
		return control;
	}

	private static Control make(Kind kind, Shell parent) {
		String text = "WWWW";
		return switch (kind) {
		case BUTTON -> button(parent, SWT.PUSH, text);
		case CHECK -> button(parent, SWT.CHECK, text);
		case RADIO -> button(parent, SWT.RADIO, text);
		case CHOICE -> choice(parent, SWT.READ_ONLY, text);
		case EDITABLE_CHOICE -> choice(parent, SWT.NONE, text);
		case NUMBER -> {
			Spinner spinner = new Spinner(parent, SWT.BORDER);
			spinner.setValues(88, 0, 99, 0, 1, 10);
			yield spinner;
		}
		case TEXT -> text(parent, SWT.BORDER, text);
		case LINES -> text(parent, SWT.BORDER | SWT.MULTI, text);
		case LIST -> {
			List list = new List(parent, SWT.BORDER);
			list.setItems(text);
			yield list;
		}
		case LABEL -> {
			Label label = new Label(parent, SWT.NONE);
			label.setText(text);
			yield label;
		}
		case LINK -> {
			Link link = new Link(parent, SWT.NONE);
			link.setText(text);
			yield link;
		}
		};
	}

	private static Button button(Shell parent, int kind, String text) {
		Button button = new Button(parent, kind);
		button.setText(text);
		return button;
	}

	private static Combo choice(Shell parent, int kind, String text) {
		Combo combo = new Combo(parent, kind | SWT.DROP_DOWN);
		combo.setItems(text);
		combo.select(0);
		return combo;
	}

	private static Text text(Shell parent, int kind, String value) {
		Text text = new Text(parent, kind);
		text.setText(value);
		return text;
	}

	private static int darkest(Control control) {
		return reds(control).min().orElseThrow();
	}

	private static int brightest(Control control) {
		return reds(control).max().orElseThrow();
	}

	/** Of each pixel of its picture. */
	private static IntStream reds(Control control) {
		Point size = control.getSize();
		Image image = new Image(control.getDisplay(), size.x, size.y);
		GC gc = new GC(image);
		try {
			control.print(gc);
			ImageData data = image.getImageData();
			int edge = control instanceof Label || control instanceof Link ? 0 : EDGE;
			boolean divided = control instanceof Combo && (control.getStyle() & SWT.READ_ONLY) == 0;
			int right = divided ? size.x / 2 : size.x - edge; // its arrow has an edge of its own
			return IntStream.range(edge, size.y - edge)
					.flatMap(y -> IntStream.range(edge, right).map(x -> data.palette.getRGB(data.getPixel(x, y)).red));
		} finally {
			gc.dispose();
			image.dispose();
		}
	}
}
