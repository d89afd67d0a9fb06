// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.Locale;
import java.util.Set;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;

/**
 * Which instances are shown.
 *
 * @param text     words that name, id, description, host or port must all contain, whatever their case
 * @param statuses accepted; empty for all
 * @param healths  accepted; empty for all
 */
public record InstanceFilter(String text, Set<InstanceStatus> statuses, Set<Health> healths) {

	public static final InstanceFilter ALL = new InstanceFilter("", Set.of(), Set.of()); //$NON-NLS-1$

	public InstanceFilter {
		statuses = Set.copyOf(statuses);
		healths = Set.copyOf(healths);
	}

	public boolean isAll() {
		return text.isBlank() && statuses.isEmpty() && healths.isEmpty();
	}

	public boolean accepts(InstanceSnapshot instance) {
		return (statuses.isEmpty() || statuses.contains(instance.status()))
				&& (healths.isEmpty() || healths.contains(instance.health().health())) && matches(instance.configuration());
	}

	private boolean matches(InstanceConfiguration configuration) {
		if (text.isBlank())
			return true;
		String where = String.join("\n", configuration.name(), configuration.id(), configuration.description(), //$NON-NLS-1$
				configuration.host() + ':' + configuration.port()).toLowerCase(Locale.ROOT);
		for (String word : text.toLowerCase(Locale.ROOT).strip().split("\\s+")) //$NON-NLS-1$
			if (!where.contains(word))
				return false;
		return true;
	}
}
