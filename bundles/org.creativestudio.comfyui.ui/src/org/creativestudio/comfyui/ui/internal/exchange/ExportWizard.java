// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IExportWizard;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;

/** Writes instances to a file, without secrets. */
public final class ExportWizard extends Wizard implements IExportWizard {

	private final Set<String> selected = new HashSet<>();
	private @Nullable ExportPage page;

	public ExportWizard() {
		setWindowTitle(Messages.export_title);
		setDefaultPageImageDescriptor(Banner.of(Banner.EXPORT));
		setNeedsProgressMonitor(true);
	}

	/** Of several selected instances these are proposed, else all. */
	@Override
	public void init(@Nullable IWorkbench workbench, @Nullable IStructuredSelection selection) {
		if (selection != null && selection.size() > 1)
			for (Object element : selection)
				if (element instanceof InstanceSnapshot instance)
					selected.add(instance.id());
	}

	@Override
	public void addPages() {
		InstanceManager manager = PlatformUI.getWorkbench().getService(InstanceManager.class);
		if (manager == null || PlatformUI.getWorkbench().getService(ConfigurationExchange.class) == null) {
			addPage(new MissingPage(Messages.export_title));
			return;
		}
		ExportPage only = new ExportPage(manager.getInstances(), selected);
		addPage(only);
		page = only;
	}

	@Override
	public boolean performFinish() {
		ExportPage asked = page;
		ConfigurationExchange exchange = PlatformUI.getWorkbench().getService(ConfigurationExchange.class);
		Path file = asked == null ? null : asked.file();
		if (asked == null || exchange == null || file == null)
			return false;
		Optional<Boolean> there = Work.run(getContainer(), Messages.export_title, () -> CompletableFuture.completedFuture(Files.exists(file)),
				asked::setErrorMessage);
		if (there.isEmpty() || there.get()
				&& !MessageDialog.openQuestion(getShell(), Messages.export_title, LegacyActionTools.escapeMnemonics(NLS.bind(Messages.export_overwrite, file))))
			return false;
		Optional<Integer> written = Work.run(getContainer(), Messages.export_title, () -> exchange.exportTo(file, asked.chosen()),
				asked::setErrorMessage);
		if (written.isPresent())
			ReportDialog.openLater(Messages.export_title, NLS.bind(Messages.export_done, file.getFileName()),
					Stream.concat(Stream.of(file.toString(), ""), asked.names().stream()).toList()); //$NON-NLS-1$
		return written.isPresent();
	}
}
