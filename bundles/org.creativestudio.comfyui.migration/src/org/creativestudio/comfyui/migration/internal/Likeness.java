// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Whether two configurations stand for the same server, whatever they are called. Blocks for the disk, which is asked about each
 * directory once. Not thread-safe.
 */
final class Likeness {

	private final Map<Path, Path> real = new HashMap<>();

	/**
	 * @param incoming of a set-up
	 * @param other    stored, or of another set-up
	 */
	boolean isSame(InstanceConfiguration incoming, InstanceConfiguration other) {
		Optional<Origin> from = Origin.of(incoming);
		Optional<Origin> otherFrom = Origin.of(other);
		if (from.isPresent() && otherFrom.isPresent() && from.get().source().equals(otherFrom.get().source()))
			return from.get().isSame(otherFrom.get());
		boolean attached = isAttached(incoming);
		if (attached && isAttached(other))
			return address(incoming).equals(address(other));
		if (attached != isAttached(other)) {
			InstanceConfiguration running = attached ? incoming : other;
			InstanceConfiguration installed = attached ? other : incoming;
			return isRunningOne(running, installed);
		}
		Path directory = directory(incoming);
		Path otherDirectory = directory(other);
		return directory != null && directory.equals(otherDirectory) && portsAgree(port(incoming), port(other));
	}

	/** Whether what answers at an address is a ComfyUI of this computer. */
	private boolean isRunningOne(InstanceConfiguration running, InstanceConfiguration installed) {
		if (!installed.kind().equals(InstanceConfiguration.COMFYUI) || !Address.isLoopback(running.host()))
			return false;
		Path directory = directory(running);
		Integer port = port(installed);
		if (directory != null)
			return directory.equals(directory(installed)) && portsAgree(running.port(), port);
		return port != null && port == running.port();
	}

	private static boolean portsAgree(@Nullable Integer one, @Nullable Integer other) {
		return one == null || other == null || one.equals(other);
	}

	/** The port that the set-up named, or for what the user made by hand its own; null: any would do. */
	private static @Nullable Integer port(InstanceConfiguration instance) {
		return Origin.of(instance).map(Origin::port).orElseGet(() -> Origin.of(instance).isPresent() ? null : Integer.valueOf(instance.port()));
	}

	/** Where its models and settings are, as the disk knows it; null when that is not known. */
	private @Nullable Path directory(InstanceConfiguration instance) {
		Path base = instance.baseDirectory();
		Path directory = base != null ? base : instance.comfyuiDirectory();
		return directory == null ? null : real(directory);
	}

	/** One path for all ways to name a directory. */
	Path real(Path directory) {
		return real.computeIfAbsent(directory, Texts::real);
	}

	private static String address(InstanceConfiguration instance) {
		return new Address(instance.host(), instance.port()).comparable();
	}

	static boolean isAttached(InstanceConfiguration instance) {
		return instance.kind().equals(InstanceConfiguration.ATTACHED);
	}
}
