// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.ui.internal.kept.KeptSettings;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

/** What a pause shall do beyond keeping new work away. */
public final class PauseDialog extends Dialog {

	private static final int WIDTH = 420;

	private final List<InstanceSnapshot> instances;
	private PauseOptions options = PauseOptions.KEEP;
	private @Nullable Button interrupt;
	private @Nullable Button freeMemory;
	private @Nullable Button suspend;

	public PauseDialog(Shell parent, List<InstanceSnapshot> instances) {
		super(parent);
		this.instances = instances;
	}

	/** What was chosen. */
	public PauseOptions options() {
		return options;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(instances.size() == 1 ? NLS.bind(Messages.pause_titleOne, instances.get(0).name())
				: NLS.bind(Messages.pause_titleMany, Integer.valueOf(instances.size())));
	}

	@Override
	protected IDialogSettings getDialogBoundsSettings() {
		return KeptSettings.bounds("pause"); //$NON-NLS-1$
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		PlatformUI.getWorkbench().getHelpSystem().setHelp(area, "org.creativestudio.comfyui.ui.pause_dialog"); //$NON-NLS-1$
		Label explanation = new Label(area, SWT.WRAP);
		explanation.setText(Messages.pause_explanation);
		GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(explanation);
		interrupt = option(area, Messages.pause_interrupt, Messages.pause_interruptTip, true);
		freeMemory = option(area, Messages.pause_freeMemory, Messages.pause_freeMemoryTip, true);
		boolean ours = instances.stream().noneMatch(InstanceActions::isAttached) && !Platform.OS.isWindows();
		suspend = option(area, Messages.pause_suspend, Messages.pause_suspendTip, ours);
		return area;
	}

	private static Button option(Composite area, String text, String tip, boolean enabled) {
		Button button = new Button(area, SWT.CHECK);
		button.setText(text);
		button.setToolTipText(tip);
		button.setEnabled(enabled);
		return button;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.pause_ok, true);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
	}

	@Override
	protected void okPressed() {
		options = new PauseOptions(isChosen(interrupt), isChosen(freeMemory), isChosen(suspend));
		super.okPressed();
	}

	private static boolean isChosen(@Nullable Button button) {
		return button != null && button.getSelection();
	}

	@Override
	protected boolean isResizable() {
		return true;
	}
}
