// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.active;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.e4.ui.model.application.ui.MElementContainer;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IWorkbenchWindow;

/**
 * The right end of the window's toolbar, left of the perspectives. A menu contribution cannot name it: the platform adds them when it renders
 * the toolbar of a new window, and only then the space before that end, so that a place behind the space is not found and what was to go there
 * is left out for good, and without such a place all stands before it.
 */
public final class ToolbarEnd {

	private static final String SPACE = "PerspectiveSpacer"; //$NON-NLS-1$
	/** What a line needs besides what is in it, in points. */
	private static final int AROUND = 8;
	/** In their order. */
	private static final List<String> OURS = List.of("org.creativestudio.comfyui.ui.active.toolbar", //$NON-NLS-1$
			"org.creativestudio.comfyui.ui.strategy.toolbar"); //$NON-NLS-1$

	private ToolbarEnd() {
	}

	/** To be called when one of our toolbars was made; does nothing where all are in their place. Returns at once. UI thread. */
	public static void claim(IWorkbenchWindow window, Display display) {
		OnDisplay.later(display, () -> { // the window is complete then
			MWindow model = window.getService(MWindow.class);
			EModelService models = window.getService(EModelService.class);
			if (model != null && models != null && models.find(SPACE, model) instanceof MUIElement space && space.getParent() != null)
				claim(space, space.getParent(), OURS.stream().map(id -> models.find(id, model)));
		});
	}

	/**
	 * One of our controls needs another width: what does not fit into a toolbar is not shown at all, and its place in the one of the window
	 * does not grow by itself. UI thread.
	 */
	public static void fit(Control ours) {
		for (Control place = ours; place.getParent() instanceof Composite around; place = around)
			if (around instanceof ToolBar outer) {
				for (ToolItem each : outer.getItems())
					if (each.getControl() == place)
						each.setWidth(place.computeSize(SWT.DEFAULT, SWT.DEFAULT).x);
				outer.pack(); // the frame around it is as wide as it is, not as it would be
				break;
			}
		ours.requestLayout();
	}

	/** Whether the window's toolbar is one line where one of our controls is as wide as this, in points. UI thread. */
	static boolean hasRoom(Control ours, int width) {
		Control line = line(ours);
		if (line == ours || !(line instanceof Composite all))
			return true;
		int needed = width - ours.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + AROUND;
		for (Control each : all.getChildren())
			if (each.getVisible())
				needed += each.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
		return needed <= all.getShell().getClientArea().width;
	}

	/** Calls back when there may be more or less room for one of our controls than before; first when its window is complete. UI thread. */
	static void whenRoomChanges(Control ours, Runnable look) {
		OnDisplay.later(ours.getDisplay(), () -> {
			if (ours.isDisposed())
				return;
			Control line = line(ours); // gets higher when it no longer fits
			Listener resized = event -> OnDisplay.later(ours.getDisplay(), () -> {
				if (!ours.isDisposed())
					look.run();
			});
			for (Control each : List.of(line, ours.getShell())) {
				each.addListener(SWT.Resize, resized);
				ours.addDisposeListener(event -> {
					if (!each.isDisposed())
						each.removeListener(SWT.Resize, resized);
				});
			}
			look.run();
		});
	}

	/** All that is in the window's toolbar. */
	private static Control line(Control ours) {
		Control line = ours;
		while (line.getParent() instanceof Composite around && !(around instanceof Shell))
			line = around;
		return line;
	}

	private static void claim(MUIElement space, MElementContainer<MUIElement> trim, Stream<MUIElement> wanted) {
		List<MUIElement> all = trim.getChildren();
		List<MUIElement> ours = wanted.filter(Objects::nonNull).filter(all::contains).toList();
		int place = all.indexOf(space) + 1;
		if (all.subList(place, Math.min(all.size(), place + ours.size())).equals(ours))
			return;
		for (MUIElement each : ours) { // one after the other, for the platform renders at each change
			all.remove(each);
			all.add(all.indexOf(space) + 1 + ours.indexOf(each), each);
		}
	}
}
