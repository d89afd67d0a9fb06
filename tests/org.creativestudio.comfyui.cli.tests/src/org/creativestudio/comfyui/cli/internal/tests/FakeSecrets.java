// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.creativestudio.comfyui.core.secrets.SecretStore;

/** Secrets in memory. */
final class FakeSecrets implements SecretStore {

	final Map<String, Map<String, String>> all = new TreeMap<>();

	@Override
	public Set<String> instances() {
		return all.keySet();
	}

	@Override
	public Set<String> names(String instanceId) {
		return values(instanceId).keySet();
	}

	@Override
	public Map<String, String> values(String instanceId) {
		return Map.copyOf(all.getOrDefault(instanceId, Map.of()));
	}

	@Override
	public void put(String instanceId, String variable, String value) {
		all.computeIfAbsent(instanceId, id -> new TreeMap<>()).put(variable, value);
	}

	@Override
	public void remove(String instanceId, String variable) {
		all.getOrDefault(instanceId, Map.of()).remove(variable);
	}

	@Override
	public void removeAll(String instanceId) {
		all.remove(instanceId);
	}

	@Override
	public void copy(String fromInstanceId, String toInstanceId) {
		values(fromInstanceId).forEach((variable, value) -> put(toInstanceId, variable, value));
	}

	@Override
	public void check() {
		// always well
	}
}
