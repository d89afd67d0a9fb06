// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outputs;

import org.creativestudio.comfyui.ui.internal.instances.SpokenTexts;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

/** Shows one image fitted into its area, never larger than it is, or a text in its place. Owns the image. */
final class ImageCanvas extends Canvas {

	private static final int MARGIN = 6;

	private @Nullable Image image;
	private String text = ""; //$NON-NLS-1$
	private Point fullSize = new Point(0, 0);

	ImageCanvas(Composite parent) {
		super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
		addPaintListener(event -> paint(event.gc));
		addDisposeListener(event -> replace(null));
		getAccessible().addAccessibleListener(SpokenTexts.name(() -> text.isEmpty() ? Messages.preview_name : text));
	}

	/** Shows an image; the caption is for those who can't see it. */
	void show(ImageData data, int width, int height, String caption) {
		text = caption;
		fullSize = new Point(width, height);
		replace(new Image(getDisplay(), data));
		redraw();
	}

	void show(String message) {
		text = message;
		replace(null);
		redraw();
	}

	boolean hasImage() {
		return image != null;
	}

	private void replace(@Nullable Image next) {
		Image old = image;
		image = next;
		if (old != null)
			old.dispose();
	}

	private void paint(GC gc) {
		Rectangle area = getClientArea();
		gc.setBackground(getBackground());
		gc.fillRectangle(area);
		Image shown = image;
		if (shown == null) {
			paintText(gc, area);
			return;
		}
		Rectangle source = shown.getBounds();
		double scale = Math.min(1, Math.min((area.width - 2.0 * MARGIN) / fullSize.x, (area.height - 2.0 * MARGIN) / fullSize.y));
		int width = (int) Math.round(fullSize.x * scale);
		int height = (int) Math.round(fullSize.y * scale);
		if (width < 1 || height < 1)
			return;
		gc.setInterpolation(SWT.HIGH);
		gc.drawImage(shown, 0, 0, source.width, source.height, (area.width - width) / 2, (area.height - height) / 2, width, height);
	}

	private void paintText(GC gc, Rectangle area) {
		gc.setForeground(getForeground());
		StringBuilder wrapped = new StringBuilder();
		StringBuilder line = new StringBuilder();
		for (String word : text.split(" ")) { //$NON-NLS-1$
			if (!line.isEmpty() && gc.textExtent(line + " " + word).x > area.width - 4 * MARGIN) { //$NON-NLS-1$
				wrapped.append(line).append('\n');
				line.setLength(0);
			}
			line.append(line.isEmpty() ? "" : " ").append(word); //$NON-NLS-1$ //$NON-NLS-2$
		}
		String all = wrapped.append(line).toString();
		Point size = gc.textExtent(all, SWT.DRAW_DELIMITER);
		gc.drawText(all, Math.max(MARGIN, (area.width - size.x) / 2), Math.max(MARGIN, (area.height - size.y) / 2),
				SWT.DRAW_DELIMITER | SWT.DRAW_TRANSPARENT);
	}
}
