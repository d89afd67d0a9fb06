// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Secrets in memory. Takes the place of the real service until it is closed. */
final class FakeSecrets implements SecretStore, AutoCloseable {

	private final Map<String, Map<String, String>> secrets = new ConcurrentHashMap<>();
	private final ServiceRegistration<SecretStore> registration = FrameworkUtil.getBundle(PlatformUI.class).getBundleContext()
			.registerService(SecretStore.class, this, new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1000)));

	@Override
	public Set<String> instances() {
		return Set.copyOf(secrets.keySet());
	}

	@Override
	public void check() {
		// always well
	}

	@Override
	public Set<String> names(String instanceId) {
		return Set.copyOf(values(instanceId).keySet());
	}

	@Override
	public Map<String, String> values(String instanceId) {
		return secrets.computeIfAbsent(instanceId, id -> new ConcurrentHashMap<>());
	}

	@Override
	public void put(String instanceId, String variable, String value) {
		values(instanceId).put(variable, value);
	}

	@Override
	public void remove(String instanceId, String variable) {
		values(instanceId).remove(variable);
	}

	@Override
	public void removeAll(String instanceId) {
		secrets.remove(instanceId);
	}

	@Override
	public void copy(String fromInstanceId, String toInstanceId) {
		values(toInstanceId).putAll(values(fromInstanceId));
	}

	@Override
	public void close() {
		registration.unregister();
	}
}
