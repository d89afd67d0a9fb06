// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.Secrets;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import picocli.CommandLine.Option;

/** The options about variables whose values are in secure storage. No value is ever an argument. */
final class SecretOptions {

	private static final int LARGEST_FILE = 20_000;

	@Option(names = "--secret", paramLabel = "KEY[=@FILE]", description = "${bundle:conf.secret}")
	private @Nullable List<String> given;
	@Option(names = "--no-secret", paramLabel = "KEY", description = "${bundle:conf.no-secret}")
	private @Nullable List<String> dropped;
	@Option(names = "--secure", description = "${bundle:conf.secure}")
	private boolean secure;

	/** What {@link #apply} found: values that are still to be stored. */
	private final Map<String, String> values = new LinkedHashMap<>();

	/** The configuration with the names of its secrets; reads their values. */
	InstanceConfiguration apply(InstanceConfiguration before, SecretInput input) {
		Map<String, String> environment = new LinkedHashMap<>(before.environment());
		Set<String> names = new LinkedHashSet<>(before.secrets());
		if (secure)
			before.environment().forEach((variable, value) -> {
				if (Secrets.isSecret(variable) && !value.isEmpty()) {
					values.put(variable, value);
					environment.remove(variable);
				}
			});
		if (dropped != null)
			names.removeAll(dropped);
		for (String option : given != null ? given : List.<String>of()) {
			int equals = option.indexOf('=');
			String variable = equals < 0 ? option : option.substring(0, equals);
			values.put(variable, equals < 0 ? input.read(variable) : file(variable, option.substring(equals + 1)));
			environment.remove(variable);
		}
		names.addAll(values.keySet());
		return before.toBuilder().environment(environment).secrets(new ArrayList<>(names)).build();
	}

	/** {@code @FILE}; anything else would be a value that stands in the shell's history and in the list of processes. */
	private static String file(String variable, String text) {
		if (!text.startsWith("@")) //$NON-NLS-1$
			throw new Failure(ExitCode.USAGE, NLS.bind(Messages.secret_argument, variable));
		try {
			Path file = Path.of(text.substring(1));
			if (Files.size(file) > LARGEST_FILE)
				throw new IOException(NLS.bind(Messages.secret_long, Integer.valueOf(LARGEST_FILE)));
			String value = Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
			if (value.isEmpty())
				throw new Failure(ExitCode.USAGE, NLS.bind(Messages.secret_missing, variable));
			return value;
		} catch (IOException | InvalidPathException e) {
			throw new Failure(ExitCode.USAGE, NLS.bind(Messages.secret_unreadable, variable, e));
		}
	}

	/** What stores a configuration. */
	interface Storing {
		InstanceSnapshot store();
	}

	/** Stores the values, then the configuration; if that is refused, the values are as they were. */
	InstanceSnapshot store(Services services, String id, Storing storing, Terminal terminal) {
		if (values.isEmpty())
			return storing.store();
		SecretStore secrets = services.secrets();
		Map<String, String> before = secrets.values(id);
		values.forEach((variable, value) -> secrets.put(id, variable, value));
		try {
			InstanceSnapshot stored = storing.store();
			if (secure)
				terminal.say(NLS.bind(Messages.secret_backups, StudioHome.current().backups()));
			return stored;
		} catch (InstanceException | Failure e) {
			for (String variable : values.keySet())
				if (before.get(variable) instanceof String old)
					secrets.put(id, variable, old);
				else
					secrets.remove(id, variable);
			throw e;
		}
	}

	/** Tells how to bring what looks like a secret, but stands readable in a file, into secure storage. */
	static void hint(InstanceSnapshot stored, Terminal terminal) {
		List<String> readable = stored.configuration().environment().keySet().stream().filter(Secrets::isSecret).toList();
		if (!readable.isEmpty())
			terminal.say(NLS.bind(Messages.secret_hint, String.join(", ", readable), stored.id())); //$NON-NLS-1$
	}
}
