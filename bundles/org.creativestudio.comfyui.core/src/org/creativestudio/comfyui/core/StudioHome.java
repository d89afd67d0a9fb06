// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.nio.file.Path;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

/**
 * The directory with everything the user owns. Only names places; makes and reads nothing.
 *
 * @param directory absolute
 */
public record StudioHome(Path directory) {

	public StudioHome {
		directory = directory.toAbsolutePath().normalize();
	}

	/** {@code CREATIVE_STUDIO_HOME}, else the place where programs of this system keep their configuration. */
	public static StudioHome of(Map<String, String> environment, String osName, Path userHome) {
		String own = set(environment, "CREATIVE_STUDIO_HOME"); //$NON-NLS-1$
		if (own != null)
			return new StudioHome(Path.of(own));
		if (osName.startsWith("Windows")) { //$NON-NLS-1$
			String appData = set(environment, "APPDATA"); //$NON-NLS-1$
			Path base = appData != null ? Path.of(appData) : userHome.resolve("AppData").resolve("Roaming"); //$NON-NLS-1$ //$NON-NLS-2$
			return new StudioHome(base.resolve("Creative Studio")); //$NON-NLS-1$
		}
		if (osName.startsWith("Mac")) //$NON-NLS-1$
			return new StudioHome(userHome.resolve("Library").resolve("Application Support").resolve("Creative Studio")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		String xdg = set(environment, "XDG_CONFIG_HOME"); //$NON-NLS-1$
		// The XDG specification says that a relative path there is to be ignored.
		Path base = xdg != null && Path.of(xdg).isAbsolute() ? Path.of(xdg) : userHome.resolve(".config"); //$NON-NLS-1$
		return new StudioHome(base.resolve("creative-studio")); //$NON-NLS-1$
	}

	/** The home of this process. */
	public static StudioHome current() {
		return of(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home"))); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static @Nullable String set(Map<String, String> environment, String name) {
		String value = environment.get(name);
		return value == null || value.isBlank() ? null : value;
	}

	/** {@code instances.json}: the configuration. */
	public Path instancesFile() {
		return directory.resolve("instances.json"); //$NON-NLS-1$
	}

	/** Earlier versions of the configuration. */
	public Path backups() {
		return directory.resolve("backups"); //$NON-NLS-1$
	}

	/** What concerns running processes: their identities, pauses, and locks among programs. */
	public Path run() {
		return directory.resolve("run"); //$NON-NLS-1$
	}

	/** {@code run/<id>.json} of one instance. */
	public Path runFile(String instanceId) {
		return run().resolve(instanceId + ".json"); //$NON-NLS-1$
	}

	/** {@code logs/<id>/} of one instance. */
	public Path logs(String instanceId) {
		return directory.resolve("logs").resolve(instanceId); //$NON-NLS-1$
	}

	/** The file that the output of an instance's process is appended to. */
	public Path log(String instanceId) {
		return logs(instanceId).resolve("comfyui.log"); //$NON-NLS-1$
	}

	/** The journal of jobs. */
	public Path jobs() {
		return directory.resolve("jobs"); //$NON-NLS-1$
	}

	/** {@code outputs/<job>/}: images fetched for a job. */
	public Path outputs(String jobId) {
		return directory.resolve("outputs").resolve(jobId); //$NON-NLS-1$
	}

	/** {@code metrics/<id>/}: figures and events of an instance. */
	public Path metrics(String instanceId) {
		return directory.resolve("metrics").resolve(instanceId); //$NON-NLS-1$
	}

	/** The instance's own directory: input, output, user and temporary files of servers that have no other. */
	public Path instance(String instanceId) {
		return directory.resolve("instances").resolve(instanceId); //$NON-NLS-1$
	}

	/** What keeps the values of secrets; for its owner alone. */
	public Path secrets() {
		return directory.resolve("secrets"); //$NON-NLS-1$
	}

	/** Equinox secure storage with the values of secrets, encrypted. */
	public Path secretsFile() {
		return secrets().resolve("secure_storage"); //$NON-NLS-1$
	}

	/** The key of {@link #secretsFile()}, where it is not in the environment. */
	public Path secretsKey() {
		return secrets().resolve("key"); //$NON-NLS-1$
	}
}
