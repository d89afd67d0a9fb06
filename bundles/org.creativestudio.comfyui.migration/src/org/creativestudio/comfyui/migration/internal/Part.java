// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.Secrets;
import org.creativestudio.comfyui.core.VramMode;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonObject;

/** One instance of a set-up while it is put together. Takes only what a configuration may hold; the rest is noted. Not thread-safe. */
final class Part {

	private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}"); //$NON-NLS-1$
	/** Decide which code runs inside the server or which libraries it finds; never taken over from a file of others. */
	private static final Pattern LOADER = Pattern.compile("LD_.*|DYLD_.*|PYTHONSTARTUP|PYTHONINSPECT|PYTHONPATH|PYTHONHOME|BASH_ENV|PATH"); //$NON-NLS-1$
	private static final Pattern DEVICE = Pattern.compile("[A-Za-z][A-Za-z0-9:_/-]{0,79}"); //$NON-NLS-1$
	/** Stands where an id is still to be given. */
	static final String NO_ID = "found"; //$NON-NLS-1$
	private static final int MAX_VALUE = 10_000;
	private static final int MAX_VARIABLES = 200;
	private static final int MAX_NAME = 80;
	private static final int MOST_AT_ONCE = 64;

	private final Setup setup;
	private final Source source;
	private final String key;
	private final String name;
	private final InstanceConfiguration.Builder builder;
	private final Map<String, String> environment = new LinkedHashMap<>();
	private final List<String> extra = new ArrayList<>();
	private final List<Path> models = new ArrayList<>();
	private final JsonObject unknown = new JsonObject();
	private @Nullable Integer port;

	Part(Setup setup, Source source, String key, String name) {
		this.setup = setup;
		this.source = source;
		this.key = key;
		String plain = name.replaceAll("\\p{Cntrl}", " ").strip(); //$NON-NLS-1$ //$NON-NLS-2$
		this.name = plain.isEmpty() ? source.name() : plain.length() > MAX_NAME ? plain.substring(0, MAX_NAME).strip() : plain;
		builder = InstanceConfiguration.builder(NO_ID, this.name);
	}

	InstanceConfiguration.Builder builder() {
		return builder;
	}

	String name() {
		return name;
	}

	void note(String note) {
		setup.note(name + ": " + note); //$NON-NLS-1$
	}

	/** A ComfyUI and the directories that it used until now. */
	Part installation(Installation found) {
		return comfyui(found.directory()).python(found.python()).directories(found.directory());
	}

	Part comfyui(@Nullable Path directory) {
		builder.comfyuiDirectory(directory);
		return this;
	}

	Part python(@Nullable Path python) {
		builder.python(python);
		return this;
	}

	/** The directories in which a ComfyUI with that base keeps images and settings, as far as they are there: they are the user's. */
	Part directories(Path base) {
		own(base.resolve("output")).ifPresent(builder::outputDirectory); //$NON-NLS-1$
		own(base.resolve("input")).ifPresent(builder::inputDirectory); //$NON-NLS-1$
		own(base.resolve("user")).ifPresent(builder::userDirectory); //$NON-NLS-1$
		return this;
	}

	private static Optional<Path> own(Path directory) {
		return Texts.isDirectory(directory) ? Optional.of(directory) : Optional.empty();
	}

	/** A port that the set-up names. */
	Part port(int value) {
		if (Address.isPort(value)) {
			port = value;
			builder.port(value);
		} else {
			note(NLS.bind(Messages.part_portNoneAnotherOne, value));
		}
		return this;
	}

	boolean hasPort() {
		return port != null;
	}

	/** A server that somebody else starts. */
	Part attached(Address address) {
		builder.kind(InstanceConfiguration.ATTACHED).host(address.host());
		return port(address.port());
	}

	Part device(String device) {
		String wanted = device.strip();
		if (wanted.isEmpty())
			return this;
		if (wanted.matches("\\d{1,3}")) //$NON-NLS-1$
			builder.gpuDevice("cuda:" + Integer.parseInt(wanted)); //$NON-NLS-1$
		else if (DEVICE.matcher(wanted).matches())
			builder.gpuDevice(wanted);
		else
			note(NLS.bind(Messages.part_noDeviceChosenAutomatically, Notes.quote(wanted)));
		return this;
	}

	Part vram(VramMode mode) {
		builder.vramMode(mode);
		return this;
	}

	Part concurrent(int workflows) {
		int bounded = Math.clamp(workflows, 1, MOST_AT_ONCE);
		if (bounded != workflows)
			note(NLS.bind(Messages.part_wouldRunWorkflowsOnce, workflows, bounded));
		builder.maxConcurrentWorkflows(bounded);
		return this;
	}

	Part restart(RestartPolicy policy) {
		builder.restartPolicy(policy);
		return this;
	}

	Part timeout(long millis) {
		Duration longest = Duration.ofDays(7);
		if (millis > 0 && millis <= longest.toMillis())
			builder.timeout(Duration.ofMillis(millis));
		else
			note(NLS.bind(Messages.part_timeoutMsNotPossible, millis, InstanceConfiguration.DEFAULT_TIMEOUT.toMillis()));
		return this;
	}

	Part models(List<Path> directories) {
		directories.stream().filter(directory -> !models.contains(directory)).forEach(models::add);
		return this;
	}

	/** Further directories of models and custom nodes that a file names. What can't be said with fields stays with the file. */
	void extraPaths(Path file, @Nullable Path base) {
		ExtraPaths.read(file, setup.computer(), setup.notes()).ifPresent(paths -> {
			List<Path> nodes = paths.customNodes().stream().filter(path -> base == null || !path.startsWith(base)).toList();
			List<Path> roots = paths.roots().stream().filter(path -> base == null || !path.startsWith(base)).toList();
			if (paths.other() || nodes.size() > 1) {
				extra("--extra-model-paths-config", List.of(file.toString())); //$NON-NLS-1$
			} else {
				models(roots);
				nodes.forEach(builder::customNodesPath);
			}
		});
	}

	/** @param base that relative paths in them begin at; null when it is not known */
	Part arguments(List<String> words, @Nullable Path base) {
		new Arguments(this, setup, base).apply(words);
		return this;
	}

	/** An argument of ComfyUI for which there is no field. */
	void extra(String flag, List<String> values) {
		List<String> all = new ArrayList<>(List.of(flag));
		all.addAll(values);
		if (Secrets.isSecret(flag) || !Secrets.mask(all).equals(all))
			note(NLS.bind(Messages.part_secretFollowsDoesNot, flag));
		else if (all.stream().anyMatch(word -> word.length() > MAX_VALUE || word.chars().anyMatch(Character::isISOControl)))
			note(NLS.bind(Messages.part_argumentTooLongLine, Notes.quote(flag)));
		else if (extra.size() + all.size() > MAX_VARIABLES)
			note(NLS.bind(Messages.part_argumentsAfterFirstDo, MAX_VARIABLES));
		else
			extra.addAll(all);
	}

	Part environment(Map<String, String> variables) {
		variables.forEach(this::variable);
		return this;
	}

	private void variable(String variable, String value) {
		if (!VARIABLE.matcher(variable).matches())
			note(NLS.bind(Messages.part_noNameEnvironmentVariable, Notes.quote(variable)));
		else if (Secrets.isSecret(variable) || !Secrets.mask(value, Map.of()).equals(value))
			note(NLS.bind(Messages.part_secretEnvironmentVariableDoes, variable));
		else if (LOADER.matcher(variable.toUpperCase(java.util.Locale.ROOT)).matches())
			note(NLS.bind(Messages.part_environmentVariableDecidesWhich, variable));
		else if (value.length() > MAX_VALUE || value.indexOf('\0') >= 0 || environment.size() >= MAX_VARIABLES)
			note(NLS.bind(Messages.part_environmentVariableTooLong, variable));
		else if (value.matches("(?s).*%[A-Za-z_]\\w*%.*")) //$NON-NLS-1$
			note(NLS.bind(Messages.part_environmentVariableRefersAnother, variable));
		else if (variable.equals("CUDA_VISIBLE_DEVICES") && value.strip().matches("\\d{1,3}")) //$NON-NLS-1$ //$NON-NLS-2$
			device(value);
		else
			environment.put(variable, value);
	}

	/** A member that is kept with the instance although nothing here knows it. */
	void keep(String member, com.google.gson.JsonElement value) {
		unknown.add(member, value);
	}

	InstanceConfiguration build() {
		new Origin(source.id(), key, port).addTo(unknown);
		return builder.environment(environment).extraArguments(extra).modelDirectories(models).unknown(unknown).build();
	}
}
