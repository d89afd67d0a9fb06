// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.active.ActiveInstanceSwitcher;
import org.creativestudio.comfyui.ui.internal.jobs.WaitingJobs;
import org.creativestudio.comfyui.ui.internal.run.Commands;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.menus.WorkbenchWindowControlContribution;

/** Tells in the status line how the fleet is; pressed, it opens the Instances view. */
public final class FleetState extends WorkbenchWindowControlContribution {

	private static final String SHOW_INSTANCES = "org.creativestudio.comfyui.ui.instance.showView"; //$NON-NLS-1$
	private static final String BUNDLE = "org.creativestudio.comfyui.ui"; //$NON-NLS-1$
	private static final String ICON = "icons/instances/instances.svg"; //$NON-NLS-1$

	private @Nullable ToolItem item;
	private @Nullable WaitingJobs waiting;
	private List<InstanceSnapshot> instances = List.of();
	private int widest;

	@Override
	protected Control createControl(@Nullable Composite parent) {
		ToolBar bar = new ToolBar(parent, SWT.FLAT | SWT.RIGHT);
		widest = 0;
		InstanceManager manager = getWorkbenchWindow().getService(InstanceManager.class);
		if (manager == null)
			return bar;
		ToolItem button = new ToolItem(bar, SWT.PUSH);
		LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), bar);
		ResourceLocator.imageDescriptorFromBundle(BUNDLE, ICON).ifPresent(icon -> button.setImage(resources.create(icon)));
		button.setToolTipText(Messages.fleet_tip);
		button.addListener(SWT.Selection, event -> Commands.execute(getWorkbenchWindow(), SHOW_INSTANCES));
		item = button;
		InstanceFeed feed = new InstanceFeed(manager, bar.getDisplay(), this::instancesChanged);
		bar.addDisposeListener(event -> feed.close());
		WorkflowService workflows = getWorkbenchWindow().getService(WorkflowService.class);
		if (workflows != null) {
			WaitingJobs jobs = new WaitingJobs(workflows, bar.getDisplay(), this::show);
			waiting = jobs;
			bar.addDisposeListener(event -> jobs.close());
		}
		return bar;
	}

	private void instancesChanged(List<InstanceSnapshot> all) {
		instances = all;
		show();
	}

	private void show() {
		ToolItem button = item;
		WaitingJobs jobs = waiting;
		if (button == null || button.isDisposed())
			return;
		String text = FleetSummary.of(instances, jobs == null ? 0 : jobs.count()).line();
		if (text.equals(button.getText()))
			return;
		button.setText(text);
		int width = button.getParent().computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
		if (width > widest) { // never narrower, so that nothing beside it moves to and fro
			widest = width;
			ActiveInstanceSwitcher.fit(button.getParent());
		}
	}

	@Override
	public boolean isDynamic() {
		return true;
	}
}
