// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IImportWizard;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;

/** Takes instances over from a file: all that the preview says, or nothing. */
public final class ImportWizard extends Wizard implements IImportWizard {

	private final @Nullable Path dropped;
	private final @Nullable ImportPlan plan;
	private @Nullable FilePage file;
	private @Nullable PreviewPage preview;

	/** Asks for the file. */
	public ImportWizard() {
		this(null, null);
	}

	/** @param plan what was made of the file already, which is then shown at once; null: the file is asked for */
	ImportWizard(@Nullable Path file, @Nullable ImportPlan plan) {
		this.dropped = file;
		this.plan = plan;
		setWindowTitle(Messages.import_title);
		setDefaultPageImageDescriptor(Banner.of(Banner.IMPORT));
		setNeedsProgressMonitor(true);
	}

	@Override
	public void init(@Nullable IWorkbench workbench, @Nullable IStructuredSelection selection) {
		// the selection is of no interest
	}

	private static @Nullable ConfigurationExchange exchange() {
		return PlatformUI.getWorkbench().getService(ConfigurationExchange.class);
	}

	@Override
	public void addPages() {
		ConfigurationExchange exchange = exchange();
		if (exchange == null) {
			addPage(new MissingPage(Messages.import_title));
			return;
		}
		FilePage first = new FilePage(dropped == null ? "" : dropped.toString()); //$NON-NLS-1$
		PreviewPage second = new PreviewPage(exchange, () -> String.valueOf(first.file()), () -> first.file() instanceof Path chosen
				? exchange.planImport(chosen)
				: CompletableFuture.failedFuture(new InstanceException(InstanceException.Reason.INVALID, Messages.import_notAbsolute)),
				"org.creativestudio.comfyui.ui.exchange_import"); //$NON-NLS-1$
		addPage(first);
		addPage(second);
		file = first;
		preview = second;
		if (plan != null)
			second.begin(plan);
	}

	@Override
	public @Nullable IWizardPage getStartingPage() {
		return plan != null ? preview : file != null ? file : super.getStartingPage();
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
		ConfigurationExchange exchange = exchange();
		return page != null && exchange != null && finish(this, page, exchange, Messages.import_title);
	}

	/** Does what the plan says behind the wizard's progress bar, and shows the report. */
	static boolean finish(Wizard wizard, PreviewPage page, ConfigurationExchange exchange, String title) {
		ImportPlan plan = page.review().plan();
		Optional<List<String>> report = Work.run(wizard.getContainer(), title, () -> exchange.apply(plan), page::setErrorMessage);
		report.ifPresent(lines -> ReportDialog.openLater(title, Messages.report_label, lines));
		return report.isPresent();
	}
}
