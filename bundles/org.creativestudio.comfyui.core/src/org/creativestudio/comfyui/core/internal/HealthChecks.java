// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import org.creativestudio.comfyui.client.SystemStats;
import org.creativestudio.comfyui.core.ServerFacts;

/** What a server says of itself when it is checked. */
public final class HealthChecks {

	private HealthChecks() {
	}

	public static ServerFacts facts(SystemStats stats) {
		SystemStats.Device device = stats.devices().isEmpty() ? null : stats.devices().get(0);
		boolean demo = stats.raw().has("creative_studio_embedded"); //$NON-NLS-1$
		return new ServerFacts(stats.comfyuiVersion(), stats.pythonVersion(), device == null ? null : device.name(),
				device == null ? null : device.type(), device == null ? null : device.vramTotal(),
				device == null ? null : device.vramFree(), stats.ramTotal(), stats.ramFree(),
				device == null ? null : device.torchVramTotal(), device == null ? null : device.torchVramFree(), demo);
	}
}
