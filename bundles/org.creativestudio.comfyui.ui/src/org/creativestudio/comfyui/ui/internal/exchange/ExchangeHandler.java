// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.migration.Migration;
import org.creativestudio.comfyui.ui.internal.kept.KeptSettings;
import org.creativestudio.comfyui.ui.internal.run.Needed;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.wizard.IWizard;
import org.eclipse.jface.wizard.ProgressMonitorPart;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** A command that brings configurations out of this home or into it. */
public abstract class ExchangeHandler extends AbstractHandler {

	@Override
	public final @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
		Needed.service(window, ConfigurationExchange.class).ifPresent(exchange -> open(window, exchange,
				HandlerUtil.getCurrentSelection(event) instanceof IStructuredSelection selection ? selection : null));
		return null;
	}

	abstract void open(IWorkbenchWindow window, ConfigurationExchange exchange, @Nullable IStructuredSelection selection);

	static void open(IWorkbenchWindow window, IWizard wizard) {
		new WizardDialog(window.getShell(), wizard) {
			@Override
			protected IDialogSettings getDialogBoundsSettings() {
				return KeptSettings.bounds(wizard.getClass().getSimpleName());
			}

			/** Its work is ended by Cancel; a button of its own would be made, with an image that is read anew, each time a wizard opens. */
			@Override
			protected ProgressMonitorPart createProgressMonitorPart(@Nullable Composite composite, @Nullable GridLayout layout) {
				return new ProgressMonitorPart(composite, layout, false);
			}
		}.open();
	}

	/** Imports instances from a file. */
	public static final class Import extends ExchangeHandler {
		@Override
		void open(IWorkbenchWindow window, ConfigurationExchange exchange, @Nullable IStructuredSelection selection) {
			open(window, new ImportWizard());
		}
	}

	/** Exports instances to a file. */
	public static final class Export extends ExchangeHandler {
		@Override
		void open(IWorkbenchWindow window, ConfigurationExchange exchange, @Nullable IStructuredSelection selection) {
			ExportWizard wizard = new ExportWizard();
			wizard.init(window.getWorkbench(), selection);
			open(window, wizard);
		}
	}

	/** Brings an earlier configuration back. */
	public static final class Restore extends ExchangeHandler {
		@Override
		void open(IWorkbenchWindow window, ConfigurationExchange exchange, @Nullable IStructuredSelection selection) {
			new RestoreDialog(window.getShell(), exchange).open();
		}
	}

	/** Takes over the set-ups of other programs. */
	public static final class Migrate extends ExchangeHandler {
		@Override
		void open(IWorkbenchWindow window, ConfigurationExchange exchange, @Nullable IStructuredSelection selection) {
			Needed.service(window, Migration.class).ifPresent(migration -> open(window, new MigrationWizard(exchange, migration)));
		}
	}
}
