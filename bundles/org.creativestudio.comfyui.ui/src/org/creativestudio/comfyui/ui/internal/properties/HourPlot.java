// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.properties;

import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.core.metrics.Metric.Unit;
import org.creativestudio.comfyui.ui.internal.instances.BrokenLine;
import org.creativestudio.comfyui.ui.internal.instances.CardColors;
import org.creativestudio.comfyui.ui.internal.instances.OwnDirection;
import org.creativestudio.comfyui.ui.internal.instances.SpokenTexts;
import org.creativestudio.comfyui.ui.internal.metrics.Figure;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Line;
import org.creativestudio.comfyui.ui.internal.metrics.Units;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

/** One line for each figure, each from 0 to its largest value or to 100 %, the newest at the end; above them their names and newest values. */
public final class HourPlot extends Canvas {

	private static final int MARGIN = 6;
	/** Room for a piece of the line before its name. */
	private static final int KEY = 20;

	/** A figure and how it went. */
	private record Trace(Figure figure, Line line) {

		double top() {
			return figure.unit() == Unit.RATIO ? 1 : line.max();
		}

		/** {@code NaN} when nothing is known. */
		double newest() {
			for (int i = line.values().length - 1; i >= 0; i--)
				if (!Double.isNaN(line.values()[i]))
					return line.values()[i];
			return Double.NaN;
		}

		String legend() {
			return NLS.bind(Messages.hour_legend, figure.label(), Units.format(figure.unit(), newest()));
		}
	}

	private final CardColors colors;
	private @Nullable PlotData data;
	private List<Trace> traces = List.of();

	HourPlot(Composite parent, CardColors colors) {
		super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_FOCUS);
		this.colors = colors;
		addPaintListener(event -> paint(event.gc));
		getAccessible().addAccessibleListener(SpokenTexts.name(() -> NLS.bind(Messages.hour_name, text())));
	}

	/** @param read null: nothing is known yet */
	void show(@Nullable PlotData read) {
		data = read;
		List<Trace> now = new ArrayList<>();
		if (read != null)
			for (Figure figure : read.request().figures())
				read.lines().getOrDefault(figure, List.of()).forEach(line -> now.add(new Trace(figure, line)));
		traces = List.copyOf(now);
		redraw();
	}

	/** The names of the lines and their newest values. */
	public String text() {
		return data == null ? "" : traces.isEmpty() ? Messages.hour_none //$NON-NLS-1$
				: String.join(", ", traces.stream().map(Trace::legend).toList()); //$NON-NLS-1$
	}

	private void paint(GC gc) {
		Rectangle area = getClientArea();
		gc.setBackground(colors.get("plot.background")); //$NON-NLS-1$
		gc.fillRectangle(area);
		gc.setForeground(colors.get("plot.grid")); //$NON-NLS-1$
		gc.drawRectangle(0, 0, area.width - 1, area.height - 1);
		gc.setForeground(colors.get("plot.text")); //$NON-NLS-1$
		if (traces.isEmpty()) {
			gc.drawText(OwnDirection.of(getStyle(), text()), MARGIN, MARGIN, SWT.DRAW_TRANSPARENT);
			return;
		}
		PlotData read = data;
		if (read == null)
			return;
		gc.setAntialias(SWT.ON);
		int below = legend(gc, area.width);
		Rectangle inside = new Rectangle(MARGIN, below, area.width - 2 * MARGIN, area.height - below - MARGIN);
		for (int i = 0; i < traces.size(); i++) {
			gc.setForeground(color(i));
			trace(gc, traces.get(i), read, inside);
		}
	}

	private Color color(int trace) {
		return colors.get("plot." + (trace + 1)); //$NON-NLS-1$
	}

	/** Returns where it ends; one that does not fit beside the others goes below them. */
	private int legend(GC gc, int width) {
		int x = MARGIN;
		int y = MARGIN;
		int height = gc.getFontMetrics().getHeight();
		for (int i = 0; i < traces.size(); i++) {
			String text = traces.get(i).legend();
			int needed = KEY + gc.textExtent(text).x;
			if (x > MARGIN && x + needed > width - MARGIN) {
				x = MARGIN;
				y += height;
			}
			gc.setBackground(color(i));
			gc.fillRectangle(x, y + height / 2 - 1, KEY - MARGIN, 3);
			gc.setForeground(colors.get("plot.text")); //$NON-NLS-1$
			gc.drawText(OwnDirection.of(getStyle(), text), x + KEY, y, SWT.DRAW_TRANSPARENT);
			x += needed + 2 * MARGIN;
		}
		return y + height + MARGIN;
	}

	private static void trace(GC gc, Trace trace, PlotData read, Rectangle inside) {
		long[] times = trace.line().times();
		double[] values = trace.line().values();
		double top = trace.top();
		double span = Math.max(1, read.to() - read.from());
		BrokenLine line = new BrokenLine(gc);
		for (int i = 0; i < times.length; i++)
			if (Double.isNaN(values[i]))
				line.gap();
			else
				line.to(inside.x + (int) Math.round(inside.width * ((times[i] - read.from()) / span)),
						inside.y + inside.height - (int) Math.round(inside.height * (top > 0 ? Math.clamp(values[i] / top, 0, 1) : 0)));
	}
}
