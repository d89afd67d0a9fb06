// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.CoolBar;
import org.eclipse.swt.widgets.CoolItem;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Widget;

/** Looks through widgets. All methods on the UI thread. */
final class Widgets {

	private static final Pattern MNEMONIC = Pattern.compile("&(.)");

	private Widgets() {
	}

	/** All visible widgets of a kind below a control, in the order of the tree. */
	static <W extends Widget> List<W> find(Control root, Class<W> kind, Predicate<W> wanted) {
		List<W> found = new ArrayList<>();
		collect(root, kind, wanted, found);
		return found;
	}

	private static <W extends Widget> void collect(Control control, Class<W> kind, Predicate<W> wanted, List<W> found) {
		if (control.isDisposed() || !control.isVisible())
			return;
		test(control, kind, wanted, found);
		if (control instanceof ToolBar bar)
			for (ToolItem item : bar.getItems())
				test(item, kind, wanted, found);
		if (control instanceof CoolBar bar)
			for (CoolItem item : bar.getItems())
				test(item, kind, wanted, found);
		if (control instanceof Composite parent)
			for (Control child : parent.getChildren())
				if (!(child instanceof Shell))
					collect(child, kind, wanted, found);
	}

	private static <W extends Widget> void test(Widget widget, Class<W> kind, Predicate<W> wanted, List<W> found) {
		if (kind.isInstance(widget) && wanted.test(kind.cast(widget)))
			found.add(kind.cast(widget));
	}

	/** Texts as the user reads them: no mnemonics, no key after a tab. */
	static String plain(String text) {
		int tab = text.indexOf('\t');
		return (tab < 0 ? text : text.substring(0, tab)).replaceAll("&(.)", "$1");
	}

	/** The key that chooses what has this text, as a capital letter; the zero character for none. */
	static char mnemonic(String text) {
		Matcher marked = MNEMONIC.matcher(text.replace("&&", ""));
		return marked.find() ? Character.toUpperCase(marked.group(1).charAt(0)) : '\0';
	}

	/** The texts of a control that may have a mnemonic. */
	static List<String> keyedTexts(Control control) {
		return switch (control) {
		case Label label -> List.of(label.getText());
		case CLabel label -> List.of(label.getText());
		case Button button -> List.of(button.getText());
		case Link link -> List.of(link.getText());
		case Group group -> List.of(group.getText());
		case TabFolder folder -> Stream.of(folder.getItems()).map(TabItem::getText).toList();
		default -> List.of();
		};
	}

	/** Whether the widget right before this one in its parent is a label with that text. */
	static boolean hasLabel(Control control, String label) {
		Control[] siblings = control.getParent().getChildren();
		for (int i = 1; i < siblings.length; i++)
			if (siblings[i] == control)
				return siblings[i - 1] instanceof Label before && plain(before.getText()).equals(label);
		return false;
	}

	static void notify(Widget widget, int type) {
		Event event = new Event();
		event.type = type;
		event.widget = widget;
		event.display = widget.getDisplay();
		widget.notifyListeners(type, event);
	}

	static void select(Widget widget) {
		notify(widget, SWT.Selection);
	}
}
