// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.preferences;

import java.time.Duration;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.LaunchSettings;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Spinner;

/** How instances are made and started. */
public final class LaunchingPage extends FleetPreferencePage {

	/** From here on systems take ports for outgoing connections. */
	private static final int FIRST_DYNAMIC_PORT = 49_152;
	private static final int LONGEST_S = 86_400;
	/** Few servers answer within so many seconds. */
	private static final int SHORT_S = 10;

	/** The controls, once there are some. */
	private record Controls(Spinner port, Spinner restarts, Spinner deadline) {
	}

	private @Nullable Controls controls;

	@Override
	void create(Composite page, InstanceManager instances) {
		label(page, Messages.launching_intro);
		Spinner port = spinner(page, Messages.launching_firstPort, Messages.launching_firstPortTip, LaunchSettings.LOWEST_PORT,
				LaunchSettings.HIGHEST_PORT);
		Spinner deadline = spinner(page, Messages.launching_deadline, Messages.launching_deadlineTip, 1, LONGEST_S);
		Spinner restarts = spinner(page, Messages.launching_restarts, Messages.launching_restartsTip, 0, LaunchSettings.MOST_RESTARTS);
		controls = new Controls(port, restarts, deadline);
		for (Spinner each : new Spinner[] { port, restarts, deadline })
			each.addModifyListener(event -> check());
	}

	@Override
	void show(FleetSettings settings) {
		Controls c = controls;
		if (c == null)
			return;
		LaunchSettings launching = settings.launching();
		c.port().setSelection(launching.firstPort());
		c.restarts().setSelection(launching.restarts());
		c.deadline().setSelection((int) launching.startDeadline().toSeconds());
		check();
	}

	/** Says what is not wise. */
	private void check() {
		Controls c = controls;
		if (c == null)
			return;
		if (c.port().getSelection() >= FIRST_DYNAMIC_PORT)
			setMessage(Messages.launching_dynamic, WARNING);
		else if (c.deadline().getSelection() < SHORT_S)
			setMessage(Messages.launching_short, WARNING);
		else
			setMessage(c.restarts().getSelection() == 0 ? Messages.launching_never : null, INFORMATION);
	}

	/** What is stored may be finer than this page shows, and stays if it was not touched. */
	@Override
	FleetSettings apply(FleetSettings settings) {
		Controls c = controls;
		if (c == null)
			return settings;
		Duration stored = settings.launching().startDeadline();
		int seconds = c.deadline().getSelection();
		return settings.launching(new LaunchSettings(c.port().getSelection(), c.restarts().getSelection(),
				stored.toSeconds() == seconds ? stored : Duration.ofSeconds(seconds)));
	}

	@Override
	FleetSettings merge(FleetSettings newest, FleetSettings mine) {
		return newest.launching(mine.launching());
	}
}
