// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;
import java.util.Set;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.core.runtime.ListenerList;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import java.util.stream.Collectors;

/** The selected cards as the workbench wants them: the newest snapshots. UI thread only. */
final class InstanceSelection implements ISelectionProvider {

	private final CardGrid grid;
	private final ListenerList<ISelectionChangedListener> listeners = new ListenerList<>();
	private List<InstanceSnapshot> selected = List.of();
	/** To be selected as soon as it is shown. */
	private List<String> awaited = List.of();

	InstanceSelection(CardGrid grid) {
		this.grid = grid;
	}

	/** Tells the workbench when other instances are selected or a selected one changed. */
	void update(List<InstanceSnapshot> all) {
		if (!awaited.isEmpty() && grid.shows(awaited)) {
			List<String> now = awaited;
			awaited = List.of();
			grid.setSelectedIds(now); // which calls this
			return;
		}
		Set<String> ids = Set.copyOf(grid.getSelectedIds());
		if (!ids.equals(selected.stream().map(InstanceSnapshot::id).collect(Collectors.toSet())))
			awaited = List.of(); // the user selected something else
		List<InstanceSnapshot> now = all.stream().filter(instance -> ids.contains(instance.id())).toList();
		if (now.equals(selected))
			return;
		selected = now;
		SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
		for (ISelectionChangedListener listener : listeners)
			listener.selectionChanged(event);
	}

	@Override
	public IStructuredSelection getSelection() {
		return new StructuredSelection(selected);
	}

	/** What is not shown yet, as an instance that was made a moment ago, is selected when it is. */
	@Override
	public void setSelection(@Nullable ISelection selection) {
		if (!(selection instanceof IStructuredSelection several))
			return;
		List<String> ids = several.stream().filter(InstanceSnapshot.class::isInstance).map(element -> ((InstanceSnapshot) element).id()).toList();
		awaited = grid.shows(ids) ? List.of() : ids;
		if (awaited.isEmpty())
			grid.setSelectedIds(ids);
	}

	@Override
	public void addSelectionChangedListener(ISelectionChangedListener listener) {
		listeners.add(listener);
	}

	@Override
	public void removeSelectionChangedListener(ISelectionChangedListener listener) {
		listeners.remove(listener);
	}
}
