// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.TableItem;

/**
 * Paints a bar and beside it what runs now, over one column of a table of jobs. A listener for painting alone: a label provider
 * that draws would also take part in erasing, and then GTK leaves out the images of selected rows.
 */
final class ProgressPainter implements Listener {

	private static final int BAR_WIDTH = 80;
	private static final int BAR_HEIGHT = 7;
	private static final int GAP = 6;
	private static final String ELLIPSIS = "\u2026"; //$NON-NLS-1$

	private final JobColors colors;
	private final int column;

	ProgressPainter(JobColors colors, int column) {
		this.colors = colors;
		this.column = column;
	}

	@Override
	public void handleEvent(Event event) {
		if (event.index != column || !(event.item instanceof TableItem row) || !(row.getData() instanceof JobSnapshot job))
			return;
		double fraction = fraction(job);
		Rectangle cell = row.getBounds(event.index);
		GC gc = event.gc;
		int textAt = cell.x + GAP;
		if (fraction >= 0) {
			int width = Math.min(BAR_WIDTH, cell.width - 2 * GAP);
			paintBar(gc, cell.x + GAP, cell.y + (cell.height - BAR_HEIGHT) / 2, width, fraction, track(event, row),
					isSelected(event) ? gc.getForeground() : colors.of(job.state()));
			textAt += width + GAP;
		}
		String text = JobTexts.progress(job);
		int room = cell.x + cell.width - textAt - GAP;
		if (!text.isEmpty() && room > 3 * GAP)
			gc.drawText(shorten(gc, text, room), textAt, cell.y + (cell.height - gc.getFontMetrics().getHeight()) / 2, true);
	}

	private static String shorten(GC gc, String text, int room) {
		String shown = text;
		for (int end = text.length(); end > 0 && gc.textExtent(shown).x > room; end--)
			shown = text.substring(0, end - 1).stripTrailing() + ELLIPSIS;
		return shown;
	}

	private static boolean isSelected(Event event) {
		return (event.detail & SWT.SELECTED) != 0;
	}

	/** On the selection's colour the bar is in the colour of its text: states have no colour that fits every selection. */
	private static Color track(Event event, TableItem row) {
		return isSelected(event) ? JobColors.mix(event.gc.getBackground(), event.gc.getForeground())
				: JobColors.mix(row.getParent().getBackground(), row.getParent().getForeground());
	}

	private void paintBar(GC gc, int x, int y, int width, double fraction, Color track, Color color) {
		if (width < BAR_HEIGHT)
			return;
		Color foreground = gc.getForeground();
		Color background = gc.getBackground();
		gc.setAntialias(SWT.ON);
		gc.setBackground(track);
		gc.fillRoundRectangle(x, y, width, BAR_HEIGHT, BAR_HEIGHT, BAR_HEIGHT);
		int filled = (int) Math.round(width * fraction);
		if (filled > 0) {
			gc.setBackground(color);
			gc.fillRoundRectangle(x, y, Math.max(filled, BAR_HEIGHT), BAR_HEIGHT, BAR_HEIGHT, BAR_HEIGHT);
		}
		gc.setForeground(foreground);
		gc.setBackground(background);
	}

	/** 0 to 1, or -1 for a job that has no bar. */
	static double fraction(JobSnapshot job) {
		JobProgress progress = job.progress();
		JobState state = job.state();
		if (state == JobState.DONE || state == JobState.FETCHING)
			return 1;
		if (state == JobState.RUNNING)
			return progress == null ? 0 : progress.fraction();
		return state.isFinal() && progress != null ? progress.fraction() : -1;
	}
}
