// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import java.util.Arrays;
import java.util.List;

import org.creativestudio.comfyui.ui.internal.balancing.Comparison.Row;
import org.creativestudio.comfyui.ui.internal.instances.CardColors;
import org.creativestudio.comfyui.ui.internal.instances.SpokenTexts;
import org.creativestudio.comfyui.workflow.simulation.Scenario;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.IBarSeries;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ILineSeries.PlotSymbolType;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.ISeries.SeriesType;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;

/** Bars of one measure, a group for each strategy. */
final class ComparisonChart {

	/** Colours of the theme; more devices can't be told apart and are in the table alone. */
	private static final int MOST_DEVICES = 8;
	private static final double HEADROOM = 1.08;

	private final CardColors colors;
	private final Chart chart;
	private @Nullable Comparison comparison;
	private Measure measure = Measure.MAKESPAN;

	ComparisonChart(Composite parent, CardColors colors) {
		this.colors = colors;
		chart = new Chart(parent, SWT.NONE);
		chart.setOrientation(SWT.VERTICAL); // names of strategies need the width
		chart.getTitle().setVisible(false);
		for (IAxis axis : new IAxis[] { strategies(), values() })
			axis.getTitle().setVisible(false);
		chart.getLegend().setPosition(SWT.BOTTOM);
		chart.getPlotArea().getControl().getAccessible().addAccessibleListener(SpokenTexts.name(this::inWords));
		applyTheme();
	}

	private IAxis strategies() {
		return chart.getAxisSet().getXAxis(0);
	}

	private IAxis values() {
		return chart.getAxisSet().getYAxis(0);
	}

	/** Fonts and colours anew. */
	void applyTheme() {
		Color background = colors.get("plot.background"); //$NON-NLS-1$
		Color text = colors.get("plot.text"); //$NON-NLS-1$
		chart.setBackground(background);
		chart.setBackgroundInPlotArea(background);
		chart.getLegend().setBackground(background);
		chart.getLegend().setForeground(text);
		chart.getLegend().setFont(JFaceResources.getDefaultFont());
		for (IAxis axis : new IAxis[] { strategies(), values() }) {
			axis.getTick().setFont(JFaceResources.getDefaultFont());
			axis.getTick().setForeground(text);
			axis.getGrid().setForeground(colors.get("plot.grid")); //$NON-NLS-1$
			axis.getGrid().setStyle(axis == values() ? LineStyle.DOT : LineStyle.NONE);
		}
		show();
	}

	void show(@Nullable Comparison compared, Measure by) {
		comparison = compared;
		measure = by;
		show();
	}

	private void show() {
		chart.suspendUpdate(true);
		try {
			for (ISeries<?> series : chart.getSeriesSet().getSeries())
				chart.getSeriesSet().deleteSeries(series.getId());
			Comparison shown = comparison;
			strategies().getTick().setVisible(shown != null);
			values().getTick().setVisible(shown != null);
			if (shown != null)
				plot(shown);
			else
				chart.getLegend().setVisible(false);
		} finally {
			chart.suspendUpdate(false);
		}
		chart.redraw();
	}

	private void plot(Comparison shown) {
		List<Row> rows = shown.rows().reversed(); // the axis begins at the bottom
		strategies().enableCategory(true);
		strategies().setCategorySeries(rows.stream().map(Row::name).toArray(String[]::new));
		if (measure == Measure.USE) {
			List<Scenario.Device> devices = shown.scenario().devices();
			for (int i = 0; i < Math.min(devices.size(), MOST_DEVICES); i++) {
				Scenario.Device device = devices.get(i);
				bars("device " + device.id(), device.name(), i, rows.stream().mapToDouble(row -> row.use(device) * 100).toArray()); //$NON-NLS-1$
			}
		} else
			bars("measure", measure.label(), 0, rows.stream().mapToDouble(measure::of).toArray()); //$NON-NLS-1$
		double bound = shown.lowerBound();
		boolean bounded = measure == Measure.MAKESPAN && Double.isFinite(bound);
		if (bounded)
			line(Messages.lowerBound, bound, rows.size());
		chart.getLegend().setVisible(measure == Measure.USE || bounded);
		double top = measure == Measure.USE ? 100 : rows.stream().mapToDouble(measure::of).filter(Double::isFinite).max().orElse(1);
		values().setRange(new Range(0, top > 0 ? top * HEADROOM : 1));
		strategies().adjustRange();
	}

	/** @param id of the series: names may be equal */
	private void bars(String id, String name, int number, double[] heights) {
		IBarSeries<?> series = (IBarSeries<?>) chart.getSeriesSet().createSeries(SeriesType.BAR, id);
		series.setDescription(name);
		series.setYSeries(Arrays.stream(heights).map(height -> Double.isFinite(height) ? height : 0).toArray());
		series.setBarColor(colors.get("plot." + (number + 1))); //$NON-NLS-1$
		series.setBarPadding(35);
	}

	private void line(String name, double height, int strategyCount) {
		ILineSeries<?> series = (ILineSeries<?>) chart.getSeriesSet().createSeries(SeriesType.LINE, "bound"); //$NON-NLS-1$
		series.setDescription(name);
		double[] heights = new double[strategyCount];
		Arrays.fill(heights, height);
		series.setYSeries(heights);
		series.setLineColor(colors.get("plot.2")); //$NON-NLS-1$
		series.setLineStyle(LineStyle.DASH);
		series.setLineWidth(2);
		series.setSymbolType(PlotSymbolType.NONE);
	}

	private String inWords() {
		Comparison shown = comparison;
		if (shown == null)
			return Messages.chart_empty;
		StringBuilder words = new StringBuilder(measure.label());
		for (Row row : shown.rows())
			words.append(", ").append(NLS.bind(Messages.use, row.name(), measure.text(row))); //$NON-NLS-1$
		return words.toString();
	}
}
