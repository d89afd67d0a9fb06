// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.util.Map;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.swt.SWT;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.eclipse.ui.menus.CommandContributionItem;
import org.eclipse.ui.menus.CommandContributionItemParameter;
import org.eclipse.ui.menus.IWorkbenchContribution;
import org.eclipse.ui.services.IServiceLocator;

/** The instances that a job can be moved to, in the user's order. */
public final class MoveMenu extends CompoundContributionItem implements IWorkbenchContribution {

	private @Nullable IServiceLocator locator;

	@Override
	public void initialize(@Nullable IServiceLocator serviceLocator) {
		locator = serviceLocator;
	}

	@Override
	protected IContributionItem[] getContributionItems() {
		IServiceLocator services = locator;
		InstanceManager manager = services == null ? null : services.getService(InstanceManager.class);
		if (manager == null)
			return new IContributionItem[0];
		return manager.getInstances().stream().map(this::item).toArray(IContributionItem[]::new);
	}

	private IContributionItem item(InstanceSnapshot instance) {
		CommandContributionItemParameter parameter = new CommandContributionItemParameter(locator, null, MoveHandler.COMMAND, SWT.PUSH);
		parameter.label = LegacyActionTools.escapeMnemonics(instance.name());
		parameter.parameters = Map.of(MoveHandler.INSTANCE, instance.id());
		return new CommandContributionItem(parameter);
	}
}
