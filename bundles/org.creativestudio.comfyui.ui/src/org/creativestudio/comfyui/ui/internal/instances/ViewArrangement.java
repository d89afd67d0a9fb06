// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.function.Function;

import org.creativestudio.comfyui.ui.internal.instances.Arrangement.Grouping;
import org.creativestudio.comfyui.ui.internal.instances.Arrangement.Order;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.IToolBarManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IMemento;

/** Layout, order and groups of the Instances view: the menus to choose them, and their memory over restarts. UI thread only. */
final class ViewArrangement {

	private static final String LIST_TOGGLE = "layout.list"; //$NON-NLS-1$
	private static final String LAYOUT = "arrangement.layout"; //$NON-NLS-1$
	private static final String ORDER = "arrangement.order"; //$NON-NLS-1$
	private static final String REVERSED = "arrangement.reversed"; //$NON-NLS-1$
	private static final String GROUPING = "arrangement.grouping"; //$NON-NLS-1$
	private static final String LIST_ICON = "icons/instances/list.svg"; //$NON-NLS-1$

	private final Runnable changed;
	private final IAction listToggle;
	private Presentation presentation = Presentation.CARDS;
	private Arrangement arrangement = Arrangement.PLAIN;

	/** @param changed runs when the user chose something else */
	ViewArrangement(Function<String, ImageDescriptor> icons, Runnable changed) {
		this.changed = changed;
		listToggle = new Action(Messages.layout_toggle, IAction.AS_CHECK_BOX) {
			@Override
			public void run() {
				choose(isChecked() ? Presentation.LIST : Presentation.CARDS);
			}
		};
		listToggle.setId(LIST_TOGGLE);
		listToggle.setToolTipText(Messages.layout_toggle_tip);
		listToggle.setImageDescriptor(icons.apply(LIST_ICON));
	}

	Presentation presentation() {
		return presentation;
	}

	Arrangement arrangement() {
		return arrangement;
	}

	void fill(IMenuManager menu, IToolBarManager bar) {
		bar.add(listToggle);
		menu.add(choices(Messages.menu_layout, Presentation.values(), Presentation::words, value -> value == presentation, this::choose));
		MenuManager order = choices(Messages.menu_sort, Order.values(), Order::words, value -> value == arrangement.order(),
				value -> choose(new Arrangement(value, arrangement.reversed(), arrangement.grouping())));
		order.addMenuListener(filled -> {
			IAction reversed = new Action(Messages.sort_reversed, IAction.AS_CHECK_BOX) {
				@Override
				public void run() {
					choose(new Arrangement(arrangement.order(), isChecked(), arrangement.grouping()));
				}
			};
			reversed.setChecked(arrangement.reversed());
			filled.add(new Separator());
			filled.add(reversed);
		});
		menu.add(order);
		menu.add(choices(Messages.menu_group, Grouping.values(), Grouping::words, value -> value == arrangement.grouping(),
				value -> choose(new Arrangement(arrangement.order(), arrangement.reversed(), value))));
		menu.add(new Separator());
	}

	private interface Check<V> {
		boolean isChosen(V value);
	}

	private interface Choosing<V> {
		void choose(V value);
	}

	private static <V> MenuManager choices(String title, V[] values, Function<V, String> words, Check<V> check, Choosing<V> choosing) {
		MenuManager menu = new MenuManager(title);
		menu.setRemoveAllWhenShown(true);
		menu.addMenuListener(filled -> {
			for (V value : values) {
				IAction action = new Action(words.apply(value), IAction.AS_RADIO_BUTTON) {
					@Override
					public void run() {
						if (isChecked())
							choosing.choose(value);
					}
				};
				action.setChecked(check.isChosen(value));
				filled.add(action);
			}
		});
		return menu;
	}

	private void choose(Presentation wanted) {
		presentation = wanted;
		listToggle.setChecked(wanted == Presentation.LIST);
		changed.run();
	}

	private void choose(Arrangement wanted) {
		arrangement = wanted;
		changed.run();
	}

	void save(IMemento memento) {
		memento.putString(LAYOUT, presentation.name());
		memento.putString(ORDER, arrangement.order().name());
		memento.putBoolean(REVERSED, arrangement.reversed());
		memento.putString(GROUPING, arrangement.grouping().name());
	}

	void restore(@Nullable IMemento memento) {
		if (memento == null)
			return;
		arrangement = new Arrangement(value(Order.values(), memento.getString(ORDER)), Boolean.TRUE.equals(memento.getBoolean(REVERSED)),
				value(Grouping.values(), memento.getString(GROUPING)));
		choose(value(Presentation.values(), memento.getString(LAYOUT)));
	}

	/** The first, which is the default, for what another version stored and this one does not know. */
	private static <E extends Enum<E>> E value(E[] values, @Nullable String name) {
		for (E value : values)
			if (value.name().equals(name))
				return value;
		return values[0];
	}
}
