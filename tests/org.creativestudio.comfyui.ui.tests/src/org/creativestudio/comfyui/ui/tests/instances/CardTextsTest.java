// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Bidi;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.creativestudio.comfyui.ui.internal.instances.CardAction;
import org.creativestudio.comfyui.ui.internal.instances.CardButtons;
import org.creativestudio.comfyui.ui.internal.instances.CardModel.Button;
import org.creativestudio.comfyui.ui.internal.instances.OwnDirection;
import org.creativestudio.comfyui.ui.internal.instances.TextFitter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts and buttons in narrow cards. Each character is one wide here. */
class CardTextsTest {

	private static final List<Button> BUTTONS = List.of(new Button(CardAction.STOP, true), new Button(CardAction.PAUSE, true),
			new Button(CardAction.LOG, true), new Button(CardAction.MORE, true));

	private final TextFitter fitter = new TextFitter(String::length);

	@Test
	void leavesWhatFits() {
		assertThat(fitter.fit("Batch", 5)).isEqualTo("Batch");
	}

	@Test
	void shortensWithAnEllipsis() {
		assertThat(fitter.fit("Character Gen", 10)).isEqualTo("Character\u2026");
		assertThat(fitter.fit("Character Gen", 1)).isEqualTo("\u2026");
	}

	@Test
	void aNameIsCutInItsMiddleWhereItsEndTellsMore() {
		assertThat(fitter.fitMiddle("Batch", 5)).isEqualTo("Batch");
		assertThat(fitter.fitMiddle("Character Gen GPU 0", 11)).isEqualTo("Chara\u2026GPU 0");
		assertThat(fitter.fitMiddle("Character Gen", 1)).isEqualTo("\u2026");
		assertThat(fitter.fitMiddle("abcdefgh\uD83D\uDE00\uD83D\uDE00", 6)).isEqualTo("abc\u2026\uD83D\uDE00");
	}

	@Test
	void breaksBetweenWords() {
		assertThat(fitter.lines("port 8192 is in use by python", 15, 2)).containsExactly("port 8192 is in", "use by python");
		assertThat(fitter.lines("port 8192 is in use by python (4711)", 14, 2)).containsExactly("port 8192 is", "in use by pyt\u2026");
	}

	@Test
	void breaksALongWordAnywhereAndMakesOneLineOfSeveral() {
		assertThat(fitter.lines("aaaaaaaaaaaa", 5, 2)).containsExactly("aaaaa", "aaaa\u2026");
		assertThat(fitter.fit("one\n\ttwo", 20)).isEqualTo("one two");
	}

	@Test
	void aTextWithoutEndIsNotMeasuredToItsEnd() {
		AtomicInteger longest = new AtomicInteger();
		TextFitter measured = new TextFitter(text -> {
			longest.accumulateAndGet(text.length(), Math::max);
			return text.length();
		});
		assertThat(measured.lines("word ".repeat(100_000), 12, 2)).containsExactly("word word", "word word w\u2026");
		assertThat(longest.get()).isLessThan(5_000);
	}

	@Test
	void aLineTooNarrowForACharacterHasAllOfIt() {
		assertThat(fitter.lines("\uD83D\uDE00\uD83D\uDE00", 1, 2)).containsExactly("\uD83D\uDE00", "\u2026");
	}

	@Test
	void doesNotCutACharacterInTwo() {
		assertThat(fitter.fit("a\ud83d\ude00\ud83d\ude00", 3)).isEqualTo("a\u2026");
		// an accent of its own, and three people joined to a family
		assertThat(fitter.fit("ae\u0301bcd", 3)).isEqualTo("a\u2026");
		assertThat(TextFitter.abbreviate("x\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 y", 6)).isEqualTo("x\u2026");
		assertThat(TextFitter.abbreviate("\u753b\u50cf\u751f\u6210", 3)).isEqualTo("\u753b\u50cf\u2026");
	}

	@Test
	void keepsTheDirectionOfATextWhereOthersRunFromRightToLeft() {
		assertThat(OwnDirection.of(SWT.LEFT_TO_RIGHT, "7.6 / 24 GB")).isEqualTo("7.6 / 24 GB");
		String shown = OwnDirection.of(SWT.RIGHT_TO_LEFT | SWT.MIRRORED, "7.6 / 24 GB");
		Bidi order = new Bidi(shown, Bidi.DIRECTION_RIGHT_TO_LEFT);
		assertThat(order.getLevelAt(shown.indexOf('7'))).isEqualTo(order.getLevelAt(shown.indexOf('G')));
		assertThat(OwnDirection.of(SWT.RIGHT_TO_LEFT, "\u05d1\u05d8\u05d0 8188")).isEqualTo("\u05d1\u05d8\u05d0 8188");
		assertThat(new Bidi("7.6 / 24 GB", Bidi.DIRECTION_RIGHT_TO_LEFT).getRunCount()).isGreaterThan(1);
	}

	@Test
	void measuresTheSameTextOnlyOnce() {
		AtomicInteger measured = new AtomicInteger();
		TextFitter counting = new TextFitter(text -> {
			measured.incrementAndGet();
			return text.length();
		});
		counting.fit("Character Gen", 10);
		int once = measured.get();
		counting.fit("Character Gen", 10);
		assertThat(measured.get()).isEqualTo(once);
	}

	@ParameterizedTest
	@ValueSource(ints = { 30, 60, 90, 120, 160, 200, 240, 400 })
	void keepsButtonsInsideAndApartAndTheMenuAlways(int width) {
		Rectangle area = new Rectangle(12, 100, width, 22);
		List<CardButtons.Place> places = CardButtons.of(BUTTONS, area, 4, 24, action -> 60).places();
		int right = area.x - 4;
		for (CardButtons.Place place : places) {
			assertThat(place.bounds().x).isEqualTo(right + 4);
			right = place.bounds().x + place.bounds().width;
			assertThat(right).isLessThanOrEqualTo(area.x + area.width);
		}
		assertThat(places.getLast().button().action()).isEqualTo(CardAction.MORE);
	}

	@Test
	void dropsTextsFromTheRight() {
		Rectangle area = new Rectangle(0, 0, 60 + 4 + 60 + 4 + 24 + 4 + 24, 22);
		assertThat(CardButtons.of(BUTTONS, area, 4, 24, action -> 60).places()).extracting(CardButtons.Place::text)
				.containsExactly(true, true, false, false);
	}

	@Test
	void findsTheButtonAtAPoint() {
		CardButtons buttons = CardButtons.of(BUTTONS, new Rectangle(12, 100, 400, 22), 4, 24, action -> 60);
		assertThat(buttons.indexAt(13, 101)).isZero();
		assertThat(buttons.indexAt(77, 110)).isEqualTo(1);
		assertThat(buttons.indexAt(74, 110)).isEqualTo(-1);
		assertThat(buttons.indexAt(13, 99)).isEqualTo(-1);
	}
}
