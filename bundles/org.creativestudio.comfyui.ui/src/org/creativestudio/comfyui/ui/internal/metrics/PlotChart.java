// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.metrics.Metric.Unit;
import org.creativestudio.comfyui.core.metrics.MetricEvent;
import org.creativestudio.comfyui.ui.internal.instances.CardColors;
import org.creativestudio.comfyui.ui.internal.instances.SpokenTexts;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Line;
import org.creativestudio.comfyui.ui.internal.metrics.Units.Scale;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ILineSeries.PlotSymbolType;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.ISeries.SeriesType;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;

/** One figure of all shown instances over time. */
public final class PlotChart {

	/** Colours of the theme; the lines of more instances are told apart by their style. */
	static final int COLORS = 8;
	private static final double HEADROOM = 1.08;
	/** On an axis that counts less than that the numbers between would be no whole ones. */
	private static final double FEW = 5;
	private static final LineStyle[] STYLES = { LineStyle.SOLID, LineStyle.DASH, LineStyle.DOT };

	private final Figure figure;
	private final CardColors colors;
	private final Chart chart;
	private final PlotOverlay overlay;
	private List<Line> lines = List.of();
	private Scale scale;
	/** Before each number, so that plots that stand above each other have their times above each other. */
	private String padding = ""; //$NON-NLS-1$
	private TimeScale time = new TimeScale(0, 1, ZoneId.systemDefault());

	PlotChart(Composite parent, Figure figure, CardColors colors, PlotPointer pointer) {
		this.figure = figure;
		this.colors = colors;
		scale = Units.scale(figure.unit(), 1);
		chart = new Chart(parent, SWT.NONE);
		chart.getLegend().setVisible(false);
		chart.getTitle().setText(figure.label());
		axis().getTitle().setVisible(false);
		times().getTitle().setVisible(false);
		axis().getTick().setTickMarkStepHint(36);
		times().getTick().setTickMarkStepHint(110);
		times().getTick().setFormat(new AxisFormat(position -> time.label(position)));
		axis().getTick().setFormat(new AxisFormat(number -> padding + scale.format(number)));
		overlay = new PlotOverlay(this, colors, pointer);
		chart.getPlotArea().addCustomPaintListener(overlay);
		applyTheme();
		control().getAccessible().addAccessibleListener(
				SpokenTexts.name(() -> NLS.bind(Messages.chart_name, figure.label(), newest())).helped(() -> Messages.chart_help));
	}

	/** Fonts and colours anew. */
	void applyTheme() {
		Color background = colors.get("plot.background"); //$NON-NLS-1$
		Color text = colors.get("plot.text"); //$NON-NLS-1$
		chart.setBackground(background);
		chart.setBackgroundInPlotArea(background);
		chart.getTitle().setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
		chart.getTitle().setForeground(text);
		for (IAxis each : new IAxis[] { axis(), times() }) {
			each.getTick().setFont(JFaceResources.getDefaultFont());
			each.getTick().setForeground(text);
			each.getGrid().setForeground(colors.get("plot.grid")); //$NON-NLS-1$
			each.getGrid().setStyle(LineStyle.DOT);
		}
	}

	/** Shows this figure of what was read. */
	void show(PlotData data) {
		lines = data.lines().getOrDefault(figure, List.of());
		double max = lines.stream().mapToDouble(Line::max).max().orElse(0);
		scale = Units.scale(figure.unit(), max == 0 ? 1 : max);
		time = new TimeScale(data.from(), data.to(), ZoneId.systemDefault());
		chart.suspendUpdate(true);
		try {
			for (ISeries<?> series : chart.getSeriesSet().getSeries())
				chart.getSeriesSet().deleteSeries(series.getId());
			lines.forEach(this::plot);
			times().setRange(new Range(time.toAxis(data.from()), time.toAxis(data.to())));
			axis().setRange(new Range(0, top(max)));
		} finally {
			chart.suspendUpdate(false);
		}
		overlay.show(data);
		chart.redraw();
	}

	/** Pixels to the left of the lines that its numbers need. */
	int margin(int spaceWidth) {
		return control().getLocation().x - padding.length() * spaceWidth;
	}

	/** Makes its margin that wide. */
	void align(int margin, int spaceWidth) {
		String room = " ".repeat(Math.max(0, margin - margin(spaceWidth)) / spaceWidth); //$NON-NLS-1$
		if (room.equals(padding))
			return;
		padding = room;
		chart.updateLayout();
		chart.redraw();
	}

