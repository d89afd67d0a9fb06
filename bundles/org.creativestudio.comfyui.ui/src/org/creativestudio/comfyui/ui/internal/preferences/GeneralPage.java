// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.preferences;

import java.util.EnumMap;
import java.util.Map;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.JobSettings;
import org.creativestudio.comfyui.ui.internal.program.Closing;
import org.creativestudio.comfyui.ui.internal.run.OutputsToFront;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Spinner;

/**
 * What becomes of running instances when the workbench is closed and whether images come to the front, which are of this workspace, and how
 * long jobs are remembered.
 */
public final class GeneralPage extends FleetPreferencePage {

	private final Map<Closing, Button> closings = new EnumMap<>(Closing.class);
	private @Nullable Spinner kept;
	private @Nullable Spinner days;
	private @Nullable Button images;

	@Override
	void create(Composite page, InstanceManager instances) {
		Group closing = group(page, Messages.general_closing);
		for (Closing each : Closing.values()) {
			Button button = new Button(closing, SWT.RADIO);
			button.setText(label(each));
			GridDataFactory.fillDefaults().span(2, 1).applyTo(button);
			closings.put(each, button);
		}
		select(Closing.decided());
		Group jobs = group(page, Messages.general_jobs);
		kept = spinner(jobs, Messages.general_jobsKept, Messages.general_jobsTip, 1, JobSettings.MOST);
		days = spinner(jobs, Messages.general_jobsDays, Messages.general_jobsTip, 1, JobSettings.MOST_DAYS);
		Button front = new Button(page, SWT.CHECK);
		front.setText(Messages.general_images);
		front.setToolTipText(Messages.general_imagesTip);
		front.setSelection(OutputsToFront.isWanted());
		GridDataFactory.fillDefaults().span(2, 1).applyTo(front);
		images = front;
	}

	static Group group(Composite page, String title) {
		Group group = new Group(page, SWT.NONE);
		group.setText(title);
		GridLayoutFactory.swtDefaults().numColumns(2).applyTo(group);
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(group);
		return group;
	}

	private static String label(Closing closing) {
		return switch (closing) {
		case ASK -> Messages.general_closingAsk;
		case LEAVE -> Messages.general_closingLeave;
		case STOP -> Messages.general_closingStop;
		};
	}

	private void select(Closing wanted) {
		closings.forEach((closing, button) -> button.setSelection(closing == wanted));
	}

	@Override
	void show(FleetSettings settings) {
		Spinner number = kept;
		Spinner time = days;
		if (number == null || time == null)
			return;
		number.setSelection(settings.jobs().kept());
		time.setSelection(settings.jobs().days());
	}

	@Override
	protected void performDefaults() {
		select(Closing.ASK);
		Button front = images;
		if (front != null)
			front.setSelection(true);
		super.performDefaults();
	}

	@Override
	public boolean performOk() {
		closings.forEach((closing, button) -> {
			if (!button.isDisposed() && button.getSelection())
				closing.remember();
		});
		Button front = images;
		if (front != null && !front.isDisposed())
			OutputsToFront.setWanted(front.getSelection());
		ICoreRunnable store = monitor -> Closing.store();
		Job.createSystem(Messages.job_store, store).schedule();
		return super.performOk();
	}

	@Override
	FleetSettings apply(FleetSettings settings) {
		Spinner number = kept;
		Spinner time = days;
		return number == null || time == null ? settings : settings.jobs(new JobSettings(number.getSelection(), time.getSelection()));
	}

	@Override
	FleetSettings merge(FleetSettings newest, FleetSettings mine) {
		return newest.jobs(mine.jobs());
	}
}
