// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outputs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.ui.internal.instances.SpokenTexts;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.events.MouseListener;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.ScrollBar;

/**
 * A row of small pictures, one of them selected, by mouse or by the arrow keys, Home and End. With Ctrl (Command on a Mac) or Shift
 * held down a second one is, to be compared with the first. Owns its images.
 */
final class ThumbnailStrip extends Canvas {

	/** Edge of a picture in points. */
	static final int EDGE = 64;
	private static final int PAD = 4;
	private static final int STEP = EDGE + 2 * PAD;

	private record Entry(Path file, @Nullable Image image) {
	}

	private final List<Entry> entries = new ArrayList<>();
	private final Runnable changed;
	private int selection = -1;
	/** Of the one that is compared; -1 when there is none. */
	private int second = -1;

	/** @param changed is told when others are selected */
	ThumbnailStrip(Composite parent, Runnable changed) {
		super(parent, SWT.H_SCROLL | SWT.DOUBLE_BUFFERED);
		this.changed = changed;
		addPaintListener(event -> paint(event.gc));
		addDisposeListener(event -> clear());
		addListener(SWT.Resize, event -> updateScrollBar());
		addListener(SWT.FocusIn, event -> redraw());
		addListener(SWT.FocusOut, event -> redraw());
		addListener(SWT.Traverse, event -> event.doit = event.detail != SWT.TRAVERSE_ARROW_NEXT
				&& event.detail != SWT.TRAVERSE_ARROW_PREVIOUS);
		addKeyListener(KeyListener.keyPressedAdapter(this::keyPressed));
		addMouseListener(MouseListener.mouseDownAdapter(event -> {
			setFocus();
			int index = (event.x + offset()) / STEP;
			if (index >= entries.size())
				return;
			if ((event.stateMask & (SWT.MOD1 | SWT.SHIFT)) != 0)
				compareWith(index == second ? -1 : index);
			else if (event.button == 1 || index != selection && index != second) // the context menu is about what is selected
				select(index);
		}));
		ScrollBar bar = getHorizontalBar();
		bar.addListener(SWT.Selection, event -> redraw());
		getAccessible().addAccessibleListener(
				SpokenTexts.name(() -> selection >= 0 ? String.valueOf(entries.get(selection).file().getFileName()) : Messages.strip_name));
		getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
			@Override
			public void getRole(AccessibleControlEvent event) {
				event.detail = ACC.ROLE_LIST;
			}
		});
	}

	/** Shows these files, without pictures yet, and selects none. */
	void setFiles(List<Path> files) {
		clear();
		files.forEach(file -> entries.add(new Entry(file, null)));
		updateScrollBar();
		redraw();
	}

	/** Gives a file its picture; has no effect when the file is not shown any more. */
	void setPicture(Path file, ImageData data) {
		for (int i = 0; i < entries.size(); i++) {
			Entry entry = entries.get(i);
			if (entry.file().equals(file) && entry.image() == null) {
				entries.set(i, new Entry(file, new Image(getDisplay(), data)));
				redraw();
			}
		}
	}

	@Nullable
	Path selectedFile() {
		return selection < 0 ? null : entries.get(selection).file();
	}

	void select(int index) {
		if (entries.isEmpty())
			return;
		selection = Math.clamp(index, 0, entries.size() - 1);
		second = -1;
		reveal(selection);
		redraw();
		changed.run();
	}

	/** The file that is compared with the selected one; null when none is. */
	@Nullable
	Path secondFile() {
		return second < 0 ? null : entries.get(second).file();
	}

	/** @param index of the second picture; one that is not there, or is the first, ends the comparison */
	void compareWith(int index) {
		second = index < 0 || index >= entries.size() || index == selection ? -1 : index;
		if (second >= 0)
			reveal(second);
		redraw();
		changed.run();
	}

	/** Compares with the next picture, of the last one with the one before; ends a comparison. */
	void toggleComparison() {
		compareWith(second >= 0 ? -1 : selection + 1 < entries.size() ? selection + 1 : selection - 1);
	}

	int count() {
		return entries.size();
	}

	private void moved(int step, KeyEvent event) {
		if ((event.stateMask & SWT.SHIFT) == 0)
			select(selection + step);
		else if (selection >= 0)
			compareWith(Math.clamp((second >= 0 ? second : selection) + step, 0, entries.size() - 1));
	}

	private void keyPressed(KeyEvent event) {
		switch (event.keyCode) {
		case SWT.ARROW_LEFT, SWT.ARROW_UP -> moved(-1, event);
		case SWT.ARROW_RIGHT, SWT.ARROW_DOWN -> moved(1, event);
		case SWT.HOME -> select(0);
		case SWT.END -> select(entries.size() - 1);
		default -> {
			// not ours
		}
		}
	}

	private void clear() {
		for (Entry entry : entries) {
			Image image = entry.image();
			if (image != null)
				image.dispose();
		}
		entries.clear();
		selection = -1;
		second = -1;
	}

	private int offset() {
		ScrollBar bar = getHorizontalBar();
		return bar.isVisible() ? bar.getSelection() : 0;
	}

	private void updateScrollBar() {
		ScrollBar bar = getHorizontalBar();
		int all = entries.size() * STEP;
		int visible = Math.max(1, getClientArea().width);
		bar.setVisible(all > visible);
		bar.setValues(Math.min(bar.getSelection(), Math.max(0, all - visible)), 0, Math.max(all, 1), Math.min(visible, Math.max(all, 1)),
				STEP, visible);
	}

	private void reveal(int index) {
		int visible = getClientArea().width;
		int left = index * STEP;
		ScrollBar bar = getHorizontalBar();
		if (left < offset())
			bar.setSelection(left);
		else if (left + STEP > offset() + visible)
			bar.setSelection(left + STEP - visible);
	}

	private void paint(GC gc) {
		Rectangle area = getClientArea();
		gc.setInterpolation(SWT.HIGH);
		int from = offset() / STEP;
		int to = Math.min(entries.size(), from + area.width / STEP + 2);
		for (int i = from; i < to; i++)
			paint(gc, i * STEP - offset(), entries.get(i), i == selection || i == second);
	}

	private void paint(GC gc, int x, Entry entry, boolean isSelected) {
		if (isSelected) {
			gc.setBackground(getDisplay().getSystemColor(SWT.COLOR_LIST_SELECTION));
			gc.fillRoundRectangle(x + 1, 1, STEP - 2, STEP - 2, 6, 6);
			if (isFocusControl())
				gc.drawFocus(x + 1, 1, STEP - 2, STEP - 2);
		}
		Image image = entry.image();
		if (image == null) {
			gc.setForeground(getDisplay().getSystemColor(SWT.COLOR_WIDGET_NORMAL_SHADOW));
			gc.drawRoundRectangle(x + PAD, PAD, EDGE, EDGE, 6, 6);
			return;
		}
		Rectangle source = image.getBounds();
		double scale = Math.min(EDGE / (double) source.width, EDGE / (double) source.height);
		int width = Math.max(1, (int) (source.width * scale));
		int height = Math.max(1, (int) (source.height * scale));
		gc.drawImage(image, 0, 0, source.width, source.height, x + (STEP - width) / 2, (STEP - height) / 2, width, height);
	}
}
