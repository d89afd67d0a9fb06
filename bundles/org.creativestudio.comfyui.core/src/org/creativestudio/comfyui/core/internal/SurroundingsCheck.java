// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Fix;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Whether what a configuration names is there: ports, hosts, directories. Blocks for disk and network. All of it are warnings, for
 * it may be different when the instance is started.
 *
 * @param running whether the instance itself may hold its port
 */
record SurroundingsCheck(InstanceConfiguration instance, Collection<InstanceConfiguration> others, boolean running) {

	List<Finding> findings() {
		List<Finding> findings = new ArrayList<>();
		if (instance.kind().equals(InstanceConfiguration.ATTACHED))
			host(findings);
		else {
			port(findings);
			comfyui(findings);
			written(findings, Field.BASE_DIRECTORY, "base directory", instance.baseDirectory()); //$NON-NLS-1$
			written(findings, Field.OUTPUT_DIRECTORY, "output directory", instance.outputDirectory()); //$NON-NLS-1$
			written(findings, Field.INPUT_DIRECTORY, "input directory", instance.inputDirectory()); //$NON-NLS-1$
			written(findings, Field.USER_DIRECTORY, "user directory", instance.userDirectory()); //$NON-NLS-1$
			instance.modelDirectories().forEach(directory -> read(findings, Field.MODEL_DIRECTORIES, "model directory", directory)); //$NON-NLS-1$
			read(findings, Field.CUSTOM_NODES_PATH, "custom nodes path", instance.customNodesPath()); //$NON-NLS-1$
		}
		return findings;
	}

	private static void warn(List<Finding> findings, Field field, String message) {
		findings.add(new Finding(Severity.WARNING, field, message, null));
	}

	private void port(List<Finding> findings) {
		int port = instance.port();
		if (running || port < 1 || port > 65535 || Ports.isFree(port))
			return;
		Optional<Ports.Holder> holder = Ports.holder(port);
		int free = Ports.firstFree(InstanceConfiguration.DEFAULT_PORT,
				candidate -> candidate == port || others.stream().anyMatch(other -> other.port() == candidate));
		findings.add(new Finding(Severity.WARNING, Field.PORT, "Port " + port + " is in use by " //$NON-NLS-1$ //$NON-NLS-2$
				+ holder.map(Ports.Holder::toString).orElse("another program") + '.', //$NON-NLS-1$
				new Fix("Use port " + free, configuration -> configuration.toBuilder().port(free).build()))); //$NON-NLS-1$
	}

	private void host(List<Finding> findings) {
		try {
			InetAddress.getByName(instance.host().replaceAll("^\\[|\\]$", "")); //$NON-NLS-1$ //$NON-NLS-2$
			if (!Ports.isOpen(instance.host(), instance.port()))
				warn(findings, Field.HOST, "Nothing answers at " + instance.host() + ':' + instance.port() + " now."); //$NON-NLS-1$ //$NON-NLS-2$
		} catch (UnknownHostException e) {
			warn(findings, Field.HOST, "The host '" + instance.host() + "' is not known to this network."); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	private void comfyui(List<Finding> findings) {
		Path comfyui = instance.comfyuiDirectory();
		if (comfyui != null && !Files.isRegularFile(comfyui.resolve("main.py"))) //$NON-NLS-1$
			warn(findings, Field.COMFYUI_DIRECTORY, "There is no ComfyUI (main.py) in " + comfyui + '.'); //$NON-NLS-1$
		Path python = instance.python();
		if (python != null && !Files.isExecutable(python))
			warn(findings, Field.PYTHON, python + " is not there or can't be executed."); //$NON-NLS-1$
	}

	private static void read(List<Finding> findings, Field field, String what, @Nullable Path directory) {
		if (directory != null && !(Files.isDirectory(directory) && Files.isReadable(directory)))
			warn(findings, field, "The " + what + ' ' + directory + " is not there or can't be read."); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** Is made when the instance starts, so the nearest parent that is there counts. */
	private static void written(List<Finding> findings, Field field, String what, @Nullable Path directory) {
		if (directory == null || !directory.isAbsolute())
			return;
		Path nearest = directory;
		while (nearest != null && !Files.exists(nearest))
			nearest = nearest.getParent();
		if (nearest == null || !Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
			warn(findings, field, "The " + what + ' ' + directory + " can't be written."); //$NON-NLS-1$ //$NON-NLS-2$
			return;
		}
		try {
			if (InstanceValidator.isSystem(nearest.toRealPath()))
				warn(findings, field, "The " + what + ' ' + directory + " leads through a link into " + nearest.toRealPath() //$NON-NLS-1$ //$NON-NLS-2$
						+ ", which is the system's."); //$NON-NLS-1$
		} catch (IOException e) {
			warn(findings, field, "The " + what + ' ' + directory + " can't be read: " + e.getMessage()); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}
}
