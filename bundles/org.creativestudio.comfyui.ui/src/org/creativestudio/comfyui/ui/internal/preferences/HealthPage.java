// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.preferences;

import java.time.Duration;
import java.util.Optional;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.health.HealthSettings;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;

/** How instances are checked, and whether other programs can read the metrics. */
public final class HealthPage extends FleetPreferencePage {

	private static final int LOWEST_PORT = 1024;
	private static final int HIGHEST_PORT = 65_535;
	/** What is proposed when the endpoint is switched on: in the range that exporters use. */
	private static final int USUAL_PORT = 9_188;

	/** The controls, once there are some. */
	private record Controls(Spinner interval, Spinner deadline, Spinner fall, Spinner rise, Spinner factor, Spinner slow, Button endpoint,
			Label portTitle, Spinner port) {
	}

	private @Nullable InstanceManager instances;
	private @Nullable Controls controls;

	@Override
	void create(Composite page, InstanceManager manager) {
		instances = manager;
		Spinner interval = spinner(page, Messages.health_interval, Messages.health_intervalTip, 1, 3_600);
		Spinner deadline = spinner(page, Messages.health_deadline, Messages.health_deadlineTip, 1, 300);
		Spinner fall = spinner(page, Messages.health_fall, Messages.health_fallTip, 1, 100);
		Spinner rise = spinner(page, Messages.health_rise, Messages.health_riseTip, 1, 100);
		Spinner factor = spinner(page, Messages.health_factor, Messages.health_factorTip, 2, 1_000);
		Spinner slow = spinner(page, Messages.health_slow, Messages.health_slowTip, 1, 60_000);
		Group group = new Group(page, SWT.NONE);
		group.setText(Messages.endpoint);
		GridLayoutFactory.swtDefaults().numColumns(2).applyTo(group);
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).indent(0, 8).applyTo(group);
		Button endpoint = new Button(group, SWT.CHECK);
		endpoint.setText(Messages.endpoint_on);
		GridDataFactory.fillDefaults().span(2, 1).applyTo(endpoint);
		Label portTitle = new Label(group, SWT.NONE);
		portTitle.setText(Messages.endpoint_port);
		Spinner port = spinner(group, Messages.endpoint_portTip, LOWEST_PORT, HIGHEST_PORT);
		endpoint.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> check()));
		controls = new Controls(interval, deadline, fall, rise, factor, slow, endpoint, portTitle, port);
		for (Spinner each : new Spinner[] { interval, deadline, fall, rise, factor, slow, port })
			each.addModifyListener(event -> check());
	}

	@Override
	void show(FleetSettings settings) {
		Controls c = controls;
		if (c == null)
			return;
		HealthSettings health = settings.health();
		c.interval().setSelection((int) health.interval().toSeconds());
		c.deadline().setSelection((int) health.deadline().toSeconds());
		c.fall().setSelection(health.fall());
		c.rise().setSelection(health.rise());
		c.factor().setSelection(health.slowFactor());
		c.slow().setSelection((int) health.slow().toMillis());
		c.endpoint().setSelection(settings.metricsPort() != 0);
		c.port().setSelection(settings.metricsPort() != 0 ? settings.metricsPort() : USUAL_PORT);
		check();
	}

	/** Says what can't be, and what is not wise. */
	private void check() {
		Controls c = controls;
		InstanceManager manager = instances;
		if (c == null || manager == null)
			return;
		boolean on = c.endpoint().getSelection();
		c.portTitle().setEnabled(on);
		c.port().setEnabled(on);
		Optional<InstanceSnapshot> taken = !on ? Optional.empty()
				: manager.getInstances().stream().filter(instance -> instance.configuration().port() == c.port().getSelection()).findFirst();
		setErrorMessage(taken.map(instance -> NLS.bind(Messages.endpoint_taken, String.valueOf(c.port().getSelection()), instance.name()))
				.orElse(null));
		setValid(taken.isEmpty());
		setMessage(c.deadline().getSelection() > c.interval().getSelection() ? Messages.health_deadlineLong : null, WARNING);
	}

	@Override
	FleetSettings apply(FleetSettings settings) {
		Controls c = controls;
		if (c == null)
			return settings;
		HealthSettings before = settings.health();
		return settings.health(new HealthSettings(seconds(c.interval(), before.interval()), c.fall().getSelection(), c.rise().getSelection(),
				c.factor().getSelection(), Duration.ofMillis(c.slow().getSelection()), seconds(c.deadline(), before.deadline())))
				.metricsPort(c.endpoint().getSelection() ? c.port().getSelection() : 0);
	}

	/** What is stored may be finer than this page shows, and stays if it was not touched. */
	private static Duration seconds(Spinner spinner, Duration stored) {
		return stored.toSeconds() == spinner.getSelection() ? stored : Duration.ofSeconds(spinner.getSelection());
	}

	@Override
	FleetSettings merge(FleetSettings newest, FleetSettings mine) {
		return newest.health(mine.health()).metricsPort(mine.metricsPort());
	}
}
