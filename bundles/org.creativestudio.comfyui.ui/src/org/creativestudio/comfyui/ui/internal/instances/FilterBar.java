// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.jface.fieldassist.ContentProposalAdapter;
import org.eclipse.jface.fieldassist.IContentProposalProvider;
import org.eclipse.jface.fieldassist.TextContentAdapter;
import org.eclipse.jface.layout.RowLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IMemento;

/** The row above the cards: search field, filters, and how many instances there are. */
final class FilterBar extends Composite {

	private static final String TEXT = "filter.text"; //$NON-NLS-1$
	private static final String STATUS = "filter.status"; //$NON-NLS-1$
	private static final String HEALTH = "filter.health"; //$NON-NLS-1$

	private static final int SEARCH_WIDTH = 210;

	private final Runnable changed;
	private final Text search;
	private final Choice<InstanceStatus> status;
	private final Choice<Health> health;
	private final Label count;
	private final Button clear;

	/** @param changed runs when the filter is another one */
	FilterBar(Composite parent, Runnable changed) {
		super(parent, SWT.NONE);
		this.changed = changed;
		RowLayoutFactory.fillDefaults().margins(10, 6).spacing(8).wrap(true).applyTo(this);
		if (getLayout() instanceof RowLayout row)
			row.center = true;
		search = new Text(this, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
		search.setMessage(Messages.filter_search);
		search.setToolTipText(Messages.filter_search_tip);
		search.addModifyListener(event -> filterChanged());
		search.setLayoutData(new RowData(SEARCH_WIDTH, SWT.DEFAULT));
		ToolBar bar = new ToolBar(this, SWT.FLAT | SWT.RIGHT);
		status = new Choice<>(bar, Messages.filter_status, InstanceStatus.class, InstanceWords::status, this::filterChanged);
		health = new Choice<>(bar, Messages.filter_health, Health.class, InstanceWords::health, this::filterChanged);
		count = new Label(this, SWT.NONE);
		clear = new Button(this, SWT.PUSH);
		clear.setText(Messages.filter_clear);
		clear.setToolTipText(Messages.filter_clear_tip);
		clear.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> clear()));
		clear.setLayoutData(new RowData());
		showClear(false);
	}

	InstanceFilter filter() {
		return new InstanceFilter(search.getText(), status.chosen, health.chosen);
	}

	/** Proposes terms and their values with Ctrl+Space, and values behind a colon at once. */
	void setProposals(IContentProposalProvider proposals) {
		ContentProposalAdapter adapter = new ContentProposalAdapter(search, new TextContentAdapter(), proposals,
				KeyStroke.getInstance(SWT.MOD1, ' '), new char[] { ':', ',' });
		adapter.setProposalAcceptanceStyle(ContentProposalAdapter.PROPOSAL_REPLACE);
	}

	void setCount(String counted) {
		String text = OwnDirection.of(getStyle(), counted);
		if (!text.equals(count.getText())) {
			count.setText(text);
			if (count.computeSize(SWT.DEFAULT, SWT.DEFAULT).x > count.getSize().x) // it changes all the time
				count.requestLayout();
		}
	}

	void clear() {
		status.choose(EnumSet.noneOf(InstanceStatus.class));
		health.choose(EnumSet.noneOf(Health.class));
		search.setText(""); //$NON-NLS-1$
		filterChanged();
		search.setFocus();
	}

	@Override
	public boolean setFocus() {
		return search.setFocus();
	}

	private void filterChanged() {
		showClear(!filter().isAll());
		changed.run();
		requestLayout();
	}

	private void showClear(boolean any) {
		clear.setVisible(any);
		if (clear.getLayoutData() instanceof RowData place)
			place.exclude = !any;
	}

	void save(IMemento memento) {
		memento.putString(TEXT, search.getText());
		memento.putString(STATUS, status.names());
		memento.putString(HEALTH, health.names());
	}

	void restore(@Nullable IMemento memento) {
		if (memento == null)
			return;
		status.choose(memento.getString(STATUS));
		health.choose(memento.getString(HEALTH));
		String text = memento.getString(TEXT);
		search.setText(text == null ? "" : text); //$NON-NLS-1$
		filterChanged();
	}

	/** A button with a menu in which several values can be checked. */
	private static final class Choice<E extends Enum<E>> {
		private final ToolItem item;
		private final String name;
		private final Class<E> type;
		private final Function<E, String> words;
		private final Menu menu;
		private Set<E> chosen;

		Choice(ToolBar bar, String name, Class<E> type, Function<E, String> words, Runnable changed) {
			this.name = name;
			this.type = type;
			this.words = words;
			chosen = EnumSet.noneOf(type);
			item = new ToolItem(bar, SWT.DROP_DOWN);
			menu = new Menu(bar);
			for (E value : type.getEnumConstants()) {
				MenuItem entry = new MenuItem(menu, SWT.CHECK);
				entry.setText(words.apply(value));
				entry.setData(value);
				entry.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
					if (!chosen.remove(value))
						chosen.add(value);
					show();
					changed.run();
				}));
			}
			bar.addDisposeListener(event -> menu.dispose());
			item.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
				Rectangle bounds = item.getBounds();
				Point place = bar.toDisplay(bounds.x, bounds.y + bounds.height);
				menu.setLocation(place);
				menu.setVisible(true);
			}));
			show();
		}

		private void show() {
			item.setText(switch (chosen.size()) {
			case 0 -> NLS.bind(Messages.filter_all, name);
			case 1 -> NLS.bind(Messages.filter_some, name, words.apply(chosen.iterator().next()));
			default -> NLS.bind(Messages.filter_many, new Object[] { name, chosen.size(), type.getEnumConstants().length });
			});
			for (MenuItem entry : menu.getItems())
				entry.setSelection(chosen.contains(entry.getData()));
		}

		void choose(Set<E> values) {
			chosen = values;
			show();
		}

		/** What an older or newer version stored and this one does not know is left out. */
		void choose(@Nullable String names) {
			List<String> wanted = names == null ? List.of() : Arrays.asList(names.split(",")); //$NON-NLS-1$
			Set<E> values = EnumSet.noneOf(type);
			for (E value : Objects.requireNonNull(type.getEnumConstants()))
				if (wanted.contains(value.name()))
					values.add(value);
			choose(values);
		}

		String names() {
			return chosen.stream().map(Enum::name).collect(Collectors.joining(",")); //$NON-NLS-1$
		}
	}
}
