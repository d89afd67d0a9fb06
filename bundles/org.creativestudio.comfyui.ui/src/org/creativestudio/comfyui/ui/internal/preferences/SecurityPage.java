// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.preferences;

import java.util.List;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.Secrets;
import org.creativestudio.comfyui.core.SecuritySettings;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.ui.PlatformUI;

/** What is too dangerous, and whether secrets are safe. */
public final class SecurityPage extends FleetPreferencePage {

	private static final int NAMED = 5;

	/** The controls, once there are some. */
	private record Controls(Button secrets, Button open, Label refused, Spinner result) {
	}

	private @Nullable InstanceManager instances;
	private @Nullable Controls controls;

	@Override
	void create(Composite page, InstanceManager manager) {
		instances = manager;
		Group refuse = GeneralPage.group(page, Messages.security_refuse);
		Button secrets = box(refuse, Messages.security_refuseSecrets);
		Button open = box(refuse, Messages.security_refuseOpen);
		Label refused = label(refuse, ""); //$NON-NLS-1$
		GridDataFactory.createFrom((GridData) refused.getLayoutData()).hint(WIDTH, refused.computeSize(SWT.DEFAULT, SWT.DEFAULT).y)
				.applyTo(refused);
		Spinner result = spinner(page, Messages.security_result, Messages.security_resultTip, 1, SecuritySettings.MOST_GIBIBYTES);
		Group storage = GeneralPage.group(page, Messages.security_storage);
		StudioHome home = StudioHome.current();
		boolean given = System.getenv(SecretStore.KEY_VARIABLE) != null;
		label(storage, NLS.bind(given ? Messages.security_whereVariable : Messages.security_where,
				given ? SecretStore.KEY_VARIABLE : home.secretsKey(), home.secretsFile()));
		Button test = new Button(storage, SWT.PUSH);
		test.setText(Messages.security_test);
		GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(test);
		Label tested = new Label(storage, SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, tested.computeSize(SWT.DEFAULT, SWT.DEFAULT).y * 3).applyTo(tested);
		test.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> test(test, tested)));
		controls = new Controls(secrets, open, refused, result);
	}

	private Button box(Composite parent, String text) {
		Button box = new Button(parent, SWT.CHECK | SWT.WRAP);
		box.setText(text);
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(box);
		box.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> check()));
		return box;
	}

	/** Reads the storage in a job, and tells what came of it. */
	private void test(Button button, Label result) {
		SecretStore store = PlatformUI.getWorkbench().getService(SecretStore.class);
		if (store == null) {
			result.setText(Messages.security_noStorage);
			return;
		}
		button.setEnabled(false);
		Display display = button.getDisplay();
		ICoreRunnable work = monitor -> {
			String problem = problem(store);
			OnDisplay.later(display, () -> {
				if (button.isDisposed())
					return;
				button.setEnabled(true);
				result.setText(problem == null ? Messages.security_good : problem);
				result.setToolTipText(result.getText());
				setMessage(problem == null ? null : Messages.security_bad, ERROR);
			});
		};
		Job.create(Messages.security_testing, work).schedule();
	}

	private static @Nullable String problem(SecretStore store) {
		try {
			store.check();
			return null;
		} catch (InstanceException e) {
			return e.getMessage();
		}
	}

	@Override
	void show(FleetSettings settings) {
		Controls c = controls;
		if (c == null)
			return;
		c.secrets().setSelection(settings.security().refuseReadableSecrets());
		c.open().setSelection(settings.security().refuseOpenServers());
		c.result().setSelection(settings.security().resultGibibytes());
		check();
	}

	/** Names the instances that could not be started any more. */
	private void check() {
		Controls c = controls;
		InstanceManager manager = instances;
		if (c == null || manager == null)
			return;
		List<String> refused = manager.getInstances().stream().filter(instance -> isRefused(instance.configuration(), c))
				.map(InstanceSnapshot::name).toList();
		c.refused().setText(refused.isEmpty() ? "" //$NON-NLS-1$
				: NLS.bind(Messages.security_refused, refused.stream().limit(NAMED).collect(Collectors.joining(", ")), refused.size())); //$NON-NLS-1$
		c.refused().setToolTipText(c.refused().getText());
		setMessage(refused.isEmpty() ? null : Messages.security_someRefused, WARNING);
	}

	private static boolean isRefused(InstanceConfiguration instance, Controls c) {
		boolean open = instance.isOpenToNetwork() && !InstanceConfiguration.ATTACHED.equals(instance.kind());
		return c.open().getSelection() && open || c.secrets().getSelection() && isReadable(instance);
	}

	private static boolean isReadable(InstanceConfiguration instance) {
		return instance.environment().keySet().stream().anyMatch(Secrets::isSecret)
				|| !Secrets.mask(instance.extraArguments()).equals(instance.extraArguments());
	}

	@Override
	FleetSettings apply(FleetSettings settings) {
		Controls c = controls;
		return c == null ? settings
				: settings.security(new SecuritySettings(c.secrets().getSelection(), c.open().getSelection(), c.result().getSelection()));
	}

	@Override
	FleetSettings merge(FleetSettings newest, FleetSettings mine) {
		return newest.security(mine.security());
	}
}
