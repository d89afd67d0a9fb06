// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.core.metrics.MetricEvent;
import org.creativestudio.comfyui.ui.internal.instances.CardColors;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Subject;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.PaintEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swtchart.ICustomPaintListener;

/** What is painted over the lines: events, the pointer and the values there, and that nothing is known. */
final class PlotOverlay implements ICustomPaintListener {

	private static final int NEAR = 5;
	private static final int MAX_EVENTS_TOLD = 4;
	private static final int PADDING = 6;
	private static final int SHADE = 40;
	private static final int OPAQUE = 255;
	private static final int SWATCH = 8;

	private final PlotChart plot;
	private final CardColors colors;
	private final PlotPointer pointer;
	private @Nullable PlotData data;

	PlotOverlay(PlotChart plot, CardColors colors, PlotPointer pointer) {
		this.plot = plot;
		this.colors = colors;
		this.pointer = pointer;
	}

	void show(PlotData shown) {
		data = shown;
	}

	@Override
	public void paintControl(@Nullable PaintEvent event) {
		PlotData shown = data;
		if (event == null || shown == null)
			return;
		GC gc = event.gc;
		Rectangle area = plot.control().getBounds();
		gc.setFont(JFaceResources.getDefaultFont());
		if (plot.isUnknown())
			center(gc, Messages.not_known, area);
		paintEvents(gc, shown, area.height);
		paintSelection(gc, area.height);
		if (plot.control().isFocusControl())
			gc.drawFocus(0, 0, area.width - 1, area.height - 1);
		if (pointer.isShown()) {
			int x = plot.xOf(pointer.moment());
			gc.setForeground(colors.get("plot.text")); //$NON-NLS-1$
			gc.setLineStyle(SWT.LINE_SOLID);
			gc.setLineWidth(1);
			gc.drawLine(x, 0, x, area.height);
			if (pointer.isOver(plot))
				paintTip(gc, shown, x, area);
		}
	}

	private void center(GC gc, String text, Rectangle area) {
		gc.setForeground(colors.get("plot.text")); //$NON-NLS-1$
		int width = gc.textExtent(text).x;
		gc.drawText(text, (area.width - width) / 2, (area.height - gc.getFontMetrics().getHeight()) / 2, SWT.DRAW_TRANSPARENT);
	}

	private void paintEvents(GC gc, PlotData shown, int height) {
		gc.setAntialias(SWT.ON);
		for (MetricEvent event : shown.events())
			EventMark.paint(gc, colors, event.kind(), plot.xOf(event.at().toEpochMilli()), height);
		gc.setAlpha(OPAQUE);
	}

	private void paintSelection(GC gc, int height) {
		if (pointer.pressed() < 0 || !pointer.isShown())
			return;
		int one = plot.xOf(pointer.pressed());
		int other = plot.xOf(pointer.moment());
		gc.setBackground(colors.get("plot.1")); //$NON-NLS-1$
		gc.setAlpha(SHADE);
		gc.fillRectangle(Math.min(one, other), 0, Math.abs(other - one), height);
		gc.setAlpha(OPAQUE);
	}

	/** The moment, the value of each instance, and what happened there. */
	List<String> tip(int x) {
		PlotData shown = data;
		return shown == null ? List.of() : tip(shown, x);
	}

	private List<String> tip(PlotData shown, int x) {
		long at = plot.momentAt(x);
		List<String> texts = new ArrayList<>();
		texts.add(moment(Instant.ofEpochMilli(at)));
		texts.addAll(plot.valuesAt(at, shown));
		List<MetricEvent> events = eventsNear(x);
		for (MetricEvent event : events.subList(0, Math.min(events.size(), MAX_EVENTS_TOLD)))
			texts.add(NLS.bind(Messages.event, new Object[] { time(event.at()), name(shown, event.instanceId()), event.text() }));
		if (events.size() > MAX_EVENTS_TOLD)
			texts.add(NLS.bind(Messages.event_more, events.size() - MAX_EVENTS_TOLD));
		return texts;
	}

	List<MetricEvent> eventsNear(int x) {
		PlotData shown = data;
		return shown == null ? List.of()
				: shown.events().stream().filter(event -> Math.abs(plot.xOf(event.at().toEpochMilli()) - x) <= NEAR).toList();
	}

	private static String name(PlotData shown, String id) {
		return shown.request().subjects().stream().filter(subject -> subject.id().equals(id)).map(Subject::name).findFirst().orElse(id);
	}

	private static String moment(Instant instant) {
		return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT, FormatStyle.MEDIUM).withZone(ZoneId.systemDefault()).format(instant);
	}

	private static String time(Instant instant) {
		return DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM).withZone(ZoneId.systemDefault()).format(instant);
	}

	/** On the side of the pointer where there is room. */
	private void paintTip(GC gc, PlotData shown, int x, Rectangle area) {
		List<String> texts = tip(shown, x);
		int line = gc.getFontMetrics().getHeight();
		int width = 0;
		for (String text : texts)
			width = Math.max(width, gc.textExtent(text).x);
		width = Math.min(width + 2 * PADDING + SWATCH + 4, area.width);
		int height = texts.size() * line + 2 * PADDING;
		int left = x + 10 + width <= area.width ? x + 10 : Math.max(0, x - 10 - width);
		int top = Math.max(0, Math.min(8, area.height - height));
		gc.setBackground(colors.get("plot.tip.background")); //$NON-NLS-1$
		gc.setForeground(colors.get("plot.grid")); //$NON-NLS-1$
		gc.fillRoundRectangle(left, top, width, height, 6, 6);
		gc.drawRoundRectangle(left, top, width - 1, height - 1, 6, 6);
		List<Subject> subjects = shown.request().subjects();
		gc.setForeground(colors.get("plot.text")); //$NON-NLS-1$
		for (int i = 0; i < texts.size(); i++) {
			int y = top + PADDING + i * line;
			if (i >= 1 && i <= subjects.size()) {
				gc.setBackground(PlotChart.color(colors, subjects.get(i - 1).color()));
				gc.fillRectangle(left + PADDING, y + (line - SWATCH) / 2, SWATCH, SWATCH);
			}
			gc.drawText(texts.get(i), left + PADDING + (i == 0 ? 0 : SWATCH + 4), y, SWT.DRAW_TRANSPARENT);
		}
	}
}
