// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.creativestudio.comfyui.ui.internal.jobs.JobTexts;
import org.creativestudio.comfyui.ui.internal.tables.RowTable;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.jface.viewers.IElementComparer;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;

/** A row for each prompt. */
final class QueueTable {

	private final TableViewer viewer;
	private final Clock clock;
	private List<QueueRow> rows = List.of();

	/** @param parent is laid out by the table */
	QueueTable(Composite parent, Clock clock) {
		this.clock = clock;
		RowTable<QueueRow> table = new RowTable<>(parent, SWT.MULTI, "queue", QueueRow.class, QueueRow::tip); //$NON-NLS-1$
		viewer = table.viewer();
		viewer.setComparer(new ByPrompt());
		viewer.setUseHashlookup(true);
		LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), viewer.getTable());
		Image running = resources.create(icon("icons/jobs/running.svg")); //$NON-NLS-1$
		Image waiting = resources.create(icon("icons/jobs/waiting.svg")); //$NON-NLS-1$
		table.sortBy(table.column("state", Messages.column_state, 11, 100, QueueRow::state, row -> row.isRunning() ? running : waiting), //$NON-NLS-1$
				Comparator.comparing(QueueRow::position));
		table.column("instance", Messages.column_instance, 18, 110, QueueRow::instanceName); //$NON-NLS-1$
		table.column("owner", Messages.column_owner, 32, 180, QueueRow::owner); //$NON-NLS-1$
		table.column("doing", Messages.column_doing, 28, 150, QueueRow::doing); //$NON-NLS-1$
		table.sortBy(table.column("since", Messages.column_since, 10, 82, this::since), //$NON-NLS-1$
				Comparator.comparing(QueueRow::since, Comparator.nullsLast(Comparator.reverseOrder())));
		table.column("prompt", Messages.column_prompt, 9, 80, QueueRow::shortId); //$NON-NLS-1$
		viewer.setInput(rows);
	}

	private static ImageDescriptor icon(String path) {
		return ResourceLocator.imageDescriptorFromBundle("org.creativestudio.comfyui.ui", path) //$NON-NLS-1$
				.orElseGet(ImageDescriptor::getMissingImageDescriptor);
	}

	private String since(QueueRow row) {
		Instant since = row.since();
		return since == null ? Messages.not_known : JobTexts.duration(Duration.between(since, clock.instant()));
	}

	TableViewer viewer() {
		return viewer;
	}

	List<QueueRow> rows() {
		return rows;
	}

	/** The selection stays with its prompts. */
	void show(List<QueueRow> now) {
		if (now.equals(rows))
			return;
		rows = List.copyOf(now);
		viewer.getTable().setRedraw(false);
		try {
			viewer.setInput(rows);
		} finally {
			viewer.getTable().setRedraw(true);
		}
		if (!viewer.getStructuredSelection().isEmpty())
			viewer.setSelection(viewer.getStructuredSelection());
	}

	/** Repaints what goes on with the time. */
	void tick() {
		if (!rows.isEmpty())
			viewer.update(rows.toArray(), null);
	}

	/** One row is one prompt, whatever is known of it now. */
	private static final class ByPrompt implements IElementComparer {
		@Override
		public boolean equals(@Nullable Object a, @Nullable Object b) {
			return a instanceof QueueRow x && b instanceof QueueRow y ? x.isSame(y) : a == b;
		}

		@Override
		public int hashCode(@Nullable Object element) {
			return element instanceof QueueRow row ? row.promptId().hashCode() : System.identityHashCode(element);
		}
	}
}
