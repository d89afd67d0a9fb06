// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.opentest4j.AssertionFailedError;

/**
 * A menu, or an item of one. Menus are told that they open and close, which fills and empties them, but need not be seen. After
 * {@code click}, {@code menuItems} or {@code isEnabled} it is closed: ask for a new one.
 */
public final class BotMenu {

	private final Menu menu;
	private final @Nullable MenuItem item;

	/** What was opened on the way here, outermost first. */
	private final List<Menu> opened;

	private BotMenu(Menu menu, @Nullable MenuItem item, List<Menu> opened) {
		this.menu = menu;
		this.item = item;
		this.opened = opened;
	}

	static BotMenu bar(Menu bar) {
		return new BotMenu(bar, null, List.of(bar));
	}

	static BotMenu context(Control control) {
		Menu menu = UiThread.call(() -> {
			Menu context = control.getMenu();
			if (context == null)
				throw new AssertionFailedError(control + " has no context menu");
			return context;
		});
		return new BotMenu(menu, null, List.of());
	}

	/** The menu that pops up when something is pressed. */
	static BotMenu openedBy(Runnable press, Display display) {
		AtomicReference<@Nullable Menu> shown = new AtomicReference<>();
		Listener listener = event -> {
			if (event.widget instanceof Menu menu)
				shown.compareAndSet(null, menu);
		};
		UiThread.run(() -> display.addFilter(SWT.Show, listener));
		UiThread.begin(press);
		UiThread.waitUntil(Condition.of(() -> shown.get() != null, () -> "no menu opened"), UiThread.PATIENCE_MS);
		UiThread.run(() -> display.removeFilter(SWT.Show, listener));
		Menu menu = shown.get();
		if (menu == null)
			throw new IllegalStateException();
		return new BotMenu(menu, null, List.of(menu));
	}

	/** The item with this text; the menu is filled first. */
	public BotMenu menu(String text) {
		AtomicReference<@Nullable MenuItem> found = new AtomicReference<>();
		Menu inside = inside();
		List<Menu> all = open(inside);
		UiThread.waitUntil(Condition.of(() -> {
			for (MenuItem candidate : inside.getItems())
				if (Widgets.plain(candidate.getText()).equals(text))
					found.set(candidate);
			return found.get() != null;
		}, () -> "no item \"" + text + "\" among " + texts(inside)), UiThread.PATIENCE_MS);
		return new BotMenu(inside, found.get(), all);
	}

	/** The texts of the items, separators left out. */
	public List<String> menuItems() {
		Menu inside = inside();
		List<Menu> all = open(inside);
		List<String> texts = UiThread.call(() -> texts(inside));
		close(all);
		return texts;
	}

	/** What has the same mnemonic as another item beside it, here and in the menus inside; empty when each key means one thing. */
	public List<String> mnemonicClashes() {
		Menu inside = inside();
		List<Menu> all = open(inside);
		List<String> clashes = new ArrayList<>();
		Map<Character, String> taken = new HashMap<>();
		for (MenuItem each : UiThread.call(inside::getItems)) {
			String text = UiThread.call(() -> each.isDisposed() ? "" : each.getText());
			char key = Widgets.mnemonic(text);
			String other = key == '\0' ? null : taken.putIfAbsent(key, text);
			if (other != null)
				clashes.add(Widgets.plain(other) + " and " + Widgets.plain(text) + " at " + key);
			if (UiThread.call(() -> !each.isDisposed() && each.getMenu() != null))
				clashes.addAll(new BotMenu(inside, each, all).mnemonicClashes());
		}
		close(List.of(inside));
		return clashes;
	}

	private List<Menu> open(Menu inside) {
		if (opened.contains(inside))
			return opened;
		UiThread.run(() -> Widgets.notify(inside, SWT.Show));
		List<Menu> all = new ArrayList<>(opened);
		all.add(inside);
		return all;
	}

	private static void close(List<Menu> all) {
		UiThread.run(() -> all.reversed().stream().filter(menu -> !menu.isDisposed()).forEach(menu -> {
			menu.setVisible(false);
			Widgets.notify(menu, SWT.Hide);
		}));
	}

	private Menu inside() {
		MenuItem parent = item;
		if (parent == null)
			return menu;
		return UiThread.call(() -> {
			Menu submenu = parent.getMenu();
			if (submenu == null)
				throw new AssertionFailedError(parent.getText() + " has no submenu");
			return submenu;
		});
	}

	private static List<String> texts(Menu menu) {
		List<String> texts = new ArrayList<>();
		for (MenuItem item : menu.getItems())
			if (!item.getText().isEmpty())
				texts.add(Widgets.plain(item.getText()));
		return texts;
	}

	public boolean isEnabled() {
		MenuItem chosen = chosen();
		boolean enabled = UiThread.call(chosen::isEnabled);
		close(opened);
		return enabled;
	}

	public void click() {
		MenuItem chosen = chosen();
		UiThread.waitUntil(Condition.of(chosen::isEnabled, () -> chosen.getText() + " is not enabled"), UiThread.PATIENCE_MS);
		UiThread.begin(() -> {
			check(chosen);
			Event event = new Event();
			event.type = SWT.Selection;
			event.widget = chosen;
			chosen.notifyListeners(SWT.Selection, event);
		});
		close(opened);
	}

	/** What the window system does to an item before anybody hears of it. */
	private static void check(MenuItem chosen) {
		if ((chosen.getStyle() & SWT.CHECK) != 0)
			chosen.setSelection(!chosen.getSelection());
		if ((chosen.getStyle() & SWT.RADIO) != 0)
			for (MenuItem item : chosen.getParent().getItems())
				if ((item.getStyle() & SWT.RADIO) != 0)
					item.setSelection(item == chosen);
	}

	private MenuItem chosen() {
		MenuItem chosen = item;
		if (chosen == null)
			throw new AssertionFailedError("not an item but a whole menu");
		return chosen;
	}
}
