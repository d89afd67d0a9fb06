// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.SWT;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.eclipse.ui.menus.CommandContributionItem;
import org.eclipse.ui.menus.CommandContributionItemParameter;
import org.eclipse.ui.menus.IWorkbenchContribution;
import org.eclipse.ui.services.IServiceLocator;

/** The samples, the workflows that were run last, and a file of the user's choice. */
public final class RunMenu extends CompoundContributionItem implements IWorkbenchContribution {

	private static final String OPEN_AND_RUN = "org.creativestudio.comfyui.ui.openAndRun"; //$NON-NLS-1$

	private @Nullable IServiceLocator locator;

	@Override
	public void initialize(@Nullable IServiceLocator serviceLocator) {
		locator = serviceLocator;
	}

	@Override
	protected IContributionItem[] getContributionItems() {
		List<IContributionItem> items = new ArrayList<>();
		List<Path> samples = Samples.list();
		samples.forEach(file -> items.add(item(Samples.name(file), file)));
		List<Path> recent = new RecentWorkflows().list().stream().filter(file -> !samples.contains(file)).toList();
		if (!recent.isEmpty())
			items.add(new Separator());
		recent.forEach(file -> items.add(item(String.valueOf(file.getFileName()), file)));
		items.add(new Separator());
		items.add(new CommandContributionItem(parameter(OPEN_AND_RUN, Messages.menu_openFile)));
		return items.toArray(IContributionItem[]::new);
	}

	private IContributionItem item(String label, Path file) {
		CommandContributionItemParameter parameter = parameter(StudioUi.RUN_COMMAND, LegacyActionTools.escapeMnemonics(label));
		parameter.parameters = Map.of(StudioUi.RUN_FILE, file.toString());
		parameter.tooltip = file.toString();
		return new CommandContributionItem(parameter);
	}

	private CommandContributionItemParameter parameter(String command, String label) {
		CommandContributionItemParameter parameter = new CommandContributionItemParameter(locator, null, command, SWT.PUSH);
		parameter.label = label;
		return parameter;
	}
}
