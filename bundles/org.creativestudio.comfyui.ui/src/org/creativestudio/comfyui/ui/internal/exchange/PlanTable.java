// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportItem.Action;
import org.creativestudio.comfyui.core.configuration.ImportItem.State;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.ui.internal.kept.KeptColumns;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.CellEditor;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerEditor;
import org.eclipse.jface.viewers.ColumnViewerEditorActivationEvent;
import org.eclipse.jface.viewers.ColumnViewerEditorActivationStrategy;
import org.eclipse.jface.viewers.ComboBoxCellEditor;
import org.eclipse.jface.viewers.EditingSupport;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.jface.viewers.TableViewerEditor;
import org.eclipse.jface.viewers.TableViewerFocusCellManager;
import org.eclipse.jface.viewers.TextCellEditor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;

/** The instances of a plan; name, port and action are edited in place, by F2 or Enter, too. Rows are their numbers in the plan. */
final class PlanTable {

	private static final List<String> STATES = List.of(Messages.state_new, Messages.state_changed, Messages.state_same,
			Messages.state_conflict);
	private static final List<String> ACTIONS = List.of(Messages.action_add, Messages.action_replace, Messages.action_skip);

	private final PlanReview review;
	private final TableViewer viewer;

	PlanTable(Composite parent, PlanReview review) {
		this.review = review;
		viewer = new TableViewer(parent, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
		Table table = viewer.getTable();
		table.setHeaderVisible(true);
		table.setLinesVisible(true);
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		int chars = new PixelConverter(table).convertWidthInCharsToPixels(1);
		TableViewerColumn name = column(Messages.column_name, 32 * chars, item -> item.incoming().name());
		TableViewerColumn port = column(Messages.column_port, 12 * chars, item -> Integer.toString(item.incoming().port()));
		column(Messages.column_state, 16 * chars, item -> STATES.get(item.state().ordinal()));
		TableViewerColumn action = column(Messages.column_action, 18 * chars, item -> ACTIONS.get(item.action().ordinal()));
		column(Messages.column_source, 40 * chars, ImportItem::source);
		new KeptColumns(table, "plan").addAll(); //$NON-NLS-1$
		table.getDisplay().asyncExec(() -> { // the window opens before
			if (!table.isDisposed())
				makeEditable(name, port, action);
		});
	}

	private void makeEditable(TableViewerColumn name, TableViewerColumn port, TableViewerColumn action) {
		Table table = viewer.getTable();
		name.setEditingSupport(new Editing(new TextCellEditor(table), item -> item.incoming().name(), (item, value) -> item
				.incoming(item.incoming().toBuilder().name(value.toString().strip()).build())));
		port.setEditingSupport(new Editing(new TextCellEditor(table), item -> Integer.toString(item.incoming().port()), (item, value) -> {
			try {
				return item.incoming(item.incoming().toBuilder().port(Integer.parseInt(value.toString().strip())).build());
			} catch (NumberFormatException e) {
				return item; // no number: what stood there stays
			}
		}));
		action.setEditingSupport(new ActionEditing());
		TableViewerFocusCellManager focus = new TableViewerFocusCellManager(viewer, new FocusCellFrame(viewer));
		TableViewerEditor.create(viewer, focus, new ColumnViewerEditorActivationStrategy(viewer) {
			@Override
			protected boolean isEditorActivationEvent(@Nullable ColumnViewerEditorActivationEvent event) {
				return event != null && (event.eventType == ColumnViewerEditorActivationEvent.TRAVERSAL
						|| event.eventType == ColumnViewerEditorActivationEvent.MOUSE_CLICK_SELECTION
						|| event.eventType == ColumnViewerEditorActivationEvent.PROGRAMMATIC
						|| event.eventType == ColumnViewerEditorActivationEvent.KEY_PRESSED
								&& (event.keyCode == SWT.F2 || event.keyCode == SWT.CR));
			}
		}, ColumnViewerEditor.TABBING_HORIZONTAL | ColumnViewerEditor.TABBING_CYCLE_IN_ROW | ColumnViewerEditor.KEYBOARD_ACTIVATION);
		// Before an arrow key or a click no cell has the focus, though a row is selected.
		table.addListener(SWT.KeyDown, event -> {
			Object row = viewer.getStructuredSelection().getFirstElement();
			if ((event.keyCode == SWT.F2 || event.keyCode == SWT.CR) && row != null && focus.getFocusCell() == null && !viewer.isCellEditorActive())
				viewer.editElement(row, 0);
		});
		// Enter edits a cell; it does not finish the wizard.
		table.addListener(SWT.Traverse, event -> event.doit &= event.detail != SWT.TRAVERSE_RETURN);
	}

	private TableViewerColumn column(String title, int width, Function<ImportItem, String> text) {
		TableViewerColumn column = new TableViewerColumn(viewer, SWT.LEFT);
		column.getColumn().setText(title);
		column.getColumn().setWidth(width);
		boolean first = viewer.getTable().getColumnCount() == 1;
		column.setLabelProvider(new ColumnLabelProvider() {
			@Override
			public String getText(@Nullable Object element) {
				ImportItem item = item(element);
				return item == null ? "" : text.apply(item); //$NON-NLS-1$
			}

			@Override
			public @Nullable Image getImage(@Nullable Object element) {
				return first ? image(item(element)) : null;
			}
		});
		return column;
	}

	private static @Nullable Image image(@Nullable ImportItem item) {
		if (item == null || item.findings().isEmpty())
			return null;
		boolean error = item.findings().stream().anyMatch(Finding::isError);
		return PlatformUI.getWorkbench().getSharedImages().getImage(error ? ISharedImages.IMG_OBJS_ERROR_TSK : ISharedImages.IMG_OBJS_WARN_TSK);
	}

	private @Nullable ImportItem item(@Nullable Object row) {
		return row instanceof Integer index && index < review.plan().items().size() ? review.plan().items().get(index) : null;
	}

	TableViewer viewer() {
		return viewer;
	}

	/** The number of the selected row; -1 for none. */
	int selected() {
		return viewer.getStructuredSelection().getFirstElement() instanceof Integer index ? index : -1;
	}

	/** Shows the plan as it is now; what is being typed in a cell goes on. */
	void refresh() {
		int count = review.plan().items().size();
		if (viewer.getTable().getItemCount() != count) {
			viewer.setInput(rows(count));
			if (count > 0)
				viewer.setSelection(new StructuredSelection(firstOfInterest()));
		} else
			viewer.update(rows(count), null);
	}

	private static Object[] rows(int count) {
		return IntStream.range(0, count).boxed().toArray();
	}

	private Integer firstOfInterest() {
		for (int i = 0; i < review.plan().items().size(); i++)
			if (PlanReview.blocks(review.plan().items().get(i)) || review.plan().items().get(i).state() == State.CONFLICT)
				return i;
		return 0;
	}

	/** How a value becomes a decision. */
	private interface Decision {
		ImportItem decide(ImportItem item, Object value);
	}

	private class Editing extends EditingSupport {
		private final CellEditor editor;
		private final Function<ImportItem, Object> get;
		private final Decision set;

		Editing(CellEditor editor, Function<ImportItem, Object> get, Decision set) {
			super(PlanTable.this.viewer);
			this.editor = editor;
			this.get = get;
			this.set = set;
		}

		@Override
		protected @Nullable CellEditor getCellEditor(@Nullable Object element) {
			return editor;
		}

		@Override
		protected boolean canEdit(@Nullable Object element) {
			return item(element) != null;
		}

		@Override
		protected @Nullable Object getValue(@Nullable Object element) {
			ImportItem item = item(element);
			return item == null ? "" : get.apply(item); //$NON-NLS-1$
		}

		@Override
		protected void setValue(@Nullable Object element, @Nullable Object value) {
			if (element instanceof Integer index && value != null)
				review.change(index, item -> set.decide(item, value));
		}
	}

	/** An instance can only be replaced where there is one. */
	private final class ActionEditing extends Editing {
		private final ComboBoxCellEditor combo;

		ActionEditing() {
			this(new ComboBoxCellEditor(viewer.getTable(), new String[0], SWT.READ_ONLY));
		}

		private ActionEditing(ComboBoxCellEditor combo) {
			super(combo, item -> actions(item).indexOf(item.action()),
					(item, value) -> value instanceof Integer index && index >= 0 ? item.action(actions(item).get(index)) : item);
			this.combo = combo;
			combo.setActivationStyle(ComboBoxCellEditor.DROP_DOWN_ON_MOUSE_ACTIVATION);
		}

		@Override
		protected @Nullable CellEditor getCellEditor(@Nullable Object element) {
			ImportItem item = item(element);
			if (item != null)
				combo.setItems(actions(item).stream().map(action -> ACTIONS.get(action.ordinal())).toArray(String[]::new));
			return combo;
		}
	}

	/** What can be done with an item: one that stands for an instance of this home takes its place or is left out. */
	static List<Action> actions(ImportItem item) {
		InstanceConfiguration existing = item.existing();
		if (existing == null)
			return List.of(Action.ADD, Action.SKIP);
		return existing.id().equals(item.incoming().id()) ? List.of(Action.REPLACE, Action.SKIP)
				: List.of(Action.ADD, Action.REPLACE, Action.SKIP);
	}
}
