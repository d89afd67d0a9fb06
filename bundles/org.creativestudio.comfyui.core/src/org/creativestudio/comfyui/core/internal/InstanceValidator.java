// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.Secrets;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Fix;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.eclipse.jdt.annotation.Nullable;

/** What can be said of a configuration without asking disk or network. What needs them is in {@link SurroundingsCheck}. */
final class InstanceValidator {

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"); //$NON-NLS-1$
	private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\\[?[0-9A-Fa-f:.%]+\\]?"); //$NON-NLS-1$
	private static final Pattern GPU = Pattern.compile("[A-Za-z][A-Za-z0-9:_/-]{0,79}"); //$NON-NLS-1$
	private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*"); //$NON-NLS-1$
	/** Let a foreign library or script run inside the server before its own first line. */
	private static final Pattern LOADER = Pattern.compile("LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES|PYTHONSTARTUP|PYTHONINSPECT|BASH_ENV"); //$NON-NLS-1$
	/** Change which libraries and modules the server finds; needed for some drivers. */
	private static final Pattern SEARCH_PATH = Pattern.compile("LD_LIBRARY_PATH|DYLD_.*|PYTHONHOME|PYTHONPATH"); //$NON-NLS-1$
	private static final Set<String> OWN_FLAGS = Set.of("--port", "--listen", "--output-directory", "--input-directory", "--user-directory", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
			"--temp-directory", "--base-directory", "--database-url"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	private static final Set<String> VISIBLE_DEVICES = Set.of("CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	/** Nothing of a user belongs there. */
	private static final List<Path> SYSTEM = List.of("/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/sbin", "/sys", "/usr", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$ //$NON-NLS-8$ //$NON-NLS-9$ //$NON-NLS-10$
			"/System", "/Library", "C:\\Windows", "C:\\Program Files").stream().map(Path::of).toList(); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	private static final int MAX_NAME = 100;
	private static final int MAX_TEXT = 10_000;
	private static final int LAST_RESERVED_PORT = 1023;
	private static final Duration LONGEST = Duration.ofDays(7);

	private final InstanceConfiguration instance;
	private final Collection<InstanceConfiguration> others;
	private final List<Finding> findings = new ArrayList<>();

	private InstanceValidator(InstanceConfiguration instance, Collection<InstanceConfiguration> others) {
		this.instance = instance;
		this.others = others.stream().filter(other -> !other.id().equals(instance.id())).toList();
	}

	static boolean isId(String id) {
		return ID.matcher(id).matches();
	}

	/** Whether a path is one of the system's, or holds it all. */
	static boolean isSystem(Path path) {
		return path.getNameCount() == 0 || SYSTEM.stream().anyMatch(path::startsWith);
	}

	/** @throws InstanceException with all that must be mended, one sentence each */
	static void check(InstanceConfiguration instance, Collection<InstanceConfiguration> others) {
		List<String> errors = findings(instance, others).stream().filter(Finding::isError).map(Finding::message).toList();
		if (!errors.isEmpty())
			throw new InstanceException(Reason.INVALID,
					"The configuration of '" + instance.name() + "' can't be stored: " + String.join(" ", errors)); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	/** All that can be said, the first field first. */
	static List<Finding> findings(InstanceConfiguration instance, Collection<InstanceConfiguration> others) {
		InstanceValidator validator = new InstanceValidator(instance, others);
		validator.identity();
		validator.network();
		validator.device();
		validator.environment();
		validator.paths();
		validator.running();
		return List.copyOf(validator.findings);
	}

	private void error(Field field, String message) {
		findings.add(new Finding(Severity.ERROR, field, message, null));
	}

	private void warn(Field field, String message) {
		findings.add(new Finding(Severity.WARNING, field, message, null));
	}

	private void identity() {
		if (!isId(instance.id()))
			error(Field.ID, "The id may have letters, digits, '_', '-' and '.', at most 64 of them."); //$NON-NLS-1$
		String name = instance.name();
		if (name.isBlank() || name.length() > MAX_NAME || !name.equals(name.strip()) || name.chars().anyMatch(Character::isISOControl))
			error(Field.NAME, "The name must have 1 to " + MAX_NAME + " characters and neither begin nor end with a blank."); //$NON-NLS-1$ //$NON-NLS-2$
		if (others.stream().anyMatch(other -> other.name().equalsIgnoreCase(name)))
			findings.add(new Finding(Severity.ERROR, Field.NAME, "Another instance is named '" + name + "' already.", //$NON-NLS-1$ //$NON-NLS-2$
					new Fix("Use the name '" + freeName() + '\'', configuration -> configuration.toBuilder().name(freeName()).build()))); //$NON-NLS-1$
		if (instance.description().length() > MAX_TEXT)
			error(Field.DESCRIPTION, "The description is longer than " + MAX_TEXT + " characters."); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private String freeName() {
		for (int number = 2;; number++) {
			String candidate = instance.name() + ' ' + number;
			if (others.stream().noneMatch(other -> other.name().equalsIgnoreCase(candidate)))
				return candidate;
		}
	}

	private void network() {
		int port = instance.port();
		if (port < 1 || port > 65535)
			error(Field.PORT, "The port must be between 1 and 65535, not " + port + '.'); //$NON-NLS-1$
		else if (port <= LAST_RESERVED_PORT)
			warn(Field.PORT, "Ports up to " + LAST_RESERVED_PORT + " are the system's: most users can't open them."); //$NON-NLS-1$ //$NON-NLS-2$
		others.stream().filter(other -> other.port() == port && other.host().equalsIgnoreCase(instance.host())).findFirst()
				.ifPresent(other -> findings.add(new Finding(Severity.ERROR, Field.PORT,
						"Port " + port + " of " + other.host() + " belongs to the instance '" + other.name() + "' already.", portFix()))); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		if (!HOST.matcher(instance.host()).matches())
			error(Field.HOST, "'" + instance.host() + "' is neither a host name nor an address."); //$NON-NLS-1$ //$NON-NLS-2$
		if (!HOST.matcher(instance.listen()).matches())
			error(Field.LISTEN, "'" + instance.listen() + "' is no address to listen on: use 127.0.0.1, or 0.0.0.0 for every network."); //$NON-NLS-1$ //$NON-NLS-2$
		else if (instance.isOpenToNetwork() && !isAttached())
			findings.add(new Finding(Severity.WARNING, Field.LISTEN,
					"Everybody who reaches this computer can use the server: ComfyUI has no authentication.", //$NON-NLS-1$
					new Fix("Listen on this computer only", //$NON-NLS-1$
							configuration -> configuration.toBuilder().listen(InstanceConfiguration.LOOPBACK).build())));
	}

	/** Whether the system has it free is not asked here. */
	private Fix portFix() {
		int free = IntStream.rangeClosed(InstanceConfiguration.DEFAULT_PORT, 65535)
				.filter(port -> others.stream().noneMatch(other -> other.port() == port)).findFirst().orElseThrow();
		return new Fix("Use port " + free, configuration -> configuration.toBuilder().port(free).build()); //$NON-NLS-1$
	}

	private void device() {
		if (!GPU.matcher(instance.gpuDevice()).matches())
			error(Field.GPU_DEVICE, "'" + instance.gpuDevice() + "' is no device: use auto, cpu, cuda:0 and so on."); //$NON-NLS-1$ //$NON-NLS-2$
		VISIBLE_DEVICES.stream().filter(instance.environment()::containsKey).sorted().forEach(variable -> warn(Field.GPU_DEVICE,
				"The environment variable " + variable + " decides over the device; '" + instance.gpuDevice() + "' has no effect.")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	private void environment() {
		for (Map.Entry<String, String> variable : instance.environment().entrySet()) {
			String name = variable.getKey();
			if (!VARIABLE.matcher(name).matches())
				error(Field.ENVIRONMENT, "'" + name + "' is no name of an environment variable."); //$NON-NLS-1$ //$NON-NLS-2$
			else if (LOADER.matcher(name).matches())
				error(Field.ENVIRONMENT, name + " lets foreign code run inside the server and is refused."); //$NON-NLS-1$
			else if (SEARCH_PATH.matcher(name).matches())
				warn(Field.ENVIRONMENT, name + " changes which libraries and modules the server finds: be sure of what is there."); //$NON-NLS-1$
			else if (Secrets.isSecret(name))
				warn(Field.ENVIRONMENT, name + " looks like a secret; its value is stored readable in instances.json."); //$NON-NLS-1$
			if (variable.getValue().length() > MAX_TEXT || variable.getValue().indexOf('\0') >= 0)
				error(Field.ENVIRONMENT, "The value of " + name + " is too long or has a NUL character."); //$NON-NLS-1$ //$NON-NLS-2$
		}
		for (String argument : instance.extraArguments()) {
			if (argument.length() > MAX_TEXT || argument.chars().anyMatch(c -> c == '\0' || c == '\n' || c == '\r'))
				error(Field.EXTRA_ARGUMENTS, "An extra argument is too long or has a line break."); //$NON-NLS-1$
			if (OWN_FLAGS.contains(argument.split("=", 2)[0])) //$NON-NLS-1$
				error(Field.EXTRA_ARGUMENTS, argument.split("=", 2)[0] + " has a field of its own; take it out of the extra arguments."); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	private void paths() {
		if (instance.kind().equals(InstanceConfiguration.COMFYUI) && instance.comfyuiDirectory() == null)
			warn(Field.COMFYUI_DIRECTORY, "Without the directory of its ComfyUI the instance can't be started."); //$NON-NLS-1$
		absolute(Field.COMFYUI_DIRECTORY, "ComfyUI directory", instance.comfyuiDirectory()); //$NON-NLS-1$
		absolute(Field.PYTHON, "Python", instance.python()); //$NON-NLS-1$
		own(Field.BASE_DIRECTORY, "base directory", instance.baseDirectory()); //$NON-NLS-1$
		instance.modelDirectories().forEach(directory -> absolute(Field.MODEL_DIRECTORIES, "model directory", directory)); //$NON-NLS-1$
		absolute(Field.CUSTOM_NODES_PATH, "custom nodes path", instance.customNodesPath()); //$NON-NLS-1$
		own(Field.OUTPUT_DIRECTORY, "output directory", instance.outputDirectory()); //$NON-NLS-1$
		own(Field.INPUT_DIRECTORY, "input directory", instance.inputDirectory()); //$NON-NLS-1$
		own(Field.USER_DIRECTORY, "user directory", instance.userDirectory()); //$NON-NLS-1$
		for (InstanceConfiguration other : others) {
			if (instance.outputDirectory() != null && Objects.equals(instance.outputDirectory(), other.outputDirectory()))
				warn(Field.OUTPUT_DIRECTORY,
						"The instance '" + other.name() + "' writes into the same output directory: two servers overwrite each other's files."); //$NON-NLS-1$ //$NON-NLS-2$
			if (instance.userDirectory() != null && Objects.equals(instance.userDirectory(), other.userDirectory()))
				warn(Field.USER_DIRECTORY,
						"The instance '" + other.name() + "' has the same user directory: settings and workflows of both mix."); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	private void absolute(Field field, String what, @Nullable Path path) {
		if (path != null && (!path.isAbsolute() || !path.normalize().equals(path) || path.toString().chars().anyMatch(Character::isISOControl)))
			error(field, "The " + what + " must be an absolute path without '..', not " + path + '.'); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** A directory into which the server writes. */
	private void own(Field field, String what, @Nullable Path path) {
		absolute(field, what, path);
		if (path != null && path.isAbsolute() && isSystem(path.normalize()))
			error(field, "The " + what + ' ' + path + " is the system's. Choose one of your own."); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private void running() {
		if (instance.maxConcurrentWorkflows() < 1 || instance.maxConcurrentWorkflows() > 64)
			error(Field.MAX_CONCURRENT_WORKFLOWS, "Between 1 and 64 workflows may run at once."); //$NON-NLS-1$
		duration(Field.TIMEOUT, "timeout", instance.timeout()); //$NON-NLS-1$
		duration(Field.START_DEADLINE, "deadline of a start", instance.startDeadline()); //$NON-NLS-1$
	}

	private void duration(Field field, String what, Duration duration) {
		if (!duration.isPositive() || duration.compareTo(LONGEST) > 0)
			error(field, "The " + what + " must be positive and at most " + LONGEST.toDays() + " days."); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	private boolean isAttached() {
		return instance.kind().toLowerCase(Locale.ROOT).equals(InstanceConfiguration.ATTACHED);
	}
}
