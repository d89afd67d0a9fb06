// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.regex.Pattern;

import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.eclipse.osgi.util.NLS;

/** Statuses, healths and devices in the user's language. */
public final class InstanceWords {

	/** ComfyUI names a device as {@code cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync}. */
	private static final Pattern DEVICE_NOISE = Pattern.compile("^(cuda:\\d+|cpu|mps)\\s+|\\s*:\\s*\\w+$|NVIDIA\\s+|GeForce\\s+"); //$NON-NLS-1$

	private InstanceWords() {
	}

	public static String status(InstanceStatus status) {
		return switch (status) {
		case STOPPED -> Messages.status_stopped;
		case STARTING -> Messages.status_starting;
		case RUNNING -> Messages.status_running;
		case PAUSED -> Messages.status_paused;
		case STOPPING -> Messages.status_stopping;
		case ERROR -> Messages.status_error;
		};
	}

	public static String health(Health health) {
		return switch (health) {
		case UNKNOWN -> Messages.health_unknown;
		case HEALTHY -> Messages.health_healthy;
		case DEGRADED -> Messages.health_degraded;
		case UNHEALTHY -> Messages.health_unhealthy;
		};
	}

	/** A configured device. */
	static String device(String configured) {
		return configured.isBlank() || configured.equals("auto") ? Messages.device_auto : configured; //$NON-NLS-1$
	}

	/** A configured device and what the server says that it is, without what everybody knows. */
	static String device(String configured, String name) {
		String model = model(name);
		String known = name.strip().split("\\s", 2)[0]; //$NON-NLS-1$
		String device = configured.isBlank() || configured.equals("auto") ? known : configured; //$NON-NLS-1$
		return model.isEmpty() || model.equals(device) ? device : NLS.bind(Messages.device_model, device, model);
	}

	/** What a server says that its device is, without what everybody knows. */
	static String model(String name) {
		return DEVICE_NOISE.matcher(name.strip()).replaceAll("").strip(); //$NON-NLS-1$
	}
}
