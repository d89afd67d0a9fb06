// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.preferences;

import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.ui.internal.run.Await;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.PlatformUI;

/**
 * A page of what is stored in the home, so that all programs of the home agree. What the user changes is applied to what is stored
 * then, in a job.
 */
public abstract class FleetPreferencePage extends PreferencePage implements IWorkbenchPreferencePage {

	/** Of texts, in a dialog that is as small as its first page. */
	static final int WIDTH = 360;

	private @Nullable InstanceManager manager;

	@Override
	public void init(@Nullable IWorkbench workbench) {
		manager = PlatformUI.getWorkbench().getService(InstanceManager.class);
	}

	@Override
	protected final Control createContents(@Nullable Composite parent) {
		Composite page = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 6).applyTo(page);
		PlatformUI.getWorkbench().getHelpSystem().setHelp(page, "org.creativestudio.comfyui.ui.preferences_page"); //$NON-NLS-1$
		InstanceManager instances = manager;
		if (instances == null) {
			noDefaultAndApplyButton();
			label(page, Messages.no_service);
		} else {
			create(page, instances);
			show(instances.getSettings());
		}
		return page;
	}

	/** Makes the controls in a grid of two columns. */
	abstract void create(Composite page, InstanceManager instances);

	/** Fills the controls. */
	abstract void show(FleetSettings settings);

	/** The given settings with what the controls say. */
	abstract FleetSettings apply(FleetSettings settings);

	/** A text over both columns. */
	static Label label(Composite page, String text) {
		Label label = new Label(page, SWT.WRAP);
		label.setText(text);
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(label);
		return label;
	}

	/** A number with its label, in two columns. */
	static Spinner spinner(Composite page, String label, String tip, int min, int max) {
		new Label(page, SWT.NONE).setText(label);
		return spinner(page, tip, min, max);
	}

	static Spinner spinner(Composite page, String tip, int min, int max) {
		Spinner spinner = new Spinner(page, SWT.BORDER);
		spinner.setMinimum(min);
		spinner.setMaximum(max);
		spinner.setToolTipText(tip);
		return spinner;
	}

	@Override
	protected void performDefaults() {
		if (manager != null)
			show(FleetSettings.DEFAULTS);
		super.performDefaults();
	}

	@Override
	public boolean performOk() {
		InstanceManager instances = manager;
		if (instances == null || getControl() == null)
			return true;
		FleetSettings wanted = apply(instances.getSettings());
		if (wanted.equals(instances.getSettings()))
			return true;
		// What another page or program changed meanwhile stays.
		FleetSettings mine = wanted;
		CompletableFuture<Void> stored = instances.changeSettings(now -> merge(now, mine));
		IJobFunction work = monitor -> new Await(stored).follow(monitor,
				failure -> Status.error(NLS.bind(Messages.failed, failure.getLocalizedMessage()), failure));
		Job.create(Messages.job_store, work).schedule();
		return true;
	}

	/** The newest settings with those members of the others that this page is about; must not touch controls. */
	abstract FleetSettings merge(FleetSettings newest, FleetSettings mine);
}
