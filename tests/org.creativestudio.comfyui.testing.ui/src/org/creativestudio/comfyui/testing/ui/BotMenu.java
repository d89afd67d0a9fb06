// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.ArrayList;
import java.util.List;
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

/** A menu, or an item of one. Menus are filled as when they open, but need not be seen. */
public final class BotMenu {

	private final Menu menu;
	private final @Nullable MenuItem item;

	private BotMenu(Menu menu, @Nullable MenuItem item) {
		this.menu = menu;
		this.item = item;
	}

	static BotMenu bar(Menu bar) {
		return new BotMenu(bar, null);
	}

	static BotMenu context(Control control) {
		Menu menu = UiThread.call(() -> {
			Menu context = control.getMenu();
			if (context == null)
				throw new AssertionFailedError(control + " has no context menu");
			Widgets.notify(context, SWT.Show);
			return context;
		});
		return new BotMenu(menu, null);
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
		return new BotMenu(menu, null);
	}

	/** The item with this text; the menu is filled first. */
	public BotMenu menu(String text) {
		AtomicReference<@Nullable MenuItem> found = new AtomicReference<>();
		Menu inside = inside();
		UiThread.run(() -> Widgets.notify(inside, SWT.Show));
		UiThread.waitUntil(Condition.of(() -> {
			for (MenuItem candidate : inside.getItems())
				if (Widgets.plain(candidate.getText()).equals(text))
					found.set(candidate);
			return found.get() != null;
		}, () -> "no item \"" + text + "\" among " + texts(inside)), UiThread.PATIENCE_MS);
		return new BotMenu(inside, found.get());
	}

	/** The texts of the items, separators left out. */
	public List<String> menuItems() {
		Menu inside = inside();
		return UiThread.call(() -> {
			Widgets.notify(inside, SWT.Show);
			return texts(inside);
		});
	}

	private Menu inside() {
		MenuItem opened = item;
		if (opened == null)
			return menu;
		return UiThread.call(() -> {
			Menu submenu = opened.getMenu();
			if (submenu == null)
				throw new AssertionFailedError(opened.getText() + " has no submenu");
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
		return UiThread.call(chosen::isEnabled);
	}

	public void click() {
		MenuItem chosen = chosen();
		UiThread.waitUntil(Condition.of(chosen::isEnabled, () -> chosen.getText() + " is not enabled"), UiThread.PATIENCE_MS);
		UiThread.begin(() -> {
			Event event = new Event();
			event.type = SWT.Selection;
			event.widget = chosen;
			chosen.notifyListeners(SWT.Selection, event);
		});
		UiThread.run(() -> {
			if (!menu.isDisposed()) {
				menu.setVisible(false);
				Widgets.notify(menu, SWT.Hide);
			}
		});
	}

	private MenuItem chosen() {
		MenuItem chosen = item;
		if (chosen == null)
			throw new AssertionFailedError("not an item but a whole menu");
		return chosen;
	}
}
