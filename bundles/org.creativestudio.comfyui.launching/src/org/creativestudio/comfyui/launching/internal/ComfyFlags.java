// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.eclipse.osgi.util.NLS;

/**
 * Which command line an installed ComfyUI understands, read from its own source ({@code comfy/cli_args.py}), for its versions
 * differ: {@code --cuda-device} takes one number in 0.3.64 and a list in 0.38, {@code --normalvram} is gone there.
 *
 * @param version such as {@code 0.3.64}; "of unknown version" when it does not tell
 * @param flags   such as {@code --port}; empty when the source can't be read, and then everything is allowed
 * @param lists   flags that take several values as {@code 0,1}
 */
record ComfyFlags(String version, Set<String> flags, boolean lists) {

	private static final long MAX_BYTES = 1L << 20;
	private static final Pattern ARGUMENT = Pattern.compile("add_argument\\(\\s*[\"'](--[A-Za-z0-9_-]+)[\"']([^)]*)"); //$NON-NLS-1$
	private static final Pattern VERSION = Pattern.compile("(?m)^(?:__version__|version)\\s*=\\s*[\"']([^\"'\\s]{1,40})[\"']"); //$NON-NLS-1$
	private static final String CUDA_DEVICE = "--cuda-device"; //$NON-NLS-1$

	static ComfyFlags of(Path comfyui) {
		String source = source(comfyui);
		Set<String> flags = new TreeSet<>();
		boolean lists = true;
		Matcher argument = ARGUMENT.matcher(source);
		while (argument.find()) {
			flags.add(argument.group(1));
			if (argument.group(1).equals(CUDA_DEVICE))
				lists = !argument.group(2).contains("type=int"); //$NON-NLS-1$
		}
		Matcher version = VERSION.matcher(read(comfyui.resolve("comfyui_version.py")) + '\n' + read(comfyui.resolve("pyproject.toml"))); //$NON-NLS-1$ //$NON-NLS-2$
		return new ComfyFlags(version.find() ? version.group(1) : Messages.comfyFlags_unknownVersion, Set.copyOf(flags), lists);
	}

	/** Of its command line; empty when it can't be read. */
	static String source(Path comfyui) {
		return read(comfyui.resolve("comfy").resolve("cli_args.py")); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static String read(Path file) {
		try {
			return Files.size(file) > MAX_BYTES ? "" : Files.readString(file, StandardCharsets.UTF_8); //$NON-NLS-1$
		} catch (IOException e) {
			return ""; // an older or changed ComfyUI: nothing is known of it //$NON-NLS-1$
		}
	}

	boolean knows(String flag) {
		return flags.isEmpty() || flags.contains(flag);
	}

	/** Those arguments that this ComfyUI would refuse, because it has no such flag. */
	List<String> unknown(List<String> arguments) {
		return arguments.stream().filter(argument -> argument.startsWith("--")).map(argument -> argument.split("=", 2)[0]) //$NON-NLS-1$ //$NON-NLS-2$
				.filter(flag -> !flags.isEmpty() && flags.stream().noneMatch(known -> known.startsWith(flag))).distinct().toList();
	}

	/** @throws InstanceException that names the first argument that this ComfyUI would refuse */
	void check(String name, List<String> arguments, String advice) {
		for (int i = 0; i < arguments.size(); i++) {
			String argument = arguments.get(i);
			if (!argument.startsWith("--")) //$NON-NLS-1$
				continue;
			String flag = argument.split("=", 2)[0]; //$NON-NLS-1$
			// Python's argument parser takes beginnings too.
			if (!unknown(List.of(flag)).isEmpty())
				throw new InstanceException(Reason.INVALID,
						NLS.bind(Messages.comfyFlags_cannotStartedItsComfyui, new Object[] { name, version, flag, advice }));
			String value = argument.contains("=") ? argument.split("=", 2)[1] : i + 1 < arguments.size() ? arguments.get(i + 1) : ""; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			if (!lists && flag.equals(CUDA_DEVICE) && !value.matches("\\d+")) //$NON-NLS-1$
				throw new InstanceException(Reason.INVALID,
						NLS.bind(Messages.comfyFlags_cannotStartedItsComfyui2, new Object[] { name, version, value }));
		}
	}
}
