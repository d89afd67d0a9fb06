// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

import org.creativestudio.comfyui.ui.internal.exchange.ImportDrop;
import org.creativestudio.comfyui.ui.internal.run.FileDrop;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.creativestudio.comfyui.ui.internal.run.WorkflowRunner;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.core.runtime.Status;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.statushandlers.StatusManager;

/**
 * Files dropped on the Instances view: a workflow runs on the instance whose card it was dropped on, beside the cards where the
 * program chooses; of what is no workflow, the first file opens the import of instances.
 */
final class CardDrop implements FileDrop.Sink {

	private final CardGrid grid;
	private final IWorkbenchWindow window;

	private CardDrop(CardGrid grid, IWorkbenchWindow window) {
		this.grid = grid;
		this.window = window;
	}

	/** The drop target lives as long as the control. */
	static void install(Control control, CardGrid grid, IWorkbenchWindow window) {
		FileDrop.install(control, new CardDrop(grid, window));
	}

	@Override
	public void dragged(@Nullable Point place) {
		grid.setDropTarget(place == null ? -1 : card(place));
	}

	@Override
	public void dropped(Point place, List<Path> files) {
		WorkflowOptions options = options(place);
		AtomicBoolean importing = new AtomicBoolean();
		WorkflowRunner.of(window).ifPresent(runner -> files
				.forEach(file -> runner.runIfWorkflow(file, options, problem -> otherwise(file, problem, importing))));
	}

	private WorkflowOptions options(Point place) {
		int card = card(place);
		return card < 0 ? WorkflowOptions.defaults() : WorkflowOptions.onInstance(grid.id(card));
	}

	/** Index of the card at a place of the display; -1 for none. */
	private int card(Point place) {
		Point inGrid = grid.toControl(place);
		return grid.isVisible() ? grid.indexAt(inGrid.x, inGrid.y) : -1;
	}

	private void otherwise(Path file, WorkflowFormatException problem, AtomicBoolean importing) {
		if (isImage(file))
			StatusManager.getManager().handle(Status.error(problem.getMessage(), problem.getCause()), StatusManager.SHOW);
		else if (importing.compareAndSet(false, true)) // each import has its own preview
			OnDisplay.later(window.getWorkbench().getDisplay(), () -> {
				if (window.getShell() != null && !window.getShell().isDisposed())
					ImportDrop.open(window, file);
			});
	}

	private static boolean isImage(Path file) {
		String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
		return name.endsWith(".png") || name.endsWith(".webp"); //$NON-NLS-1$ //$NON-NLS-2$
	}
}
