// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.eclipse.jdt.annotation.Nullable;

/**
 * What an edit of an instance changed, and when it takes effect where its server runs.
 *
 * @param atOnce    names of members of {@code instances.json} that take effect as soon as they are stored
 * @param atRestart names of those that the running process was started with, and keeps until it is started anew
 */
public record ConfigurationChange(List<String> atOnce, List<String> atRestart) {

	/** A part of a configuration that can be told by its name. */
	private record Part(String name, boolean atOnce, Function<InstanceConfiguration, @Nullable Object> value) {
	}

	/** In the order of the dialog. */
	private static final List<Part> PARTS = List.of(atOnce("name", InstanceConfiguration::name), //$NON-NLS-1$
			atRestart("kind", InstanceConfiguration::kind), atRestart("port", InstanceConfiguration::port), //$NON-NLS-1$ //$NON-NLS-2$
			atOnce("host", InstanceConfiguration::host), atOnce("description", InstanceConfiguration::description), //$NON-NLS-1$ //$NON-NLS-2$
			atRestart("comfyuiDirectory", InstanceConfiguration::comfyuiDirectory), //$NON-NLS-1$
			atRestart("python", InstanceConfiguration::python), atRestart("gpuDevice", InstanceConfiguration::gpuDevice), //$NON-NLS-1$ //$NON-NLS-2$
			atRestart("vramMode", InstanceConfiguration::vramMode), //$NON-NLS-1$
			atRestart("environment", configuration -> configuration.environment()), //$NON-NLS-1$
			atRestart("secrets", InstanceConfiguration::secrets), //$NON-NLS-1$
			atRestart("customNodesPath", InstanceConfiguration::customNodesPath), //$NON-NLS-1$
			atRestart("baseDirectory", InstanceConfiguration::baseDirectory), //$NON-NLS-1$
			atRestart("modelDirectories", InstanceConfiguration::modelDirectories), //$NON-NLS-1$
			atRestart("outputDirectory", InstanceConfiguration::outputDirectory), //$NON-NLS-1$
			atRestart("inputDirectory", InstanceConfiguration::inputDirectory), //$NON-NLS-1$
			atRestart("userDirectory", InstanceConfiguration::userDirectory), //$NON-NLS-1$
			atOnce("maxConcurrentWorkflows", InstanceConfiguration::maxConcurrentWorkflows), //$NON-NLS-1$
			atOnce("timeoutMs", InstanceConfiguration::timeout), //$NON-NLS-1$
			atOnce("startDeadlineMs", InstanceConfiguration::startDeadline), //$NON-NLS-1$
			atOnce("queueMonitoring", InstanceConfiguration::queueMonitoring), //$NON-NLS-1$
			atOnce("autoStart", InstanceConfiguration::autoStart), //$NON-NLS-1$
			atOnce("restartPolicy", InstanceConfiguration::restartPolicy), //$NON-NLS-1$
			atOnce("freeMemoryAfterMs", InstanceConfiguration::freeMemoryAfter), //$NON-NLS-1$
			atOnce("tags", InstanceConfiguration::tags), atOnce("weight", InstanceConfiguration::weight), //$NON-NLS-1$ //$NON-NLS-2$
			atRestart("extraArguments", InstanceConfiguration::extraArguments), //$NON-NLS-1$
			atRestart("listen", InstanceConfiguration::listen)); //$NON-NLS-1$

	public ConfigurationChange {
		atOnce = List.copyOf(atOnce);
		atRestart = List.copyOf(atRestart);
	}

	private static Part atOnce(String name, Function<InstanceConfiguration, @Nullable Object> value) {
		return new Part(name, true, value);
	}

	private static Part atRestart(String name, Function<InstanceConfiguration, @Nullable Object> value) {
		return new Part(name, false, value);
	}

	/** What differs. Everything takes effect at once where the server is not ours to start. */
	public static ConfigurationChange between(InstanceConfiguration before, InstanceConfiguration after) {
		boolean attached = before.kind().equals(InstanceConfiguration.ATTACHED) && after.kind().equals(InstanceConfiguration.ATTACHED);
		List<String> atOnce = new ArrayList<>();
		List<String> atRestart = new ArrayList<>();
		for (Part part : PARTS)
			if (!Objects.equals(part.value().apply(before), part.value().apply(after)))
				(part.atOnce() || attached ? atOnce : atRestart).add(part.name());
		return new ConfigurationChange(atOnce, atRestart);
	}

	/** Whether a server that runs must be started anew for all of it. */
	public boolean needsRestart() {
		return !atRestart.isEmpty();
	}

	public boolean isEmpty() {
		return atOnce.isEmpty() && atRestart.isEmpty();
	}
}
