// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.VramMode;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import picocli.CommandLine.Option;

/** The options that describe an instance. What is not given stays as it was. */
final class ConfigurationOptions {

	@Option(names = "--name", paramLabel = "NAME", description = "${bundle:conf.name}")
	private @Nullable String name;
	@Option(names = "--description", paramLabel = "TEXT", description = "${bundle:conf.description}")
	private @Nullable String description;
	@Option(names = "--port", paramLabel = "N", description = "${bundle:conf.port}")
	private @Nullable Integer port;
	@Option(names = "--host", paramLabel = "HOST", description = "${bundle:conf.host}")
	private @Nullable String host;
	@Option(names = "--listen", paramLabel = "ADDRESS", description = "${bundle:conf.listen}")
	private @Nullable String listen;
	@Option(names = "--gpu", paramLabel = "DEVICE", description = "${bundle:conf.gpu}")
	private @Nullable String gpu;
	@Option(names = "--vram", paramLabel = "MODE", description = "${bundle:conf.vram}")
	private @Nullable String vram;
	@Option(names = "--comfyui", paramLabel = "DIR", description = "${bundle:conf.comfyui}")
	private @Nullable String comfyui;
	@Option(names = "--python", paramLabel = "FILE", description = "${bundle:conf.python}")
	private @Nullable String python;
	@Option(names = "--base-directory", paramLabel = "DIR", description = "${bundle:conf.base}")
	private @Nullable String base;
	@Option(names = "--models", paramLabel = "DIR", description = "${bundle:conf.models}")
	private @Nullable List<String> models;
	@Option(names = "--custom-nodes", paramLabel = "DIR", description = "${bundle:conf.nodes}")
	private @Nullable String customNodes;
	@Option(names = "--output-directory", paramLabel = "DIR", description = "${bundle:conf.output}")
	private @Nullable String output;
	@Option(names = "--input-directory", paramLabel = "DIR", description = "${bundle:conf.input}")
	private @Nullable String input;
	@Option(names = "--user-directory", paramLabel = "DIR", description = "${bundle:conf.user}")
	private @Nullable String user;
	@Option(names = "--env", paramLabel = "KEY=VALUE", description = "${bundle:conf.env}")
	private @Nullable List<String> environment;
	@Option(names = "--argument", paramLabel = "ARG", description = "${bundle:conf.argument}")
	private @Nullable List<String> arguments;
	@Option(names = "--max-concurrent", paramLabel = "N", description = "${bundle:conf.concurrent}")
	private @Nullable Integer concurrent;
	@Option(names = "--timeout", paramLabel = "MS", description = "${bundle:conf.timeout}")
	private @Nullable Long timeout;
	@Option(names = "--start-deadline", paramLabel = "MS", description = "${bundle:conf.deadline}")
	private @Nullable Long startDeadline;
	@Option(names = "--restart", paramLabel = "POLICY", description = "${bundle:conf.restart}")
	private @Nullable String restart;
	@Option(names = "--auto-start", negatable = true, description = "${bundle:conf.auto-start}")
	private @Nullable Boolean autoStart;
	@Option(names = "--queue-monitoring", negatable = true, description = "${bundle:conf.monitoring}")
	private @Nullable Boolean monitoring;
	@Option(names = "--tag", paramLabel = "WORD", description = "${bundle:conf.tag}")
	private @Nullable List<String> tags;
	@Option(names = "--weight", paramLabel = "N", description = "${bundle:conf.weight}")
	private @Nullable Integer weight;
	@Option(names = "--free-memory-after", paramLabel = "MS", description = "${bundle:conf.free}")
	private @Nullable Long freeMemoryAfter;
	@Option(names = "--allow-variable", paramLabel = "KEY", description = "${bundle:conf.allow}")
	private @Nullable List<String> allowed;

	boolean namesPort() {
		return port != null;
	}

	boolean namesComfyui() {
		return comfyui != null;
	}

	boolean hasName() {
		return name != null;
	}

