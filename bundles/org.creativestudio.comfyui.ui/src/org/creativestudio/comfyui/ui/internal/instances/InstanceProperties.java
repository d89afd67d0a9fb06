// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.OptionalDouble;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.Secrets;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.StartProgress;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.creativestudio.comfyui.core.metrics.Metric.Unit;
import org.creativestudio.comfyui.core.metrics.MetricSample;
import org.creativestudio.comfyui.core.metrics.Metrics;
import org.creativestudio.comfyui.ui.internal.metrics.Figure;
import org.creativestudio.comfyui.ui.internal.metrics.Units;
import org.creativestudio.comfyui.ui.internal.properties.PropertyGroup;
import org.creativestudio.comfyui.ui.internal.properties.ReadOnlyProperties;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.PlatformUI;

/** What is known of an instance. */
final class InstanceProperties extends ReadOnlyProperties {

	InstanceProperties(InstanceSnapshot instance) {
		InstanceConfiguration configuration = instance.configuration();
		group(PropertyGroup.GENERAL);
		add(Messages.property_id, instance.id());
		add(Messages.property_status, InstanceWords.status(instance.status()));
		add(Messages.property_since, moment(instance.since()));
		add(Messages.property_activity, instance.activity());
		PendingRestart restart = instance.restart();
		if (restart != null)
			add(Messages.property_restart,
					NLS.bind(Messages.restart_at, new Object[] { restart.attempt(), restart.limit(), moment(restart.at()) }));
		add(Messages.property_address, instance.address());
		resources(configuration, instance.server());
		environment(configuration);
		health(instance.health());
		group(PropertyGroup.PROCESS);
		start(instance.starting());
		process(instance.process());
		server(instance.server());
		add(Messages.property_policy, configuration.restartPolicy().word());
		add(Messages.property_log, StudioHome.current().log(instance.id()));
		statistics(instance.id());
	}

	private void resources(InstanceConfiguration configuration, @Nullable ServerFacts server) {
		group(PropertyGroup.RESOURCES);
		add(Messages.property_device, configuration.gpuDevice());
		add(Messages.property_deviceName, server == null ? null : server.deviceName());
		add(Messages.property_vramMode, configuration.vramMode().name().toLowerCase(Locale.ROOT).replace('_', ' '));
		add(Messages.property_concurrent, configuration.maxConcurrentWorkflows());
		add(Messages.property_timeout, seconds(configuration.timeout()));
		add(Messages.property_directory, configuration.comfyuiDirectory());
		configuration.modelDirectories().forEach(directory -> add(Messages.property_models, directory));
		add(Messages.property_nodes, configuration.customNodesPath());
		add(Messages.property_outputs, configuration.outputDirectory());
		add(Messages.property_inputs, configuration.inputDirectory());
	}

	/** Values that are secret, or look so, are not shown. */
	private void environment(InstanceConfiguration configuration) {
		group(PropertyGroup.ENVIRONMENT);
		configuration.environment().forEach((name, value) -> add(name, Secrets.isSecret(name) ? Secrets.MASK : value));
		configuration.secrets().forEach(name -> add(name, Secrets.MASK));
		add(Messages.property_arguments, String.join(" ", Secrets.mask(configuration.extraArguments()))); //$NON-NLS-1$
	}

	private void health(HealthReport health) {
		group(PropertyGroup.HEALTH);
		add(Messages.property_health, InstanceWords.health(health.health()));
		add(Messages.property_reason, health.reason());
		Duration answered = health.responseTime();
		add(Messages.property_responseTime, answered == null ? null : Units.format(Unit.SECONDS, answered.toNanos() / 1e9));
		Instant asked = health.checkedAt();
		add(Messages.property_checked, asked == null ? null : moment(asked));
	}

	/** What was measured last; what is not known has no line. */
	private void statistics(String id) {
		Metrics metrics = PlatformUI.isWorkbenchRunning() ? PlatformUI.getWorkbench().getService(Metrics.class) : null;
		MetricSample sample = metrics == null ? null : metrics.latest(id).orElse(null);
		if (sample == null)
			return;
		group(PropertyGroup.STATISTICS);
		for (Figure figure : Figure.values()) {
			OptionalDouble value = figure.of(sample);
			if (value.isPresent())
				add(figure.label(), Units.format(figure.unit(), value.getAsDouble()));
		}
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
