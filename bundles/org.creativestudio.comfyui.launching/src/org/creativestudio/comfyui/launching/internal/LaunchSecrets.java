// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.secrets.SecretMask;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.eclipse.osgi.util.NLS;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** The values of the variables that an instance names as secrets, from secure storage. Blocks for the disk. */
public final class LaunchSecrets {

	/** From the service of the running framework: launchers are made by the extension registry, which injects nothing. */
	public static final LaunchSecrets SERVICE = new LaunchSecrets(LaunchSecrets::service);

	private final Supplier<Optional<SecretStore>> store;

	/** @param store empty where there is no secure storage */
	public LaunchSecrets(Supplier<Optional<SecretStore>> store) {
		this.store = store;
	}

	private static Optional<SecretStore> service() {
		Bundle bundle = FrameworkUtil.getBundle(SecretStore.class);
		BundleContext context = bundle == null ? null : bundle.getBundleContext();
		ServiceReference<SecretStore> reference = context == null ? null : context.getServiceReference(SecretStore.class);
		return context == null || reference == null ? Optional.empty() : Optional.ofNullable(context.getService(reference));
	}

	/**
	 * The values for the process of an instance, by variable.
	 *
	 * @throws InstanceException when one has no value, with what to do
	 */
	Map<String, String> values(InstanceConfiguration instance) {
		if (instance.secrets().isEmpty())
			return Map.of();
		SecretStore secrets = store.get().orElseThrow(() ->
				new InstanceException(Reason.FAILED,
				NLS.bind(Messages.launchSecrets_cannotStartedSecretsSecure, instance.name(), String.join(", ", instance.secrets())))); //$NON-NLS-1$
		Map<String, String> stored = secrets.values(instance.id());
		Map<String, String> values = new LinkedHashMap<>();
		for (String variable : instance.secrets()) {
			String value = stored.get(variable);
			if (value == null)
				throw new InstanceException(Reason.INVALID,
						NLS.bind(Messages.launchSecrets_noValueOnComputer, new Object[] { variable, instance.name(), instance.id() }));
			values.put(variable, value);
		}
		return values;
	}

	/** Hides the values of an instance in what its process prints. Never fails. */
	SecretMask mask(InstanceConfiguration instance) {
		return instance.secrets().isEmpty() ? SecretMask.NONE
				: store.get().map(secrets -> secrets.mask(instance.id())).orElse(SecretMask.NONE);
	}
}
