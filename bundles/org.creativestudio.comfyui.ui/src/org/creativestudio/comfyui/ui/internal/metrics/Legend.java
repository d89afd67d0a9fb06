// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.util.List;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.ui.internal.instances.CardColors;
import org.creativestudio.comfyui.ui.internal.instances.SpokenTexts;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Subject;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

/** Which line is whose: colour, style and name of each instance, in as many rows as they need. */
public final class Legend extends Canvas {

	private static final int MARGIN = 10;
	private static final int LINE = 22;
	private static final int GAP = 16;

	private final CardColors colors;
	private List<Subject> subjects = List.of();

	Legend(Composite parent, CardColors colors) {
		super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_FOCUS);
		this.colors = colors;
		addListener(SWT.Paint, event -> paint(event.gc, getClientArea().width));
		getAccessible().addAccessibleListener(SpokenTexts.name(() -> NLS.bind(Messages.legend_name, names())));
	}

	void show(List<Subject> shown) {
		if (shown.equals(subjects))
			return;
		subjects = List.copyOf(shown);
		requestLayout();
		redraw();
	}

	/** Of the shown instances, for tests and screen readers. */
	public String names() {
		return subjects.stream().map(Subject::name).collect(Collectors.joining(", ")); //$NON-NLS-1$
	}

	void paint(GC gc, int width) {
		gc.setAntialias(SWT.ON);
		gc.setFont(getFont());
		place(gc, width, true);
	}

	/** Returns the height. */
	private int place(GC gc, int width, boolean paint) {
		int height = gc.getFontMetrics().getHeight();
		int x = MARGIN;
		int y = 2;
		for (Subject subject : subjects) {
			int needed = LINE + 6 + gc.textExtent(subject.name()).x + GAP;
			if (x > MARGIN && x + needed > width) {
				x = MARGIN;
				y += height + 4;
			}
			if (paint) {
				gc.setForeground(PlotChart.color(colors, subject.color()));
				gc.setLineWidth(3);
				gc.setLineStyle(PlotChart.style(subject.color()).value());
				gc.drawLine(x, y + height / 2, x + LINE, y + height / 2);
				gc.setForeground(colors.get("plot.text")); //$NON-NLS-1$
				gc.drawText(subject.name(), x + LINE + 6, y, SWT.DRAW_TRANSPARENT);
			}
			x += needed;
		}
		return y + height + 6;
	}

	@Override
	public Point computeSize(int widthHint, int heightHint, boolean changed) {
		int width = widthHint == SWT.DEFAULT ? 200 : widthHint;
		GC gc = new GC(this);
		try {
			gc.setFont(getFont());
			return new Point(width, heightHint == SWT.DEFAULT ? place(gc, width, false) : heightHint);
		} finally {
			gc.dispose();
		}
	}
}
