// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.Secrets;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.StartProgress;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.creativestudio.comfyui.ui.internal.properties.ReadOnlyProperties;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** What is known of an instance. */
final class InstanceProperties extends ReadOnlyProperties {

	InstanceProperties(InstanceSnapshot instance) {
		InstanceConfiguration configuration = instance.configuration();
		add(Messages.property_name, instance.name());
		add(Messages.property_id, instance.id());
		add(Messages.property_description, configuration.description());
		add(Messages.property_status, InstanceWords.status(instance.status()));
		add(Messages.property_since, moment(instance.since()));
		add(Messages.property_activity, instance.activity());
		PendingRestart restart = instance.restart();
		if (restart != null)
			add(Messages.property_restart,
					NLS.bind(Messages.restart_at, new Object[] { restart.attempt(), restart.limit(), moment(restart.at()) }));
		add(Messages.property_health, InstanceWords.health(instance.health().health()));
		add(Messages.property_reason, instance.health().reason());
		add(Messages.property_address, instance.address());
		add(Messages.property_device, configuration.gpuDevice());
		start(instance.starting());
		process(instance.process());
		server(instance.server());
		add(Messages.property_directory, configuration.comfyuiDirectory());
		add(Messages.property_policy, configuration.restartPolicy().word());
		add(Messages.property_log, StudioHome.current().log(instance.id()));
	}

	private void start(@Nullable StartProgress start) {
		if (start == null)
			return;
		add(Messages.property_alive, seconds(start.alive()));
		add(Messages.property_portOpen, seconds(start.portOpen()));
		add(Messages.property_answering, seconds(start.answering()));
		add(Messages.property_lastLine, start.answering() == null ? start.lastLine() : null);
	}

	private void process(@Nullable ProcessIdentity process) {
		if (process == null)
			return;
		add(Messages.property_pid, Long.toString(process.pid()));
		add(Messages.property_command, String.join(" ", Secrets.mask(process.command()))); //$NON-NLS-1$
	}

	private void server(@Nullable ServerFacts server) {
		if (server == null)
			return;
		add(Messages.property_version, server.comfyuiVersion());
		add(Messages.property_python, server.pythonVersion());
		add(Messages.property_deviceName, server.deviceName());
	}

	private static @Nullable String seconds(@Nullable Duration duration) {
		if (duration == null)
			return null;
		NumberFormat format = NumberFormat.getInstance();
		format.setMinimumFractionDigits(1);
		format.setMaximumFractionDigits(1);
		return NLS.bind(Messages.property_seconds, format.format(duration.toMillis() / 1000.0));
	}

	private static String moment(Instant instant) {
		return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT, FormatStyle.MEDIUM).withZone(ZoneId.systemDefault()).format(instant);
	}
}
