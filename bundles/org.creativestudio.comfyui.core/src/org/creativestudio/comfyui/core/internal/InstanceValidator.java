// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.eclipse.jdt.annotation.Nullable;

/** What a configuration must fulfil to be stored, wherever it comes from. Asks neither disk nor network. */
final class InstanceValidator {

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"); //$NON-NLS-1$
	private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\\[?[0-9A-Fa-f:.%]+\\]?"); //$NON-NLS-1$
	private static final Pattern GPU = Pattern.compile("[A-Za-z][A-Za-z0-9:_-]{0,79}"); //$NON-NLS-1$
	private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*"); //$NON-NLS-1$
	private static final int MAX_NAME = 100;

	private InstanceValidator() {
	}

	static boolean isId(String id) {
		return ID.matcher(id).matches();
	}

	/** @throws InstanceException with all that is wrong, one sentence each */
	static void check(InstanceConfiguration instance, Collection<InstanceConfiguration> others) {
		List<String> findings = new ArrayList<>();
		if (!isId(instance.id()))
			findings.add("The id may have letters, digits, '_', '-' and '.', at most 64 of them."); //$NON-NLS-1$
		String name = instance.name();
		if (name.isBlank() || name.length() > MAX_NAME || !name.equals(name.strip()) || name.chars().anyMatch(Character::isISOControl))
			findings.add("The name must have 1 to " + MAX_NAME + " characters and neither begin nor end with a blank."); //$NON-NLS-1$ //$NON-NLS-2$
		if (instance.port() < 1 || instance.port() > 65535)
			findings.add("The port must be between 1 and 65535, not " + instance.port() + '.'); //$NON-NLS-1$
		if (!HOST.matcher(instance.host()).matches())
			findings.add("'" + instance.host() + "' is neither a host name nor an address."); //$NON-NLS-1$ //$NON-NLS-2$
		if (!HOST.matcher(instance.listen()).matches())
			findings.add("'" + instance.listen() + "' is no address to listen on: use 127.0.0.1, or 0.0.0.0 for every network."); //$NON-NLS-1$ //$NON-NLS-2$
		if (!GPU.matcher(instance.gpuDevice()).matches())
			findings.add("'" + instance.gpuDevice() + "' is no device: use auto, cpu, cuda:0 and so on."); //$NON-NLS-1$ //$NON-NLS-2$
		if (instance.maxConcurrentWorkflows() < 1 || instance.maxConcurrentWorkflows() > 64)
			findings.add("Between 1 and 64 workflows may run at once."); //$NON-NLS-1$
		if (!instance.timeout().isPositive())
			findings.add("The timeout must be positive."); //$NON-NLS-1$
		if (!instance.startDeadline().isPositive())
			findings.add("The deadline of a start must be positive."); //$NON-NLS-1$
		instance.environment().keySet().stream().filter(variable -> !VARIABLE.matcher(variable).matches())
				.forEach(variable -> findings.add("'" + variable + "' is no name of an environment variable.")); //$NON-NLS-1$ //$NON-NLS-2$
		absolute("ComfyUI directory", instance.comfyuiDirectory(), findings); //$NON-NLS-1$
		absolute("Python", instance.python(), findings); //$NON-NLS-1$
		absolute("base directory", instance.baseDirectory(), findings); //$NON-NLS-1$
		instance.modelDirectories().forEach(directory -> absolute("model directory", directory, findings)); //$NON-NLS-1$
		absolute("custom nodes path", instance.customNodesPath(), findings); //$NON-NLS-1$
		absolute("output directory", instance.outputDirectory(), findings); //$NON-NLS-1$
		absolute("input directory", instance.inputDirectory(), findings); //$NON-NLS-1$
		absolute("user directory", instance.userDirectory(), findings); //$NON-NLS-1$
		for (InstanceConfiguration other : others) {
			if (other.id().equals(instance.id()))
				continue;
			if (other.name().equals(name))
				findings.add("Another instance is named '" + name + "' already."); //$NON-NLS-1$ //$NON-NLS-2$
			if (other.port() == instance.port() && other.host().equalsIgnoreCase(instance.host()))
				findings.add("Port " + other.port() + " of " + other.host() + " belongs to the instance '" + other.name() + "' already."); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		}
		if (!findings.isEmpty())
			throw new InstanceException(Reason.INVALID,
					"The configuration of '" + name + "' can't be stored: " + String.join(" ", findings)); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	private static void absolute(String what, @Nullable Path path, List<String> findings) {
		if (path != null && (!path.isAbsolute() || !path.normalize().equals(path)))
			findings.add("The " + what + " must be an absolute path without '..', not " + path + '.'); //$NON-NLS-1$ //$NON-NLS-2$
	}
}
