// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Widget;

/** Finds widgets below something: a shell, a view. */
public class Bot {

	private final Supplier<@Nullable Control> scope;

	/** Looks in the shell that is active at the time. */
	public Bot() {
		this(Bot::frontShell);
	}

	Bot(Supplier<@Nullable Control> scope) {
		this.scope = scope;
	}

	private static @Nullable Control frontShell() {
		Shell active = Display.getDefault().getActiveShell();
		if (active != null)
			return active;
		Shell[] shells = Display.getDefault().getShells();
		for (int i = shells.length - 1; i >= 0; i--)
			if (shells[i].isVisible() && (shells[i].getStyle() & SWT.TOOL) == 0)
				return shells[i];
		return null;
	}

	public BotButton button(String text) {
		return new BotButton(find(Button.class, widget -> isPush(widget) && plain(widget.getText(), text), "button " + text));
	}

	public BotButton checkBox(String text) {
		return new BotButton(find(Button.class, widget -> plain(widget.getText(), text), "check box " + text));
	}

	private static boolean isPush(Button button) {
		return (button.getStyle() & (SWT.PUSH | SWT.TOGGLE)) != 0;
	}

	public BotToolbarButton toolbarButtonWithTooltip(String tooltip) {
		return new BotToolbarButton(find(ToolItem.class, item -> tooltip(item).equals(tooltip), "toolbar button with tooltip " + tooltip));
	}

	public BotToolbarButton toolbarButton(String text) {
		return new BotToolbarButton(find(ToolItem.class, item -> plain(item.getText(), text), "toolbar button " + text));
	}

	/** Tooltips of commands have their key in brackets, which is not part of the name. */
	private static String tooltip(ToolItem item) {
		String text = item.getToolTipText();
		return text == null ? "" : text.replaceFirst(" \\([^)]*\\)$", "");
	}

	public BotText text() {
		return text(0);
	}

	public BotText text(int index) {
		return new BotText(find(Text.class, widget -> true, index, "text field"));
	}

	public BotText textWithLabel(String label) {
		return new BotText(find(Text.class, widget -> Widgets.hasLabel(widget, label), "text field with label " + label));
	}

	public BotText textWithMessage(String message) {
		return new BotText(find(Text.class, widget -> widget.getMessage().equals(message), "text field with message " + message));
	}

	/** A field that shows this, once it does. */
	public BotText textWithContent(String content) {
		return new BotText(find(Text.class, widget -> widget.isVisible() && widget.getText().equals(content), "text field that shows " + content));
	}

	public BotCombo comboBox() {
		return new BotCombo(find(Combo.class, widget -> true, "combo box"));
	}

	public BotCombo comboBoxWithLabel(String label) {
		return new BotCombo(find(Combo.class, widget -> Widgets.hasLabel(widget, label), "combo box with label " + label));
	}

	public BotSpinner spinnerWithLabel(String label) {
		return new BotSpinner(find(Spinner.class, widget -> Widgets.hasLabel(widget, label), "spinner with label " + label));
	}

	public BotTable table() {
		return new BotTable(find(Table.class, widget -> true, "table"));
	}

	public BotLabel label(String text) {
		return new BotLabel(find(Label.class, widget -> plain(widget.getText(), text), "label " + text));
	}

	public BotLabel labelContaining(String part) {
		return new BotLabel(find(Label.class, widget -> widget.getText().contains(part), "label containing " + part));
	}

	public BotLabel clabel(String text) {
		return new BotLabel(find(CLabel.class, widget -> plain(widget.getText(), text), "label " + text));
	}

	public BotLink link() {
		return new BotLink(find(Link.class, widget -> true, "link"));
	}

	/** The link with this text, tags left out. */
	public BotLink link(String text) {
		return new BotLink(find(Link.class, widget -> plain(widget.getText().replaceAll("<[^>]*>", ""), text), "link " + text));
	}

