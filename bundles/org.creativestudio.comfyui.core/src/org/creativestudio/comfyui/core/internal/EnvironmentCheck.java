// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.Secrets;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Fix;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * What can be said of the environment variables and extra arguments of a configuration.
 *
 * @param findings              gets what is found
 * @param refuseReadableSecrets whether a secret that can be read there is an error
 */
record EnvironmentCheck(InstanceConfiguration instance, List<Finding> findings, boolean refuseReadableSecrets) {

	private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*"); //$NON-NLS-1$
	/** Let a foreign library, script or program run inside the server or the tools that it calls. */
	private static final Pattern LOADER = Pattern.compile("LD_(?!LIBRARY_PATH$).*|DYLD_.*|GCONV_PATH|GLIBC_TUNABLES|NLSPATH" //$NON-NLS-1$
			+ "|PYTHON(STARTUP|INSPECT|HOME|PATH|BREAKPOINT|USERBASE|EXECUTABLE|PLATLIBDIR|WARNINGS|PYCACHEPREFIX)" //$NON-NLS-1$
			+ "|BASH_ENV|ENV|BASH_FUNC_.*|BASHOPTS|SHELLOPTS|PS4|PROMPT_COMMAND|IFS|PERL5(OPT|LIB|DB)|RUBY(OPT|LIB)|NODE_OPTIONS|NODE_PATH" //$NON-NLS-1$
			+ "|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|GIT_(SSH|SSH_COMMAND|EXTERNAL_DIFF|EXEC_PATH|ASKPASS|PROXY_COMMAND|CONFIG.*|TEMPLATE_DIR)|SSH_ASKPASS" //$NON-NLS-1$
			+ "|COR_.*|CORECLR_.*|COMSPEC|PATHEXT|CUDA_INJECTION(32|64)_PATH|NCCL_NET_PLUGIN|TF_PLUGGABLE_DEVICE_LIBRARY_PATH"); //$NON-NLS-1$
	/** Change which libraries, programs and packages the server finds; needed for some drivers and networks. */
	private static final Pattern SEARCH = Pattern.compile("LD_LIBRARY_PATH|PATH|(PIP|UV)_(INDEX_URL|EXTRA_INDEX_URL|DEFAULT_INDEX|CONFIG_FILE|FIND_LINKS)"); //$NON-NLS-1$
	/** By these the program finds its own processes again, and its home. */
	private static final String OWN = "CREATIVE_STUDIO_"; //$NON-NLS-1$
	private static final Set<String> OWN_FLAGS = Set.of("--port", "--listen", "--output-directory", "--input-directory", "--user-directory", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
			"--temp-directory", "--base-directory", "--database-url"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	private static final List<String> VISIBLE_DEVICES = List.of("CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	private static final int MAX_TEXT = 10_000;
	private static final int MOST = 500;

	void check() {
		if (instance.environment().size() + instance.secrets().size() > MOST)
			error(Field.ENVIRONMENT, NLS.bind(Messages.environmentCheck_thereMoreThanEnvironment, MOST), null);
		Map<String, String> folded = new HashMap<>();
		for (Map.Entry<String, String> variable : instance.environment().entrySet()) {
			String name = variable.getKey();
			name(Field.ENVIRONMENT, name);
			value(name, variable.getValue());
			String twin = folded.put(name.toUpperCase(Locale.ROOT), name);
			if (twin != null)
				warn(Field.ENVIRONMENT, NLS.bind(Messages.environmentCheck_differCaseAloneOn, name, twin), null);
		}
		for (String name : instance.secrets()) {
			name(Field.SECRETS, name);
			if (instance.environment().containsKey(name))
				warn(Field.SECRETS, NLS.bind(Messages.environmentCheck_secretStandsEnvironmentToo, name), without(name));
		}
		devices();
		arguments();
	}

	private void name(Field field, String name) {
		String upper = name.toUpperCase(Locale.ROOT);
		if (!VARIABLE.matcher(name).matches() || name.length() > MAX_TEXT)
			error(field, NLS.bind(Messages.environmentCheck_noNameEnvironmentVariable, Shown.text(name)), dropped(name));
		else if (upper.startsWith(OWN))
			error(field, NLS.bind(Messages.environmentCheck_creativeStudioOwnCannot, name), dropped(name));
		else if (LOADER.matcher(upper).matches())
			loader(field, name);
		else if (SEARCH.matcher(upper).matches())
			warn(field, NLS.bind(Messages.environmentCheck_changesWhichLibrariesPrograms, name), null);
		else if (field == Field.ENVIRONMENT && Secrets.isSecret(name))
			readable(field, NLS.bind(Messages.environmentCheck_looksLikeSecretIts, name));
	}

	private void loader(Field field, String name) {
		if (instance.confirmedVariables().contains(name))
			warn(field, NLS.bind(Messages.environmentCheck_letsForeignCodeRun, name), dropped(name));
		else
			error(field, NLS.bind(Messages.environmentCheck_letsForeignCodeRun2, name),
					new Fix(NLS.bind(Messages.environmentCheck_allow, name), configuration -> {
						List<String> confirmed = new ArrayList<>(configuration.confirmedVariables());
						confirmed.add(name);
						return configuration.toBuilder().confirmedVariables(confirmed).build();
					}));
	}

	/** Everywhere. */
	private static Fix dropped(String name) {
		return new Fix(NLS.bind(Messages.environmentCheck_leaveOut, Shown.text(name)), configuration -> removed(configuration, name));
	}

	/** Where its value can be read. */
	private static Fix without(String name) {
		return new Fix(NLS.bind(Messages.environmentCheck_leaveOut, Shown.text(name)),
				configuration -> configuration.toBuilder().environment(environment(configuration, name)).build());
	}

	private static InstanceConfiguration removed(InstanceConfiguration configuration, String name) {
		return configuration.toBuilder().environment(environment(configuration, name))
				.secrets(configuration.secrets().stream().filter(secret -> !secret.equals(name)).toList())
				.confirmedVariables(configuration.confirmedVariables().stream().filter(confirmed -> !confirmed.equals(name)).toList()).build();
	}

	private static Map<String, String> environment(InstanceConfiguration configuration, String without) {
		Map<String, String> environment = new LinkedHashMap<>(configuration.environment());
		environment.remove(without);
		return environment;
	}

	private void value(String name, String value) {
		if (value.length() > MAX_TEXT || value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t' && c != '\n'))
			error(Field.ENVIRONMENT, NLS.bind(Messages.environmentCheck_valueLongerThanCharacters, Shown.text(name), MAX_TEXT), null);
		else if (value.startsWith("() {")) //$NON-NLS-1$
			error(Field.ENVIRONMENT, NLS.bind(Messages.environmentCheck_valueShellFunctionWhich, Shown.text(name)), without(name));
	}

	private void devices() {
		String device = instance.gpuDevice();
		if (device.equals("auto")) //$NON-NLS-1$
			return;
		for (String name : VISIBLE_DEVICES)
			if (instance.environment().get(name) instanceof String value && !agrees(device, value.strip()))
				warn(Field.GPU_DEVICE,
						NLS.bind(Messages.environmentCheck_environmentVariableContradictsGpu,
								new Object[] { name, Shown.text(value), device }), without(name));
	}

	private static boolean agrees(String device, String visible) {
		if (device.equals("cpu")) //$NON-NLS-1$
			return visible.isEmpty() || visible.equals("-1"); //$NON-NLS-1$
		return visible.equals(device.substring(device.indexOf(':') + 1));
	}

	private void arguments() {
		if (instance.extraArguments().size() > MOST)
			error(Field.EXTRA_ARGUMENTS, NLS.bind(Messages.environmentCheck_thereMoreThanExtra, MOST), null);
		for (String argument : instance.extraArguments()) {
			if (argument.length() > MAX_TEXT || argument.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c)))
				error(Field.EXTRA_ARGUMENTS, Messages.environmentCheck_extraArgumentTooLong, null);
			String flag = argument.split("=", 2)[0]; //$NON-NLS-1$
			if (OWN_FLAGS.contains(flag))
				error(Field.EXTRA_ARGUMENTS, NLS.bind(Messages.environmentCheck_fieldItsOwnTake, flag), null);
		}
		if (!Secrets.mask(instance.extraArguments()).equals(instance.extraArguments()))
			readable(Field.EXTRA_ARGUMENTS, Messages.environmentCheck_extraArgumentLooksLike);
	}

	private void readable(Field field, String message) {
		findings.add(new Finding(refuseReadableSecrets ? Severity.ERROR : Severity.WARNING, field, message, null));
	}

	private void error(Field field, String message, @Nullable Fix fix) {
		findings.add(new Finding(Severity.ERROR, field, message, fix));
	}

	private void warn(Field field, String message, @Nullable Fix fix) {
		findings.add(new Finding(Severity.WARNING, field, message, fix));
	}
}
