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

/** The selected cards as the workbench wants them: the newest snapshots. UI thread only. */
final class InstanceSelection implements ISelectionProvider {

	private final CardGrid grid;
	private final ListenerList<ISelectionChangedListener> listeners = new ListenerList<>();
	private List<InstanceSnapshot> selected = List.of();

	InstanceSelection(CardGrid grid) {
		this.grid = grid;
	}

	/** Tells the workbench when other instances are selected or a selected one changed. */
	void update(List<InstanceSnapshot> all) {
		Set<String> ids = Set.copyOf(grid.getSelectedIds());
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

	@Override
	public void setSelection(@Nullable ISelection selection) {
		if (selection instanceof IStructuredSelection several)
			grid.setSelectedIds(several.stream().filter(InstanceSnapshot.class::isInstance)
					.map(element -> ((InstanceSnapshot) element).id()).toList());
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
