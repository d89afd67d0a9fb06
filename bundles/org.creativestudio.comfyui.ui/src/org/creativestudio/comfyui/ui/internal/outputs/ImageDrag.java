// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outputs;

import java.nio.file.Path;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DragSource;
import org.eclipse.swt.dnd.DragSourceAdapter;
import org.eclipse.swt.dnd.DragSourceEvent;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.widgets.Control;

/** Lets the shown image be dragged to other programs, as its file. */
final class ImageDrag extends DragSourceAdapter {

	private final Supplier<@Nullable Path> file;

	private ImageDrag(Supplier<@Nullable Path> file) {
		this.file = file;
	}

	/** The drag source lives as long as the control. */
	static void install(Control control, Supplier<@Nullable Path> file) {
		DragSource source = new DragSource(control, DND.DROP_COPY);
		source.setTransfer(FileTransfer.getInstance());
		source.addDragListener(new ImageDrag(file));
	}

	@Override
	public void dragStart(DragSourceEvent event) {
		event.doit = file.get() != null;
	}

	@Override
	public void dragSetData(DragSourceEvent event) {
		Path dragged = file.get();
		if (dragged != null)
			event.data = new String[] { dragged.toString() };
	}
}
