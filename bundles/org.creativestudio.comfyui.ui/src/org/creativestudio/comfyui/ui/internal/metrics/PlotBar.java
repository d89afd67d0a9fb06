// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.metrics.Figure.Group;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.layout.RowLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IMemento;

/** The row above the plots: which period, which metrics, which instances. */
final class PlotBar extends Composite {

	private static final String PERIOD = "period"; //$NON-NLS-1$
	private static final String FIGURES = "figures"; //$NON-NLS-1$
	private static final String PINNED = "pinned"; //$NON-NLS-1$

	private final InstanceManager manager;
	private final Runnable changed;
	private final Combo period;
	private final ToolItem metrics;
	private final ToolItem instances;
	private final Label zoomed;
	private final Set<Figure> figures = EnumSet.copyOf(Figure.USUAL);
	private final Set<String> pinned = new LinkedHashSet<>();

	/** @param changed runs when something else is chosen */
	PlotBar(Composite parent, InstanceManager manager, Runnable changed) {
		super(parent, SWT.NONE);
		this.manager = manager;
		this.changed = changed;
		RowLayoutFactory.fillDefaults().margins(10, 6).spacing(8).wrap(true).applyTo(this);
		if (getLayout() instanceof RowLayout row)
			row.center = true;
		period = new Combo(this, SWT.READ_ONLY | SWT.DROP_DOWN);
		period.setItems(Stream.of(Period.values()).map(Period::label).toArray(String[]::new));
		period.setToolTipText(Messages.bar_period);
		period.select(Period.MINUTES_15.ordinal());
		period.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> changed.run()));
		ToolBar bar = new ToolBar(this, SWT.FLAT | SWT.RIGHT);
		metrics = dropDown(bar, Messages.bar_metricsTip, this::fillMetrics);
		instances = dropDown(bar, Messages.bar_instancesTip, this::fillInstances);
		zoomed = new Label(this, SWT.NONE);
		showTexts();
	}

	private static ToolItem dropDown(ToolBar bar, String tip, Consumer<Menu> fill) {
		ToolItem item = new ToolItem(bar, SWT.DROP_DOWN);
		item.setToolTipText(tip);
		item.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
			Menu menu = new Menu(bar);
			menu.addListener(SWT.Hide, hide -> menu.getDisplay().asyncExec(menu::dispose));
			fill.accept(menu);
			Rectangle bounds = item.getBounds();
			Point place = bar.toDisplay(bounds.x, bounds.y + bounds.height);
			menu.setLocation(place);
			menu.setVisible(true);
		}));
		return item;
	}

	private void fillMetrics(Menu menu) {
		Group before = Group.RESPONSE;
		for (Figure figure : Figure.values()) {
			if (figure.group() != before)
				new MenuItem(menu, SWT.SEPARATOR);
			before = figure.group();
			entry(menu, SWT.CHECK, figure.label(), figures.contains(figure), () -> {
				if (!figures.remove(figure))
					figures.add(figure);
			});
		}
		new MenuItem(menu, SWT.SEPARATOR);
		entry(menu, SWT.PUSH, Messages.menu_usual, false, () -> {
			figures.clear();
			figures.addAll(Figure.USUAL);
		});
	}

	private void fillInstances(Menu menu) {
		entry(menu, SWT.RADIO, Messages.menu_follow, pinned.isEmpty(), pinned::clear);
		new MenuItem(menu, SWT.SEPARATOR);
		for (InstanceSnapshot instance : manager.getInstances())
			entry(menu, SWT.CHECK, instance.name(), pinned.contains(instance.id()), () -> {
				if (!pinned.remove(instance.id()))
					pinned.add(instance.id());
			});
	}

	private void entry(Menu menu, int style, String text, boolean chosen, Runnable choose) {
		MenuItem entry = new MenuItem(menu, style);
		entry.setText(LegacyActionTools.escapeMnemonics(text));
		entry.setSelection(chosen);
		entry.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
			choose.run();
			showTexts();
			changed.run();
		}));
	}

	private void showTexts() {
		String one = figures.size() == 1 ? figures.iterator().next().label() : String.valueOf(figures.size());
		metrics.setText(NLS.bind(Messages.bar_metrics, one));
		instances.setText(pinned.isEmpty() ? Messages.bar_follow : NLS.bind(Messages.bar_pinned, names()));
		requestLayout();
	}

	private String names() {
		return pinned.size() == 1 ? manager.getInstance(pinned.iterator().next()).map(InstanceSnapshot::name).orElse("1") //$NON-NLS-1$
				: String.valueOf(pinned.size());
	}

	void showZoomed(boolean shown) {
		String text = shown ? Messages.bar_zoomed : ""; //$NON-NLS-1$
		if (!text.equals(zoomed.getText())) {
			zoomed.setText(text);
			zoomed.requestLayout();
		}
	}

	Period period() {
		return Period.values()[Math.max(0, period.getSelectionIndex())];
	}

	/** In the order of the enumeration. */
	List<Figure> figures() {
		return new ArrayList<>(figures);
	}

	/** Ids; empty: as selected elsewhere. */
	Set<String> pinned() {
		return Set.copyOf(pinned);
	}

	void pin(List<String> ids) {
		pinned.clear();
		pinned.addAll(ids);
		showTexts();
		changed.run();
	}

	void save(IMemento memento) {
		memento.putString(PERIOD, period().name());
		memento.putString(FIGURES, String.join(",", figures.stream().map(Figure::name).toList())); //$NON-NLS-1$
		memento.putString(PINNED, String.join(",", pinned)); //$NON-NLS-1$
	}

	/** What an older or newer version stored and this one does not know is left out. */
	void restore(@Nullable IMemento memento) {
		if (memento == null)
			return;
		String stored = memento.getString(PERIOD);
		for (Period each : Period.values())
			if (each.name().equals(stored))
				period.select(each.ordinal());
		List<String> names = list(memento.getString(FIGURES));
		Set<Figure> known = EnumSet.noneOf(Figure.class);
		for (Figure figure : Figure.values())
			if (names.contains(figure.name()))
				known.add(figure);
		if (!known.isEmpty()) {
			figures.clear();
			figures.addAll(known);
		}
		pinned.addAll(list(memento.getString(PINNED)));
		showTexts();
	}

	private static List<String> list(@Nullable String text) {
		return text == null || text.isEmpty() ? List.of() : List.of(text.split(",")); //$NON-NLS-1$
	}
}
