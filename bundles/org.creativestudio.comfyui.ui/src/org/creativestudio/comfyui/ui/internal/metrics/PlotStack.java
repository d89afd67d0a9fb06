// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.ui.internal.instances.CardColors;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;

/**
 * The plots, one below the other, two abreast where there is room. The mouse wheel zooms around the pointer where all plots are in
 * sight, else with Ctrl; dragging selects a span; a double click and Escape show all again.
 */
public final class PlotStack {

	private static final int LOWEST = 150;
	private static final int WIDE = 900;
	private static final double STEP = 0.8;
	private static final double PAN = 0.25;
	/** A click that trembles is not a drag. */
	private static final int DRAG = 4;

	private final ScrolledComposite scroll;
	private final Composite page;
	private final CardColors colors;
	private final TimeWindow window;
	private final Runnable windowChanged;
	private final PlotPointer pointer = new PlotPointer(this::redraw);
	private final List<PlotChart> plots = new ArrayList<>();
	private List<Figure> figures = List.of();
	private @Nullable PlotData data;
	private int pressedX;

	PlotStack(Composite parent, CardColors colors, TimeWindow window, Runnable windowChanged) {
		this.colors = colors;
		this.window = window;
		this.windowChanged = windowChanged;
		scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
		scroll.setExpandHorizontal(true);
		scroll.setExpandVertical(true);
		page = new Composite(scroll, SWT.NONE);
		page.setLayout(new GridLayout());
		scroll.setContent(page);
		scroll.addListener(SWT.Resize, event -> arrange());
		applyTheme();
	}

	Control control() {
		return scroll;
	}

	/** Has a plot for each of these; the first at once, each other as soon as what waits for the window was done. */
	void setFigures(List<Figure> wanted) {
		if (wanted.equals(figures))
			return;
		figures = List.copyOf(wanted);
		pointer.move(null, 0);
		plots.forEach(plot -> plot.chart().dispose());
		plots.clear();
		arrange();
		add(figures);
		for (int i = 1; i < figures.size(); i++) {
			List<Figure> asked = figures;
			page.getDisplay().asyncExec(() -> add(asked));
		}
	}

	/** Adds the next plot, if no others are wanted by now. */
	private void add(List<Figure> asked) {
		if (page.isDisposed() || asked != figures || plots.size() == asked.size())
			return;
		PlotChart plot = create(asked.get(plots.size()));
		plots.add(plot);
		arrange();
		PlotData known = data;
		if (known == null || !known.request().figures().equals(asked))
			return;
		plot.show(known);
		if (plots.size() == asked.size())
			align();
	}

	private PlotChart create(Figure figure) {
		PlotChart plot = new PlotChart(page, figure, colors, pointer);
		plot.chart().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		Control control = plot.control();
		control.addListener(SWT.MouseMove, event -> pointer.move(plot, plot.momentAt(event.x)));
		control.addListener(SWT.MouseExit, event -> pointer.move(null, 0));
		control.addListener(SWT.MouseDown, event -> pressed(plot, event));
		control.addListener(SWT.MouseUp, event -> released(plot, event));
		control.addListener(SWT.MouseDoubleClick, event -> reset());
		control.addListener(SWT.MouseVerticalWheel, event -> wheel(plot, event));
		control.addListener(SWT.KeyDown, this::key);
		control.addListener(SWT.FocusIn, event -> control.redraw());
		control.addListener(SWT.FocusOut, event -> control.redraw());
		control.addListener(SWT.Traverse, event -> {
			if (event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS)
				event.doit = true;
		});
		return plot;
	}

	private void pressed(PlotChart plot, Event event) {
		plot.control().forceFocus();
		if (event.button != 1)
			return;
		pressedX = event.x;
		pointer.press(plot.momentAt(event.x));
	}

	private void released(PlotChart plot, Event event) {
		long from = pointer.pressed();
		if (event.button != 1 || from < 0)
			return;
		pointer.release();
		if (Math.abs(event.x - pressedX) < DRAG)
			return;
		window.select(from, plot.momentAt(event.x));
		windowChanged.run();
	}