	private double top(double max) {
		if (figure == Figure.GPU_UTILIZATION)
			return 1 / scale.divisor();
		if (figure.unit() == Unit.COUNT)
			return Math.max(FEW, max * HEADROOM);
		return max == 0 ? Math.min(1 / scale.divisor(), 10) : max / scale.divisor() * HEADROOM;
	}

	private ILineSeries<?> series(String id) {
		return (ILineSeries<?>) chart.getSeriesSet().createSeries(SeriesType.LINE, id);
	}

	/** What is known without a gap becomes one series each. */
	private void plot(Line line) {
		int begin = 0;
		int part = 0;
		double[] values = line.values();
		for (int i = 0; i <= values.length; i++)
			if (i == values.length || Double.isNaN(values[i])) {
				if (i > begin)
					plot(line, begin, i, part++);
				begin = i + 1;
			}
	}

	private void plot(Line line, int begin, int end, int part) {
		ILineSeries<?> series = series(line.subject().id() + '#' + part);
		double[] moments = new double[end - begin];
		double[] values = Arrays.copyOfRange(line.values(), begin, end);
		for (int i = 0; i < moments.length; i++) {
			moments[i] = time.toAxis(line.times()[begin + i]);
			values[i] /= scale.divisor();
		}
		series.setXSeries(moments);
		series.setYSeries(values);
		Color color = color(line);
		series.setLineColor(color);
		series.setLineStyle(style(line.subject().color()));
		series.setLineWidth(2);
		series.setAntialias(SWT.ON);
		series.setSymbolType(moments.length == 1 ? PlotSymbolType.CIRCLE : PlotSymbolType.NONE);
		series.setSymbolSize(3);
		series.setSymbolColor(color);
	}

	Color color(Line line) {
		return color(colors, line.subject().color());
	}

	static Color color(CardColors colors, int number) {
		return colors.get("plot." + (number % COLORS + 1)); //$NON-NLS-1$
	}

	static LineStyle style(int number) {
		return STYLES[number / COLORS % STYLES.length];
	}

	/** What is known of each instance at a moment, in words; also of those of which nothing is. */
	List<String> valuesAt(long moment, PlotData data) {
		List<String> texts = new ArrayList<>();
		for (PlotData.Subject subject : data.request().subjects())
			texts.add(text(subject, lines.stream().filter(line -> line.subject().equals(subject)).findFirst()
					.map(line -> line.at(moment)).orElse(Double.NaN)));
		return texts;
	}

	private String text(PlotData.Subject subject, double value) {
		return Double.isNaN(value) ? NLS.bind(Messages.line_notKnown, subject.name())
				: NLS.bind(Messages.value, subject.name(), Units.format(figure.unit(), value));
	}

	private String newest() {
		if (lines.isEmpty())
			return Messages.chart_unknown;
		return lines.stream().map(line -> text(line.subject(), line.values()[line.values().length - 1])).collect(Collectors.joining(", ")); //$NON-NLS-1$
	}

	/** Whether nothing is known of any shown instance. */
	public boolean isUnknown() {
		return lines.isEmpty();
	}

	public Figure figure() {
		return figure;
	}

	/** Events near a place, newest last. */
	public List<MetricEvent> eventsNear(int x) {
		return overlay.eventsNear(x);
	}

	/** What is written beside the pointer there. */
	public List<String> tipAt(int x) {
		return overlay.tip(x);
	}

	/** Milliseconds since 1970. */
	public long momentAt(int x) {
		return time.toMoment(times().getDataCoordinate(x));
	}

	public int xOf(long moment) {
		return times().getPixelCoordinate(time.toAxis(moment));
	}

	/** Milliseconds from the left to the right edge. */
	public double span() {
		return time.toMoment(times().getRange().upper) - time.toMoment(times().getRange().lower);
	}

	private IAxis axis() {
		return chart.getAxisSet().getYAxis(0);
	}

	private IAxis times() {
		return chart.getAxisSet().getXAxis(0);
	}

	/** Where the lines are; takes the mouse and the keyboard. */
	public Control control() {
		return chart.getPlotArea().getControl();
	}

	public Chart chart() {
		return chart;
	}
}
