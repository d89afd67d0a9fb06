// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outline;

import java.util.List;

import org.creativestudio.comfyui.ui.internal.jobs.JobFeed;
import org.creativestudio.comfyui.ui.internal.outline.WorkflowNodes.Node;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.part.PageBook;
import org.eclipse.ui.views.contentoutline.ContentOutlinePage;

/** The nodes of the job that is selected in the Workflows view, in the order in which they run; the one that runs is marked and in sight. */
final class NodesPage extends ContentOutlinePage {

	private final IWorkbenchPartSite workflows;
	/** Of the view itself: what the selection service tells it tells in the middle of its own work, which a tree that changes then upsets. */
	private final ISelectionChangedListener follower = event -> select(event.getSelection());
	private @Nullable PageBook book;
	private @Nullable Label hint;
	private @Nullable JobFeed feed;
	private @Nullable JobSnapshot job;
	private @Nullable NodeStates states;

	/** @param workflows the site of the view that selects jobs */
	NodesPage(IWorkbenchPartSite workflows) {
		this.workflows = workflows;
	}

	@Override
	public void createControl(@Nullable Composite parent) {
		PageBook made = new PageBook(parent, SWT.NONE);
		super.createControl(made);
		book = made;
		TreeViewer tree = getTreeViewer();
		tree.setUseHashlookup(true);
		tree.setContentProvider(new Flat());
		tree.setLabelProvider(new DelegatingStyledCellLabelProvider(
				new NodeLabels(new LocalResourceManager(JFaceResources.getResources(), tree.getControl()), () -> states, () -> job)));
		tree.setInput(List.of());
		hint = HintPage.hint(made, Messages.default_text);
		showHint(Messages.default_text);
		ISelectionProvider jobs = workflows.getSelectionProvider();
		if (jobs != null) {
			jobs.addSelectionChangedListener(follower);
			select(jobs.getSelection());
		}
		WorkflowService service = workflows.getService(WorkflowService.class);
		if (service != null)
			feed = new JobFeed(service, tree.getControl().getDisplay(), (changed, removed) -> changed.forEach(this::follow));
	}

	private void select(@Nullable ISelection selection) {
		JobSnapshot selected = selection instanceof IStructuredSelection several && several.getFirstElement() instanceof JobSnapshot one ? one
				: null;
		JobSnapshot before = job;
		if (selected == null || before != null && before.id().equals(selected.id()) && before.workflow().equals(selected.workflow()))
			return;
		job = selected;
		WorkflowNodes nodes = WorkflowNodes.of(selected.workflow());
		NodeStates fresh = new NodeStates(nodes);
		fresh.follow(selected);
		states = fresh;
		getTreeViewer().setInput(nodes.nodes());
		showHint(nodes.nodes().isEmpty() ? Messages.nodes_unknown : ""); //$NON-NLS-1$
		revealRunning(fresh);
	}

	/** @param text empty: the nodes */
	private void showHint(String text) {
		PageBook pages = book;
		Label label = hint;
		if (pages == null || label == null)
			return;
		label.setText(text);
		label.requestLayout();
		pages.showPage(text.isEmpty() ? getTreeViewer().getControl() : label.getParent());
	}

	@Override
	public @Nullable Control getControl() {
		return book;
	}

	private void follow(JobSnapshot newer) {
		JobSnapshot before = job;
		NodeStates known = states;
		TreeViewer tree = getTreeViewer();
		if (before == null || known == null || !before.id().equals(newer.id()) || tree == null || tree.getControl().isDisposed())
			return;
		job = newer;
		if (known.follow(newer)) {
			tree.refresh(true);
			revealRunning(known);
		} else {
			Node running = known.running();
			if (running != null)
				tree.update(running, null);
		}
	}

	private void revealRunning(NodeStates known) {
		Node running = known.running();
		if (running != null)
			getTreeViewer().reveal(running);
	}

	@Override
	public void dispose() {
		ISelectionProvider jobs = workflows.getSelectionProvider();
		if (jobs != null)
			jobs.removeSelectionChangedListener(follower);
		JobFeed open = feed;
		if (open != null)
			open.close();
		super.dispose();
	}

	private static final class Flat implements ITreeContentProvider {
		@Override
		public Object[] getElements(@Nullable Object input) {
			return input instanceof List<?> list ? list.toArray() : new Object[0];
		}

		@Override
		public Object[] getChildren(@Nullable Object parent) {
			return new Object[0];
		}

		@Override
		public @Nullable Object getParent(@Nullable Object element) {
			return null;
		}

		@Override
		public boolean hasChildren(@Nullable Object element) {
			return false;
		}
	}
}
