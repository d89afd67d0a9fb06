// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import org.creativestudio.comfyui.ui.internal.jobs.JobTexts;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.IElementComparer;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
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
		TableColumnLayout layout = new TableColumnLayout();
		parent.setLayout(layout);
		viewer = new TableViewer(parent, SWT.MULTI | SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
		viewer.getTable().setHeaderVisible(true);
		viewer.getTable().setLinesVisible(true);
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		viewer.setComparer(new ByPrompt());
		viewer.setUseHashlookup(true);
		ColumnViewerToolTipSupport.enableFor(viewer);
		LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), viewer.getTable());
		Image running = resources.create(icon("icons/jobs/running.svg")); //$NON-NLS-1$
		Image waiting = resources.create(icon("icons/jobs/waiting.svg")); //$NON-NLS-1$
		column(layout, Messages.column_state, 11, 100, QueueRow::state, row -> row.isRunning() ? running : waiting);
		column(layout, Messages.column_instance, 18, 110, QueueRow::instanceName, null);
		column(layout, Messages.column_owner, 32, 180, QueueRow::owner, null);
		column(layout, Messages.column_doing, 28, 150, QueueRow::doing, null);
		column(layout, Messages.column_since, 10, 82, this::since, null);
		column(layout, Messages.column_prompt, 9, 80, QueueRow::shortId, null);
		viewer.setInput(rows);
	}

	private static ImageDescriptor icon(String path) {
		return ResourceLocator.imageDescriptorFromBundle("org.creativestudio.comfyui.ui", path) //$NON-NLS-1$
				.orElseGet(ImageDescriptor::getMissingImageDescriptor);
	}

	private void column(TableColumnLayout layout, String title, int weight, int minimum, Function<QueueRow, String> text,
			@Nullable Function<QueueRow, Image> image) {
		TableViewerColumn column = new TableViewerColumn(viewer, SWT.NONE);
		column.getColumn().setText(title);
		column.getColumn().setMoveable(true);
		column.setLabelProvider(new ColumnLabelProvider() {
			@Override
			public String getText(@Nullable Object element) {
				return element instanceof QueueRow row ? text.apply(row) : ""; //$NON-NLS-1$
			}

			@Override
			public @Nullable Image getImage(@Nullable Object element) {
				return image != null && element instanceof QueueRow row ? image.apply(row) : null;
			}

			@Override
			public @Nullable String getToolTipText(@Nullable Object element) {
				return element instanceof QueueRow row ? row.tip() : null;
			}
		});
		layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, minimum));
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
