// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.migration.Migration;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.wizard.Wizard;

/** Makes instances of what other programs know of ComfyUI. */
public final class MigrationWizard extends Wizard {

	private final ConfigurationExchange exchange;
	private final Migration migration;
	private @Nullable PreviewPage preview;

	public MigrationWizard(ConfigurationExchange exchange, Migration migration) {
		this.exchange = exchange;
		this.migration = migration;
		setWindowTitle(Messages.migrate_title);
		setNeedsProgressMonitor(true);
	}

	@Override
	public void addPages() {
		FoundPage found = new FoundPage(migration);
		PreviewPage second = new PreviewPage(exchange, found::chosen, () -> migration.plan(found.chosen()),
				"org.creativestudio.comfyui.ui.exchange_migrate"); //$NON-NLS-1$
		addPage(found);
		addPage(second);
		preview = second;
	}

	@Override
	public boolean canFinish() {
		PreviewPage page = preview;
		return page != null && getContainer().getCurrentPage() == page && page.isPageComplete();
	}

	@Override
	public boolean performFinish() {
		PreviewPage page = preview;
		return page != null && ImportWizard.finish(this, page, exchange, Messages.migrate_title);
	}
}
