// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.VramMode;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** Reads a command line of ComfyUI into the fields of an instance; what has no field stays an argument. */
final class Arguments {

	private static final String EVERYWHERE = "0.0.0.0"; //$NON-NLS-1$

	private final Part part;
	private final Setup setup;
	private final @Nullable Path base;

	/** @param base that relative paths begin at; null when it is not known */
	Arguments(Part part, Setup setup, @Nullable Path base) {
		this.part = part;
		this.setup = setup;
		this.base = base;
	}

	void apply(List<String> words) {
		int next = 0;
		while (next < words.size()) {
			String word = words.get(next++);
			if (!word.startsWith("-")) //$NON-NLS-1$
				continue; // belongs to nothing
			List<String> values = new ArrayList<>();
			int equals = word.indexOf('=');
			if (word.startsWith("--") && equals > 0) { //$NON-NLS-1$
				values.add(word.substring(equals + 1));
				word = word.substring(0, equals);
			} else {
				while (next < words.size() && !isFlag(words.get(next)))
					values.add(words.get(next++));
			}
			take(word, values);
		}
	}

	/** A negative number is a value. */
	private static boolean isFlag(String word) {
		return word.startsWith("-") && !word.matches("-\\d+(\\.\\d+)?"); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private void take(String flag, List<String> values) {
		String value = values.isEmpty() ? "" : values.get(0); //$NON-NLS-1$
		switch (flag) {
			case "--port" -> Json.whole(value).ifPresentOrElse(part::port, () -> part.note(Messages.arguments_portNamesNoPort)); //$NON-NLS-1$
			case "--listen" -> listen(value); //$NON-NLS-1$
			case "--cpu" -> part.device("cpu"); //$NON-NLS-1$ //$NON-NLS-2$
			case "--cuda-device" -> part.device(value); //$NON-NLS-1$
			case "--directml" -> part.device(value.matches("\\d{1,3}") ? "directml:" + value : "directml"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			case "--output-directory" -> path(value, Messages.arguments_outputDirectory).ifPresent(part.builder()::outputDirectory); //$NON-NLS-1$
			case "--input-directory" -> path(value, Messages.arguments_inputDirectory).ifPresent(part.builder()::inputDirectory); //$NON-NLS-1$
			case "--user-directory" -> path(value, Messages.arguments_userDirectory).ifPresent(part.builder()::userDirectory); //$NON-NLS-1$
			case "--base-directory" -> path(value, Messages.arguments_baseDirectory).ifPresent(directory -> { //$NON-NLS-1$
				part.builder().baseDirectory(directory);
				part.directories(directory);
			});
			case "--extra-model-paths-config" -> values //$NON-NLS-1$
					.forEach(file -> path(file, Messages.arguments_fileExtraModelPaths).ifPresent(path -> part.extraPaths(path, null)));
			// Each instance gets its own; ComfyUI is asked without encryption; a browser is opened by the user.
			case "--temp-directory", "--database-url" -> part.note(NLS.bind(Messages.arguments_doesNotComeOver, flag)); //$NON-NLS-1$ //$NON-NLS-2$
			case "--tls-keyfile", "--tls-certfile" -> part.note(NLS.bind(Messages.arguments_doesNotComeOver2, flag)); //$NON-NLS-1$ //$NON-NLS-2$
			case "--auto-launch", "--disable-auto-launch", "--windows-standalone-build" -> { //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				// decided by this program
			}
			default -> vramOrExtra(flag, values);
		}
	}

	private void vramOrExtra(String flag, List<String> values) {
		Stream.of(VramMode.values()).filter(mode -> flag.equals(mode.flag())).findFirst().ifPresentOrElse(part::vram,
				() -> part.extra(flag, values));
	}

	private void listen(String value) {
		String address = value.isEmpty() ? EVERYWHERE : value.split(",", 2)[0].strip(); //$NON-NLS-1$
		if (!address.matches("[A-Za-z0-9.:-]{1,253}")) { //$NON-NLS-1$
			part.note(NLS.bind(Messages.arguments_noAddressListenOn, Notes.quote(value)));
			return;
		}
		boolean everywhere = address.equals(EVERYWHERE) || address.equals("::"); //$NON-NLS-1$
		part.builder().listen(address.equals("localhost") ? "127.0.0.1" : address); //$NON-NLS-1$ //$NON-NLS-2$
		if (!everywhere && !Address.isLoopback(address))
			part.builder().host(address); // it answers there and nowhere else
	}

	private Optional<Path> path(String value, String what) {
		return setup.path(value, base, what);
	}
}
