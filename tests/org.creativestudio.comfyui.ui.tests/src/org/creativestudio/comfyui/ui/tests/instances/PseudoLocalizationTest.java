// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.testing.ui.Bot;
import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In a language with longer words, nothing that is read is cut off, and nothing is left that can't be translated. */
@ExtendWith(UiGuard.class)
class PseudoLocalizationTest {

	private static final Pattern WORD = Pattern.compile("\\p{L}{2}");
	/** What the platform says by itself. */
	private static final Set<String> PLATFORM = Set.of("OK", "Cancel", "Finish", "Next", "Back", "Apply", "Apply and Close", "Restore Defaults",
			"Browse", "No", "Yes");
	private static final String PREFERENCES = "org.creativestudio.comfyui.ui.preferences.";

	private final WorkbenchBot bot = new WorkbenchBot();
	private FakeInstances fake;
	private FakeExchange exchange;
	private PseudoTexts texts;
	private BotView view;

	@BeforeEach
	void openInThatLanguage() {
		view = bot.viewById(StudioUi.INSTANCES_VIEW);
		view.close();
		fake = new FakeInstances();
		exchange = new FakeExchange();
		fake.put(Instances.of("a", "Alpha", InstanceStatus.STOPPED));
		texts = new PseudoTexts();
		view.show();
	}

	@AfterEach
	void backToEnglish() {
		view.close();
		texts.close();
		exchange.close();
		fake.close();
		assertThat(texts.size()).isGreaterThan(500);
	}

	private static List<String> wrong(Composite all) {
		return UiThread.call(() -> {
			List<String> wrong = new ArrayList<>();
			walk(all, control -> look(control, wrong));
			return wrong;
		});
	}

	private static void walk(Composite parent, Consumer<Control> visitor) {
		for (Control child : parent.getChildren()) {
			if (!child.isVisible())
				continue;
			visitor.accept(child);
			if (child instanceof Composite inner)
				walk(inner, visitor);
		}
	}

	private static void look(Control control, List<String> wrong) {
		String text = switch (control) {
		case Label label -> label.getText();
		case Button button -> button.getText();
		case Link link -> link.getText();
		case Group group -> group.getText();
		default -> "";
		};
		String plain = text.replace("&", "").replaceAll("[<>.]", "").strip();
		if (!WORD.matcher(plain).find() || PLATFORM.contains(plain))
			return;
		if (!text.contains(PseudoTexts.BEGIN) && !isContributed(text))
			wrong.add("can't be translated: " + text);
		Point size = control.getSize();
		boolean wraps = (control.getStyle() & SWT.WRAP) != 0;
		Point needed = wraps ? control.computeSize(size.x, SWT.DEFAULT) : control.computeSize(SWT.DEFAULT, SWT.DEFAULT);
		if (needed.y > size.y + 1 || !wraps && needed.x > size.x + 1)
			wrong.add("cut off, " + size + " of " + needed + ": " + text);
		Rectangle area = control.getParent().getClientArea();
		Rectangle bounds = control.getBounds();
		if (bounds.x + bounds.width > area.x + area.width + 1 || bounds.y + bounds.height > area.y + area.height + 1)
			wrong.add("outside, " + bounds + " in " + area + ": " + text);
	}

	/** Of a plugin.xml, whose texts another test looks after. */
	private static boolean isContributed(String text) {
		return Stream.of(Platform.getExtensionRegistry().getConfigurationElementsFor("org.creativestudio.comfyui.core.balancingStrategies"))
				.flatMap(strategy -> Stream.concat(Stream.of(strategy), Stream.of(strategy.getChildren())))
				.flatMap(element -> Stream.of(element.getAttributeNames()).map(element::getAttribute))
				.anyMatch(attribute -> attribute.length() > 3 && text.startsWith(attribute));
	}

	private static void assertReadable(BotShell dialog) {
		assertThat(wrong(dialog.widget)).isEmpty();
	}

	@Test
	void instancesView() {
		CardGrid grid = view.bot().widget(CardGrid.class);
		assertThat(wrong(UiThread.call(grid::getParent))).isEmpty();
	}

	@Test
	void instanceDialog() {
		view.toolbarButton("New Instance...").click();
		BotShell dialog = bot.shell(PseudoTexts.of("New Instance"));
		Bot inside = dialog.bot();
		TabFolder folder = inside.widget(TabFolder.class);
		for (int tab = 0; tab < 4; tab++) {
			int next = tab;
			UiThread.run(() -> folder.setSelection(next));
			assertReadable(dialog);
		}
		inside.button("Cancel").click();
		dialog.waitUntilClosed();
	}

	@Test
	void runDialog() {
		bot.menu("Workflow").menu("Run Workflow...").click();
		BotShell dialog = bot.shell(PseudoTexts.of("Run Workflow"));
		assertReadable(dialog);
		dialog.bot().button("Cancel").click();
		dialog.waitUntilClosed();
	}

	@Test
	void exportWizard() {
		bot.menu("Instance").menu("Export...").click();
		BotShell dialog = bot.shell(PseudoTexts.of("Export Instances"));
		assertReadable(dialog);
		dialog.bot().button("Cancel").click();
		dialog.waitUntilClosed();
	}

	@Test
	void titlesOfColumns() {
		for (String id : List.of(StudioUi.COMPARISON_VIEW, StudioUi.NOTIFICATIONS_VIEW)) {
			BotView with = bot.viewById(id);
			with.close();
			with.show();
			Table table = with.bot().widget(Table.class);
			bot.waitUntil("it is laid out", () -> table.getColumn(0).getWidth() > 0 && table.getSize().x > 0);
			UiThread.run(() -> {
				for (TableColumn column : table.getColumns())
					assertThat(column.getWidth()).as(id + ": " + column.getText()).isGreaterThanOrEqualTo(needed(column));
			});
			with.close();
		}
	}

	/** What its title alone needs. */
	private static int needed(TableColumn column) {
		Table other = new Table(column.getParent().getShell(), SWT.NONE);
		try {
			other.setHeaderVisible(true);
			other.setFont(column.getParent().getFont());
			TableColumn same = new TableColumn(other, SWT.NONE);
			same.setText(column.getText());
			same.pack();
			return same.getWidth();
		} finally {
			other.dispose();
		}
	}

	@Test
	void preferencePages() {
		for (String page : List.of("health", "balancing", "notifications")) {
			UiThread.begin(
					() -> PreferencesUtil.createPreferenceDialogOn(null, PREFERENCES + page, new String[] { PREFERENCES + page }, null).open());
			BotShell dialog = bot.shell("Preferences (Filtered)");
			assertReadable(dialog);
			dialog.bot().button("Cancel").click();
			dialog.waitUntilClosed();
		}
	}
}
