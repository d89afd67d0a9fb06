// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.migration.Migration;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IImportWizard;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;

/** Makes instances of what other programs know of ComfyUI. */
public final class MigrationWizard extends Wizard implements IImportWizard {

	private final @Nullable ConfigurationExchange exchange;
	private final @Nullable Migration migration;
	private @Nullable PreviewPage preview;

	/** Takes the services of the workbench. */
	public MigrationWizard() {
		this(PlatformUI.getWorkbench().getService(ConfigurationExchange.class), PlatformUI.getWorkbench().getService(Migration.class));
	}

	/** Null for a service that did not start. */
	public MigrationWizard(@Nullable ConfigurationExchange exchange, @Nullable Migration migration) {
		this.exchange = exchange;
		this.migration = migration;
		setWindowTitle(Messages.migrate_title);
		setDefaultPageImageDescriptor(Banner.of(Banner.MIGRATE));
		setNeedsProgressMonitor(true);
	}

	@Override
	public void init(@Nullable IWorkbench workbench, @Nullable IStructuredSelection selection) {
		// the selection is of no interest
	}

	@Override
	public void addPages() {
		ConfigurationExchange changes = exchange;
		Migration source = migration;
		if (changes == null || source == null) {
			addPage(new MissingPage(Messages.migrate_title));
			return;
		}
		FoundPage found = new FoundPage(source);
		PreviewPage second = new PreviewPage(changes, found::chosen, () -> source.plan(found.chosen()),
				"org.creativestudio.comfyui.ui.exchange_migrate"); //$NON-NLS-1$
		addPage(found);
		addPage(second);
		preview = second;
	}

	/** Each page is made when it is first seen; the dialog has room for the largest before. */
	@Override
	public void createPageControls(@Nullable Composite pageContainer) {
		PreviewPage.reserve(getContainer());
	}

	@Override
	public boolean canFinish() {
		PreviewPage page = preview;
		return page != null && getContainer().getCurrentPage() == page && page.isPageComplete();
	}

	@Override
	public boolean performFinish() {
		PreviewPage page = preview;
		ConfigurationExchange changes = exchange;
		return page != null && changes != null && ImportWizard.finish(this, page, changes, Messages.migrate_title);
	}
}