	private void wheel(PlotChart plot, Event event) {
		boolean allInSight = !scroll.getVerticalBar().isVisible();
		if (!allInSight && (event.stateMask & SWT.MOD1) == 0)
			return;
		event.doit = false;
		window.zoom(event.count > 0 ? STEP : 1 / STEP, plot.momentAt(event.x));
		windowChanged.run();
	}

	private void key(Event event) {
		long middle = (window.from() + window.to()) / 2;
		switch (event.keyCode == 0 ? event.character : event.keyCode) {
		case '+', '=', SWT.KEYPAD_ADD -> window.zoom(STEP, middle);
		case '-', SWT.KEYPAD_SUBTRACT -> window.zoom(1 / STEP, middle);
		case SWT.ARROW_LEFT -> window.pan(-PAN);
		case SWT.ARROW_RIGHT -> window.pan(PAN);
		case SWT.ESC, SWT.HOME, '0' -> window.reset();
		default -> {
			return;
		}
		}
		windowChanged.run();
	}

	private void reset() {
		pointer.release();
		window.reset();
		windowChanged.run();
	}

	private void arrange() {
		if (page.isDisposed())
			return;
		int width = scroll.getClientArea().width;
		int columns = width >= WIDE && plots.size() > 1 ? 2 : 1;
		((GridLayout) page.getLayout()).numColumns = columns;
		for (PlotChart plot : plots)
			if (plot.chart().getLayoutData() instanceof GridData data) {
				data.heightHint = LOWEST;
				data.widthHint = 200;
			}
		int rows = (plots.size() + columns - 1) / columns;
		scroll.setMinHeight(rows * (LOWEST + 6) + 10);
		scroll.getVerticalBar().setIncrement(LOWEST / 4);
		page.layout(true, true);
	}

	void show(PlotData now) {
		data = now;
		plots.forEach(plot -> plot.show(now));
		align();
	}

	/** Plots that stand above each other have their times above each other. */
	private void align() {
		GC gc = new GC(page);
		try {
			gc.setFont(JFaceResources.getDefaultFont());
			int spaceWidth = Math.max(1, gc.textExtent(" ").x); //$NON-NLS-1$
			int margin = plots.stream().mapToInt(plot -> plot.margin(spaceWidth)).max().orElse(0);
			plots.forEach(plot -> plot.align(margin, spaceWidth));
		} finally {
			gc.dispose();
		}
	}

	private void redraw() {
		for (PlotChart plot : plots)
			if (!plot.control().isDisposed())
				plot.control().redraw();
	}

	void applyTheme() {
		page.setBackground(colors.get("plot.background")); //$NON-NLS-1$
		plots.forEach(PlotChart::applyTheme);
	}

	public List<PlotChart> plots() {
		return List.copyOf(plots);
	}

	boolean setFocus() {
		return plots.isEmpty() ? scroll.setFocus() : plots.getFirst().control().forceFocus();
	}

	/** How many points a line can have that are told apart. */
	int resolution() {
		return Math.clamp(scroll.getClientArea().width / 2, 100, 600);
	}

	/** All plots as a picture, also those that are scrolled away, with the legend above. */
	ImageData picture(Legend legend) {
		pointer.move(null, 0);
		Point size = page.getSize();
		int head = legend.computeSize(size.x, SWT.DEFAULT).y;
		Image image = new Image(page.getDisplay(), Math.max(1, size.x), Math.max(1, size.y + head));
		GC gc = new GC(image);
		try {
			gc.setBackground(colors.get("plot.background")); //$NON-NLS-1$
			gc.fillRectangle(image.getBounds());
			legend.paint(gc, size.x);
			for (PlotChart plot : plots) {
				Rectangle place = plot.chart().getBounds();
				Image one = new Image(page.getDisplay(), Math.max(1, place.width), Math.max(1, place.height));
				GC target = new GC(one);
				try {
					plot.chart().print(target);
					gc.drawImage(one, place.x, place.y + head);
				} finally {
					target.dispose();
					one.dispose();
				}
			}
			return image.getImageData();
		} finally {
			gc.dispose();
			image.dispose();
		}
	}
}
