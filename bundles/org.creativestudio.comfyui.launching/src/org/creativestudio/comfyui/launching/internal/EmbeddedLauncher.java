// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.eclipse.core.runtime.FileLocator;
import org.eclipse.core.runtime.Platform;
import org.eclipse.osgi.util.NLS;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** Starts the embedded server: a plain Java program whose class path is what its bundle is wired to. */
public final class EmbeddedLauncher implements InstanceLauncher {

	private static final String BUNDLE = "org.creativestudio.comfyui.embedded"; //$NON-NLS-1$
	private static final String MAIN = BUNDLE + ".EmbeddedServerMain"; //$NON-NLS-1$

	@Override
	public List<InstanceConfiguration> detect(StudioHome home) {
		if (Platform.getBundle(BUNDLE) == null)
			return List.of();
		return List.of(InstanceConfiguration.builder("embedded", "Demo engine").kind(InstanceConfiguration.EMBEDDED) //$NON-NLS-1$ //$NON-NLS-2$
				.gpuDevice("cpu").build()); //$NON-NLS-1$
	}

	@Override
	public LaunchedInstance launch(InstanceConfiguration configuration, StudioHome home) {
		Bundle bundle = Platform.getBundle(BUNDLE);
		if (bundle == null)
			throw new InstanceException(Reason.FAILED, NLS.bind(Messages.embeddedLauncher_cannotStartedBundleNot, configuration.name(), BUNDLE));
		try {
			InstanceDirectories directories = InstanceDirectories.of(configuration, home);
			directories.create();
			List<String> command = new ArrayList<>(List.of(
					Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
					"-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true", "-cp", classPath(bundle), MAIN, //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
					"--port", Integer.toString(configuration.port()), "--listen", configuration.listen())); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			command.addAll(directories.arguments());
			command.addAll(configuration.extraArguments());
			return Processes.launch(configuration, home, command, configuration.environment(), directories.base(),
					Patience.USUAL, LaunchSecrets.SERVICE);
		} catch (IOException e) {
			throw new InstanceException(Reason.FAILED, NLS.bind(Messages.embeddedLauncher_cannotStarted, configuration.name(), e.getMessage()), e);
		}
	}

	private static String classPath(Bundle bundle) throws IOException {
		Set<Bundle> bundles = new LinkedHashSet<>();
		collect(bundle, bundles);
		List<String> entries = new ArrayList<>();
		for (Bundle member : bundles) {
			File file = FileLocator.getBundleFileLocation(member)
					.orElseThrow(() -> new IOException(NLS.bind(Messages.embeddedLauncher_bundleNoFile, member.getSymbolicName())));
			Path path = file.toPath();
			if (Files.isDirectory(path))
				// a bundle of a development workspace
				for (String classes : List.of("bin", "target/classes")) //$NON-NLS-1$ //$NON-NLS-2$
					if (Files.isDirectory(path.resolve(classes)))
						entries.add(path.resolve(classes).toString());
			entries.add(path.toString());
		}
		return String.join(File.pathSeparator, entries);
	}

	private static void collect(Bundle bundle, Set<Bundle> bundles) {
		// The framework's own packages are Java's; the platform's have no place in a plain program.
		if (bundle.getBundleId() == 0 || !bundles.add(bundle))
			return;
		BundleWiring wiring = bundle.adapt(BundleWiring.class);
		if (wiring == null)
			throw new InstanceException(Reason.FAILED, NLS.bind(Messages.embeddedLauncher_embeddedServerCannotStarted, bundle.getSymbolicName()));
		for (BundleWire wire : wiring.getRequiredWires(null))
			collect(wire.getProvider().getBundle(), bundles);
	}

	@Override
	public Optional<LaunchedInstance> adopt(InstanceConfiguration configuration, StudioHome home) {
		return Processes.adopt(configuration, home, Patience.USUAL, LaunchSecrets.SERVICE);
	}
}
