// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.notifications.InstanceOpener;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.quickaccess.IQuickAccessComputer;
import org.eclipse.ui.quickaccess.QuickAccessElement;

/** Instances by their names in Quick Access: to show, and what is done with them most often. */
public final class InstanceQuickAccess implements IQuickAccessComputer {

	private static final String BUNDLE = "org.creativestudio.comfyui.ui"; //$NON-NLS-1$

	/** @param id unique also after a restart: the user's last choices are kept by it */
	private static final class Entry extends QuickAccessElement {
		private final String id;
		private final String label;
		private final String icon;
		private final Runnable action;

		Entry(String id, String label, String icon, Runnable action) {
			this.id = id;
			this.label = label;
			this.icon = icon;
			this.action = action;
		}

		@Override
		public String getLabel() {
			return label;
		}

		@Override
		public ImageDescriptor getImageDescriptor() {
			return ResourceLocator.imageDescriptorFromBundle(BUNDLE, icon).orElseGet(ImageDescriptor::getMissingImageDescriptor);
		}

		@Override
		public String getId() {
			return id;
		}

		@Override
		public void execute() {
			action.run();
		}
	}

	@Override
	public QuickAccessElement[] computeElements() {
		IWorkbench workbench = PlatformUI.getWorkbench();
		InstanceManager manager = workbench.getService(InstanceManager.class);
		List<QuickAccessElement> entries = new ArrayList<>();
		if (manager != null)
			for (InstanceSnapshot instance : manager.getInstances())
				add(entries, instance, workbench, new InstanceOperations(manager));
		return entries.toArray(QuickAccessElement[]::new);
	}

	private static void add(List<QuickAccessElement> entries, InstanceSnapshot instance, IWorkbench workbench, InstanceOperations operations) {
		String id = instance.id();
		String shown = NLS.bind(Messages.quick_show,
				new Object[] { instance.name(), InstanceWords.status(instance.status()), instance.address().getAuthority() });
		entries.add(new Entry("show " + id, shown, "icons/instances/instances.svg", () -> InstanceOpener.open(workbench, id))); //$NON-NLS-1$ //$NON-NLS-2$
		if (InstanceActions.canStart(instance))
			entries.add(new Entry("start " + id, NLS.bind(Messages.quick_start, instance.name()), CardAction.START.icon(), //$NON-NLS-1$
					() -> operations.start(instance)));
		if (!instance.active())
			entries.add(new Entry("activate " + id, NLS.bind(Messages.quick_activate, instance.name()), CardAction.ACTIVATE.icon(), //$NON-NLS-1$
					() -> operations.setActive(id)));
	}

	@Override
	public void resetState() {
		// nothing is kept
	}

	@Override
	public boolean needsRefresh() {
		return true;
	}
}
