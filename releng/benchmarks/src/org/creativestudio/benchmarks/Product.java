// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The built product and configurations of it in the benchmark's own directory, so that nothing is written into the product.
 *
 * @param directory where the product was materialized
 * @param scratch   the benchmark's own directory
 * @param java      the java program
 * @param bundle    this bundle's jar
 */
record Product(Path directory, Path scratch, Path java, Path bundle) {

	/** The same options as the launch script's for a program without a screen. */
	private static final List<String> HEADLESS_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", //$NON-NLS-1$ //$NON-NLS-2$
			"-Xshare:auto", "--enable-native-access=ALL-UNNAMED"); //$NON-NLS-1$ //$NON-NLS-2$

	/** What {@code org.eclipse.equinox.app} needs to run an application, and nothing else. */
	private static final List<String> BARE_BUNDLES = List.of("org.eclipse.equinox.common", "org.eclipse.core.jobs", //$NON-NLS-1$ //$NON-NLS-2$
			"org.eclipse.equinox.registry", "org.eclipse.equinox.preferences", "org.eclipse.core.contenttype", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			"org.eclipse.equinox.app", "org.eclipse.core.runtime", "org.osgi.service.prefs", "org.osgi.service.component", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			"org.osgi.service.event", "org.osgi.service.cm", "org.osgi.util.promise", "org.osgi.util.function", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			"org.apache.felix.scr"); //$NON-NLS-1$

	/** A framework with the fewest bundles that can run an application which prints one line. */
	List<String> bareApplication() throws IOException {
		Path configuration = Files.createDirectories(scratch.resolve("bare")); //$NON-NLS-1$
		StringBuilder bundles = new StringBuilder();
		for (String name : BARE_BUNDLES)
			bundles.append("reference:").append(plugin(name).toUri()).append("@2:start,"); //$NON-NLS-1$ //$NON-NLS-2$
		bundles.append("reference:").append(bundle.toUri()).append("@4"); //$NON-NLS-1$ //$NON-NLS-2$
		Files.writeString(configuration.resolve("config.ini"), //$NON-NLS-1$
				"osgi.framework=" + plugin("org.eclipse.osgi").toUri() + "\nosgi.bundles=" + bundles //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
						+ "\nosgi.bundles.defaultStartLevel=4\nosgi.configuration.cascaded=false\n"); //$NON-NLS-1$
		List<String> command = java(HEADLESS_OPTIONS);
		command.addAll(List.of("-configuration", configuration.toString(), "-nosplash", "-data", "@none", "-application", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
				"org.creativestudio.benchmarks.bare")); //$NON-NLS-1$
		return command;
	}

	/** The whole product with this bundle added, in a configuration of its own. */
	List<String> withBenchmarks(List<String> options, List<String> arguments) throws IOException {
		Path configuration = scratch.resolve("product-configuration"); //$NON-NLS-1$
		if (!Files.exists(configuration)) {
			copy(directory.resolve("configuration"), configuration); //$NON-NLS-1$
			Path bundles = configuration.resolve("org.eclipse.equinox.simpleconfigurator").resolve("bundles.info"); //$NON-NLS-1$ //$NON-NLS-2$
			List<String> lines = new ArrayList<>();
			for (String line : Files.readAllLines(bundles)) {
				String[] parts = line.split(","); //$NON-NLS-1$
				if (parts.length == 5 && parts[2].startsWith("plugins/")) //$NON-NLS-1$
					line = parts[0] + ',' + parts[1] + ',' + directory.resolve(parts[2]).toUri() + ',' + parts[3] + ',' + parts[4];
				lines.add(line);
			}
			try (JarFile jar = new JarFile(bundle.toFile())) {
				// The exact version: a bundle whose version differs from the list's is left out.
				String version = jar.getManifest().getMainAttributes().getValue("Bundle-Version"); //$NON-NLS-1$
				lines.add("org.creativestudio.benchmarks," + version + ',' + bundle.toUri() + ",4,false"); //$NON-NLS-1$ //$NON-NLS-2$
			}
			Files.write(bundles, lines, StandardOpenOption.TRUNCATE_EXISTING);
		}
		List<String> command = java(options);
		command.addAll(List.of("-configuration", configuration.toString(), "-nosplash")); //$NON-NLS-1$ //$NON-NLS-2$
		command.addAll(arguments);
		return command;
	}

	private List<String> java(List<String> options) throws IOException {
		List<String> command = new ArrayList<>(List.of(java.toString()));
		command.addAll(options);
		command.addAll(List.of("-jar", plugin("org.eclipse.equinox.launcher").toString())); //$NON-NLS-1$ //$NON-NLS-2$
		return command;
	}

	private Path plugin(String name) throws IOException {
		try (Stream<Path> plugins = Files.list(directory.resolve("plugins"))) { //$NON-NLS-1$
			return plugins.filter(path -> path.getFileName().toString().startsWith(name + '_')).findFirst()
					.orElseThrow(() -> new IOException("the product has no bundle " + name)); //$NON-NLS-1$
		}
	}

	private static void copy(Path from, Path to) throws IOException {
		try (Stream<Path> files = Files.walk(from)) {
			files.forEach(file -> {
				try {
					Path target = to.resolve(from.relativize(file).toString());
					if (Files.isDirectory(file))
						Files.createDirectories(target);
					else
						Files.copy(file, target);
				} catch (IOException e) {
					throw new UncheckedIOException(e);
				}
			});
		}
	}
}