	/** The context menu of the first control that has one. */
	public BotMenu contextMenu() {
		return BotMenu.context(find(Control.class, widget -> widget.getMenu() != null, "control with a context menu"));
	}

	/** A control of a class that has no word of its own. */
	public <C extends Control> C widget(Class<C> kind) {
		return find(kind, widget -> true, kind.getSimpleName());
	}

	/** Texts of all labels, buttons and messages that can be seen: for failure messages and for messages in dialogs. */
	public List<String> visibleTexts() {
		return UiThread.call(this::texts);
	}

	private List<String> texts() {
		List<String> texts = new ArrayList<>();
		Control root = scope.get();
		if (root == null)
			return texts;
		for (Control control : Widgets.find(root, Control.class, widget -> true)) {
			String text = switch (control) {
			case Label label -> label.getText();
			case CLabel label -> label.getText();
			case Button button -> Widgets.plain(button.getText());
			case Text text1 -> text1.getText();
			case Link link -> link.getText();
			default -> "";
			};
			if (!text.isBlank())
				texts.add(text);
		}
		return texts;
	}

	/** What can be seen here and has the same mnemonic as something else; empty when each key means one thing. */
	public List<String> mnemonicClashes() {
		return UiThread.call(() -> {
			List<String> clashes = new ArrayList<>();
			Map<Character, String> taken = new HashMap<>();
			Control root = scope.get();
			if (root != null)
				for (Control control : Widgets.find(root, Control.class, widget -> true))
					for (String text : Widgets.keyedTexts(control)) {
						char key = Widgets.mnemonic(text);
						String other = key == '\0' ? null : taken.putIfAbsent(key, text);
						if (other != null)
							clashes.add(Widgets.plain(other) + " and " + Widgets.plain(text) + " at " + key);
					}
			return clashes;
		});
	}

	/** A shell with that title, once it is there. */
	public BotShell shell(String title) {
		AtomicReference<@Nullable Shell> found = new AtomicReference<>();
		waitUntil(Condition.of(() -> {
			for (Shell shell : Display.getDefault().getShells())
				if (shell.isVisible() && shell.getText().equals(title))
					found.set(shell);
			return found.get() != null;
		}, () -> "no shell \"" + title + "\" among " + shellTitles()));
		Shell shell = found.get();
		if (shell == null)
			throw new IllegalStateException();
		return new BotShell(shell);
	}

	private static List<String> shellTitles() {
		List<String> titles = new ArrayList<>();
		for (Shell shell : Display.getDefault().getShells())
			titles.add('"' + shell.getText() + '"' + (shell.isVisible() ? "" : " (hidden)"));
		return titles;
	}

	public Keyboard keyboard() {
		return new Keyboard();
	}

	public void waitUntil(Condition condition) {
		UiThread.waitUntil(condition, UiThread.PATIENCE_MS);
	}

	public void waitUntil(Condition condition, long timeoutMs) {
		UiThread.waitUntil(condition, timeoutMs);
	}

	/** @param what completes the sentence "not so: ..." */
	public void waitUntil(String what, BooleanSupplier test) {
		waitUntil(Condition.of(test, () -> "not so: " + what));
	}

	private <W extends Widget> W find(Class<W> kind, Predicate<W> wanted, String what) {
		return find(kind, wanted, 0, what);
	}

	private <W extends Widget> W find(Class<W> kind, Predicate<W> wanted, int index, String what) {
		AtomicReference<@Nullable W> found = new AtomicReference<>();
		waitUntil(Condition.of(() -> {
			Control root = scope.get();
			List<W> all = root == null ? List.of() : Widgets.find(root, kind, wanted);
			if (all.size() > index)
				found.set(all.get(index));
			return found.get() != null;
		}, () -> "no " + what + " in " + scope.get() + "; there are " + texts()));
		W widget = found.get();
		if (widget == null)
			throw new IllegalStateException();
		return widget;
	}

	private static boolean plain(String text, String wanted) {
		return Widgets.plain(text).equals(wanted);
	}
}