	/** The configuration with what was given. */
	InstanceConfiguration apply(InstanceConfiguration before) {
		InstanceConfiguration.Builder builder = before.toBuilder();
		if (name != null)
			builder.name(name);
		if (description != null)
			builder.description(description);
		if (port != null)
			builder.port(port);
		if (host != null)
			builder.host(host);
		if (listen != null)
			builder.listen(listen);
		if (gpu != null)
			builder.gpuDevice(gpu);
		if (vram != null)
			builder.vramMode(VramMode.of(vram).orElseThrow(() -> wrong("--vram", vram, "auto, gpu-only, high, normal, low, none"))); //$NON-NLS-1$ //$NON-NLS-2$
		if (restart != null)
			builder.restartPolicy(
					RestartPolicy.of(restart).orElseThrow(() -> wrong("--restart", restart, "never, on-failure, always"))); //$NON-NLS-1$ //$NON-NLS-2$
		paths(builder);
		if (environment != null)
			builder.environment(environment(before.environment(), environment));
		if (arguments != null)
			builder.extraArguments(arguments.stream().filter(argument -> !argument.isEmpty()).toList());
		if (concurrent != null)
			builder.maxConcurrentWorkflows(concurrent);
		if (timeout != null)
			builder.timeout(Duration.ofMillis(timeout));
		if (startDeadline != null)
			builder.startDeadline(Duration.ofMillis(startDeadline));
		if (autoStart != null)
			builder.autoStart(autoStart);
		if (monitoring != null)
			builder.queueMonitoring(monitoring);
		if (tags != null)
			builder.tags(tags.stream().filter(tag -> !tag.isEmpty()).toList());
		if (weight != null)
			builder.weight(weight);
		if (freeMemoryAfter != null)
			builder.freeMemoryAfter(Duration.ofMillis(freeMemoryAfter));
		if (allowed != null)
			builder.confirmedVariables(Stream.concat(before.confirmedVariables().stream(), allowed.stream()).distinct().toList());
		return builder.build();
	}

	private void paths(InstanceConfiguration.Builder builder) {
		if (comfyui != null)
			builder.comfyuiDirectory(path("--comfyui", comfyui)); //$NON-NLS-1$
		if (python != null)
			builder.python(path("--python", python)); //$NON-NLS-1$
		if (base != null)
			builder.baseDirectory(path("--base-directory", base)); //$NON-NLS-1$
		if (models != null)
			builder.modelDirectories(models.stream().filter(text -> !text.isEmpty()).map(text -> path("--models", text)).toList()); //$NON-NLS-1$
		if (customNodes != null)
			builder.customNodesPath(path("--custom-nodes", customNodes)); //$NON-NLS-1$
		if (output != null)
			builder.outputDirectory(path("--output-directory", output)); //$NON-NLS-1$
		if (input != null)
			builder.inputDirectory(path("--input-directory", input)); //$NON-NLS-1$
		if (user != null)
			builder.userDirectory(path("--user-directory", user)); //$NON-NLS-1$
	}

	/** Nothing for an empty text. */
	private static @Nullable Path path(String option, String text) {
		try {
			return text.isEmpty() ? null : resolved(text);
		} catch (InvalidPathException e) {
			throw wrong(option, printable(text), e.getReason());
		}
	}

	/**
	 * What is plainly relative is meant from where the user is. The rest stays as it is, so that validation can refuse what the shell
	 * did not expand, what belongs to another system, and what leads somewhere else than it seems to.
	 */
	private static Path resolved(String text) {
		Path path = Path.of(text);
		boolean plain = !path.isAbsolute() && !text.matches("(?s)[~$%].*|.*[:\\\\].*"); //$NON-NLS-1$
		return plain ? path.toAbsolutePath().normalize() : path;
	}

	/** A file that the user names, from where the user is. */
	static Path file(String text) {
		try {
			return Path.of(text).toAbsolutePath().normalize();
		} catch (InvalidPathException e) {
			throw wrong("FILE", printable(text), e.getReason()); //$NON-NLS-1$
		}
	}

	private static String printable(String text) {
		return text.replaceAll("\\p{Cntrl}", "?"); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** {@code KEY=value} sets a variable, {@code KEY} alone takes it out. */
	private static Map<String, String> environment(Map<String, String> before, List<String> changes) {
		Map<String, String> after = new LinkedHashMap<>(before);
		for (String change : changes) {
			int equals = change.indexOf('=');
			if (equals < 0)
				after.remove(change);
			else
				after.put(change.substring(0, equals), change.substring(equals + 1));
		}
		return after;
	}

	private static Failure wrong(String option, @Nullable String value, String allowed) {
		return new Failure(ExitCode.USAGE, NLS.bind(Messages.wrong_value, new Object[] { option, value, allowed }));
	}
}
