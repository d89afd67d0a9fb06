// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetAdapter;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;

/** Lets files be dropped on a control. */
public final class FileDrop extends DropTargetAdapter {

	/** Is called on the UI thread. */
	@FunctionalInterface
	public interface Sink {
		/**
		 * @param place of the pointer, in coordinates of the display
		 * @param files at least one
		 */
		void dropped(Point place, List<Path> files);

		/**
		 * Files are dragged about; for showing where they would be dropped.
		 *
		 * @param place of the pointer, in coordinates of the display; null when they are no longer over the control
		 */
		default void dragged(@Nullable Point place) {
			// not everything shows it
		}
	}

	private final Sink sink;

	private FileDrop(Sink sink) {
		this.sink = sink;
	}

	/** The drop target lives as long as the control. */
	public static void install(Control control, Sink sink) {
		DropTarget target = new DropTarget(control, DND.DROP_COPY | DND.DROP_LINK | DND.DROP_DEFAULT);
		target.setTransfer(FileTransfer.getInstance());
		target.addDropListener(new FileDrop(sink));
	}

	@Override
	public void dragEnter(DropTargetEvent event) {
		if (event.detail == DND.DROP_DEFAULT)
			event.detail = DND.DROP_COPY;
	}

	@Override
	public void dragOperationChanged(DropTargetEvent event) {
		dragEnter(event);
	}

	@Override
	public void dragOver(DropTargetEvent event) {
		drag(new Point(event.x, event.y));
	}

	@Override
	public void dragLeave(DropTargetEvent event) {
		drag(null);
	}

	/** As if files were dragged to this place; null to elsewhere. */
	public void drag(@Nullable Point place) {
		sink.dragged(place);
	}

	@Override
	public void drop(DropTargetEvent event) {
		if (event.data instanceof String[] files)
			drop(new Point(event.x, event.y), files);
	}

	/** As if these had been dropped. */
	public void drop(Point place, String... files) {
		if (files.length > 0)
			sink.dropped(place, Stream.of(files).map(Path::of).toList());
	}
}
