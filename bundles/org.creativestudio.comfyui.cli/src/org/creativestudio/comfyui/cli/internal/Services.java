// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.io.IOException;
import java.nio.file.Path;

import org.creativestudio.comfyui.core.Housekeeping;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.doctor.Doctor;
import org.creativestudio.comfyui.core.health.HealthMonitor;
import org.creativestudio.comfyui.core.launching.ComputeDevices;
import org.creativestudio.comfyui.core.metrics.Metrics;
import org.creativestudio.comfyui.core.migration.FirstLaunch;
import org.creativestudio.comfyui.core.migration.Migration;
import org.creativestudio.comfyui.core.notifications.Notifications;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.creativestudio.comfyui.workflow.WorkflowService;

/** What the verbs work with. Each is looked up when it is asked for: a short verb must not wait for what it does not need. */
public interface Services {
	InstanceManager instances();

	HealthMonitor health();

	WorkflowService workflows();

	StrategyRegistry strategies();

	ComputeDevices devices();

	SecretStore secrets();

	Doctor doctor();

	ConfigurationExchange exchange();

	Metrics metrics();

	Notifications notifications();

	Housekeeping housekeeping();

	Migration migration();

	FirstLaunch firstLaunch();

	/** The sample workflow of the first job, as a file. */
	Path sample() throws IOException;

	/** The version of this program. */
	String version();
}
