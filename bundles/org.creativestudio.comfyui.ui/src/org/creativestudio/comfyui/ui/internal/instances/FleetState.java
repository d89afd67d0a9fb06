// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.jobs.WaitingJobs;
import org.creativestudio.comfyui.ui.internal.run.Commands;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
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

	/** As much has room. */
	private static final int MANY = 999;

	private @Nullable ToolItem item;
	private @Nullable WaitingJobs waiting;
	private List<InstanceSnapshot> instances = List.of();

	@Override
	protected Control createControl(@Nullable Composite parent) {
		// The window's trim does not make more room for a text that grows.
		Composite place = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().applyTo(place);
		ToolBar bar = new ToolBar(place, SWT.FLAT | SWT.RIGHT);
		InstanceManager manager = getWorkbenchWindow().getService(InstanceManager.class);
		if (manager == null)
			return place;
		ToolItem button = new ToolItem(bar, SWT.PUSH);
		LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), bar);
		ResourceLocator.imageDescriptorFromBundle(BUNDLE, ICON).ifPresent(icon -> button.setImage(resources.create(icon)));
		button.setToolTipText(Messages.fleet_tip);
		button.addListener(SWT.Selection, event -> Commands.execute(getWorkbenchWindow(), SHOW_INSTANCES));
		button.setText(new FleetSummary(1, MANY, MANY, MANY).line());
		GridDataFactory.fillDefaults().hint(bar.computeSize(SWT.DEFAULT, SWT.DEFAULT).x, SWT.DEFAULT).applyTo(bar);
		item = button;
		InstanceFeed feed = new InstanceFeed(manager, bar.getDisplay(), this::instancesChanged);
		bar.addDisposeListener(event -> feed.close());
		WorkflowService workflows = getWorkbenchWindow().getService(WorkflowService.class);
		if (workflows != null) {
			WaitingJobs jobs = new WaitingJobs(workflows, bar.getDisplay(), this::show);
			waiting = jobs;
			bar.addDisposeListener(event -> jobs.close());
		}
		return place;
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
		String text = OwnDirection.of(button.getParent().getStyle(), FleetSummary.of(instances, jobs == null ? 0 : jobs.count()).line());
		if (text.equals(button.getText()))
			return;
		button.setText(text);
	}

	@Override
	public boolean isDynamic() {
		return true;
	}
}
