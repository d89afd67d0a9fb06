// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.StudioHome;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Where one server reads and writes: as configured, else in directories of the instance's own, so that two servers never share
 * any (a shared output directory loses files, a start wipes a shared temporary one; both recorded).
 */
record InstanceDirectories(Path base, Path output, Path input, Path user, Path temporary) {

	static InstanceDirectories of(InstanceConfiguration configuration, StudioHome home) {
		Path base = home.instance(configuration.id());
		return new InstanceDirectories(base, or(configuration.outputDirectory(), base.resolve("output")), //$NON-NLS-1$
				or(configuration.inputDirectory(), base.resolve("input")), or(configuration.userDirectory(), base.resolve("user")), //$NON-NLS-1$ //$NON-NLS-2$
				base);
	}

	private static Path or(@Nullable Path configured, Path own) {
		return configured != null ? configured : own;
	}

	/** ComfyUI wants the user directory to exist (recorded). */
	void create() throws IOException {
		for (Path directory : List.of(base, output, input, user))
			Files.createDirectories(directory);
	}

	/** The flags, which 0.3.64 and 0.38 both have. ComfyUI puts a {@code temp} of its own into the temporary directory. */
	List<String> arguments() {
		return List.of("--output-directory", output.toString(), "--input-directory", input.toString(), "--user-directory", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				user.toString(), "--temp-directory", temporary.toString(), "--database-url", //$NON-NLS-1$ //$NON-NLS-2$
				"sqlite:///" + user.resolve("comfyui.db").toString().replace('\\', '/')); //$NON-NLS-1$ //$NON-NLS-2$
	}
}
