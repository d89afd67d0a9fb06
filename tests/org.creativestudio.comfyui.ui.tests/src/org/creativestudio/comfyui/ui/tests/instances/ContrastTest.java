// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.ui.internal.instances.CardColors;
import org.creativestudio.comfyui.ui.internal.instances.Contrast;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Display;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.FrameworkUtil;

/** What is written and drawn can be told from what is behind it, in the light theme, the dark one, and where neither fits. */
class ContrastTest {

	private static final RGB WHITE = new RGB(255, 255, 255);
	private static final RGB BLACK = new RGB(0, 0, 0);
	private static final Pattern LIGHT = Pattern.compile("colorDefinition id=\"(org\\.creativestudio\\.comfyui\\.ui\\.[^\"]+)\"[^>]*?value=\"([^\"]+)\"",
			Pattern.DOTALL);
	private static final Pattern DARK = Pattern.compile("'(org\\.creativestudio\\.comfyui\\.ui\\.[^=]+)=(\\d+,\\d+,\\d+)'");

	private static Map<String, RGB> light() {
		return read("plugin.xml", LIGHT);
	}

	private static Map<String, RGB> dark() {
		Map<String, RGB> colors = new HashMap<>(light());
		colors.putAll(read("css/dark.css", DARK));
		return colors;
	}

	private static Map<String, RGB> read(String file, Pattern pattern) {
		URL place = FrameworkUtil.getBundle(CardColors.class).getEntry(file);
		Map<String, RGB> colors = new HashMap<>();
		try (var stream = place.openStream()) {
			Matcher matcher = pattern.matcher(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
			while (matcher.find())
				colors.put(matcher.group(1).replace("org.creativestudio.comfyui.ui.", ""), color(matcher.group(2)));
		} catch (IOException e) {
			throw new AssertionError(file, e);
		}
		assertThat(colors).hasSizeGreaterThan(40);
		return colors;
	}

	private static RGB color(String value) {
		if (value.startsWith("COLOR_LIST"))
			return value.endsWith("BACKGROUND") ? WHITE : BLACK;
		String[] parts = value.split(",");
		return new RGB(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
	}

	static Stream<Map<String, RGB>> themes() {
		return Stream.of(light(), dark());
	}

	@Test
	void reckonsAsTheGuidelinesDo() {
		assertThat(Contrast.of(WHITE, BLACK)).isCloseTo(21, within(0.001));
		assertThat(Contrast.of(new RGB(118, 118, 118), WHITE)).isCloseTo(4.54, within(0.01));
		assertThat(Contrast.of(WHITE, WHITE)).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("themes")
	void textsCanBeRead(Map<String, RGB> theme) {
		for (String background : new String[] { "grid.background", "card.background", "card.selected.background" })
			for (String text : new String[] { "card.text", "card.text.secondary", "card.error", "card.accent" })
				check(theme, text, background, Contrast.TEXT);
		for (Health health : Health.values()) {
			String name = "health." + health.name().toLowerCase(Locale.ROOT);
			check(theme, name, name + ".background", Contrast.TEXT);
		}
		for (String background : new String[] { "button.background", "button.hover", "button.pressed" })
			check(theme, "card.text", background, Contrast.TEXT);
		check(theme, "plot.text", "plot.background", Contrast.TEXT);
		check(theme, "plot.text", "plot.tip.background", Contrast.TEXT);
	}

	@ParameterizedTest
	@MethodSource("themes")
	void shapesCanBeSeen(Map<String, RGB> theme) {
		for (String background : new String[] { "card.background", "card.selected.background" }) {
			for (String status : new String[] { "running", "starting", "error", "stopped", "paused" })
				check(theme, "status." + status, background, Contrast.SHAPE);
			check(theme, "card.focus", background, Contrast.SHAPE);
			check(theme, "card.selected.border", background, Contrast.SHAPE);
		}
		check(theme, "bar.filled", "bar.track", Contrast.SHAPE);
		check(theme, "bar.high", "bar.track", Contrast.SHAPE);
		IntStream.rangeClosed(1, 8).forEach(line -> check(theme, "plot." + line, "plot.background", Contrast.SHAPE));
	}

	private static void check(Map<String, RGB> theme, String front, String back, double least) {
		assertThat(Contrast.of(theme.get(front), theme.get(back))).as(front + " on " + back).isGreaterThanOrEqualTo(least);
	}

	/** The window system's background under a theme that was made for another one, as GTK's inverse high contrast brings it. */
	@Test
	void takesTheWindowSystemsColoursWhereOursDoNotFit() {
		Map<String, RGB> theme = light();
		theme.replaceAll((name, color) -> color.equals(WHITE) ? new RGB(60, 64, 72) : color);
		UiThread.run(() -> {
			Display display = Display.getDefault();
			CardColors colors = new CardColors(id -> new Color(theme.get(id.replace("org.creativestudio.comfyui.ui.", ""))), display);
			RGB background = colors.get("card.background").getRGB();
			for (String text : new String[] { "card.text", "card.text.secondary", "card.error", "card.accent", "health.healthy", "plot.text" })
				assertThat(Contrast.of(colors.get(text).getRGB(), background)).as(text).isGreaterThanOrEqualTo(Contrast.TEXT);
			assertThat(colors.healthBackground(Health.DEGRADED).getRGB()).isEqualTo(background);
			for (InstanceStatus status : InstanceStatus.values())
				assertThat(Contrast.of(colors.status(status).getRGB(), background)).as(status.name()).isGreaterThanOrEqualTo(Contrast.SHAPE);
		});
	}
}
