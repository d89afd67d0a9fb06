// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded;

import java.nio.file.Path;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

/**
 * What a server is started with. {@link #inDirectory(Path)} gives the defaults of ComfyUI's command line below one base
 * directory; the {@code with...} methods change one value each.
 *
 * @param listen         addresses to listen on
 * @param port           port; 0 picks a free one
 * @param base           base directory, holds models and, unless changed, the directories below
 * @param output         where SaveImage writes; need not exist
 * @param input          where LoadImage reads and uploads go; need not exist
 * @param temp           directory for previews, wiped at the start and removed at an orderly end
 * @param user           settings and user data
 * @param maxUploadBytes limit of each request body, in bytes
 * @param corsOrigin     the origin to allow ({@code *} for all), or null to check origins as ComfyUI does
 * @param metadata       whether images carry their prompt and workflow
 * @param caching        whether results of unchanged nodes are kept from one prompt to the next
 * @param testNodes      whether SlowSteps, Sleeper and Boom exist ({@code --disable-all-custom-nodes} removes them)
 * @param multiUser      whether each user has own settings
 * @param speed          factor on the durations of the timed nodes: 2 takes twice as long
 * @param printServer    whether the lines about the address are printed
 * @param logStdout      whether the log goes to standard output instead of standard error
 * @param arguments      the command line as given, for system_stats
 */
public record ServerOptions(List<String> listen, int port, Path base, Path output, Path input, Path temp, Path user,
		long maxUploadBytes, @Nullable String corsOrigin, boolean metadata, boolean caching, boolean testNodes,
		boolean multiUser, double speed, boolean printServer, boolean logStdout, List<String> arguments) {

	/** ComfyUI's default of {@code --max-upload-size}: 100 MB. */
	public static final long DEFAULT_MAX_UPLOAD_BYTES = 100L * 1024 * 1024;

	public ServerOptions {
		listen = List.copyOf(listen);
		arguments = List.copyOf(arguments);
		if (listen.isEmpty()) {
			throw new IllegalArgumentException("No address to listen on");
		}
		if (!(speed > 0 && speed <= 1000)) {
			throw new IllegalArgumentException("--speed must be above 0 and at most 1000, not " + speed);
		}
	}

	/** Loopback, a free port, everything below {@code base}. */
	public static ServerOptions inDirectory(Path base) {
		Path root = base.toAbsolutePath().normalize();
		return new ServerOptions(List.of("127.0.0.1"), 0, root, root.resolve("output"), root.resolve("input"),
				root.resolve("temp"), root.resolve("user"), DEFAULT_MAX_UPLOAD_BYTES, null, true, true, true, false, 1.0, true,
				false, List.of());
	}

	public ServerOptions withPort(int newPort) {
		return new ServerOptions(listen, newPort, base, output, input, temp, user, maxUploadBytes, corsOrigin, metadata, caching,
				testNodes, multiUser, speed, printServer, logStdout, arguments);
	}

	public ServerOptions withMaxUploadBytes(long bytes) {
		return new ServerOptions(listen, port, base, output, input, temp, user, bytes, corsOrigin, metadata, caching, testNodes,
				multiUser, speed, printServer, logStdout, arguments);
	}

	public ServerOptions withCorsOrigin(String origin) {
		return new ServerOptions(listen, port, base, output, input, temp, user, maxUploadBytes, origin, metadata, caching,
				testNodes, multiUser, speed, printServer, logStdout, arguments);
	}

	public ServerOptions withSpeed(double factor) {
		return new ServerOptions(listen, port, base, output, input, temp, user, maxUploadBytes, corsOrigin, metadata, caching,
				testNodes, multiUser, factor, printServer, logStdout, arguments);
	}

	public ServerOptions withMultiUser(boolean perUser) {
		return new ServerOptions(listen, port, base, output, input, temp, user, maxUploadBytes, corsOrigin, metadata, caching,
				testNodes, perUser, speed, printServer, logStdout, arguments);
	}
}
