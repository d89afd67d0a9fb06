// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.internal.LauncherRegistry;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;

/**
 * {@code StoreWriter HOME CHANGES}: a program of its own that counts up a setting, one change of the store for each step, as fast as it
 * can; 0 changes: for ever. Prints what it read first ({@code -1}: it could not be read), then each step that is done.
 */
public final class StoreWriter {

	/** A setting has a range. */
	static final int MODULUS = 60_000;
	private static final int INSTANCES = 20;
	private static final int FIRST_PORT = 20_000;

	private static final LauncherRegistry NONE = new LauncherRegistry() {
		@Override
		public Optional<InstanceLauncher> find(String kind) {
			return Optional.empty();
		}

		@Override
		public List<InstanceLauncher> all() {
			return List.of();
		}
	};

	private StoreWriter() {
	}

	public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
		long changes = Long.parseLong(arguments[1]);
		// Unbuffered: what is printed is out, also when this program is killed in the next moment.
		OutputStream out = new FileOutputStream(FileDescriptor.out);
		try (HomeInstanceManager manager = new HomeInstanceManager(new StudioHome(Path.of(arguments[0])), Clock.systemUTC(), null, NONE)) {
			boolean readable = manager.getProblem().isEmpty() && (manager.getInstances().isEmpty() || manager.getInstances().size() == INSTANCES);
			tell(out, readable ? manager.getSettings().metricsPort() : -1);
			for (int i = manager.getInstances().size(); readable && changes < 0 && i < INSTANCES; i++)
				manager.create(InstanceConfiguration.builder(manager.newId(), "Instance " + i).port(FIRST_PORT + i).build()).get(); //$NON-NLS-1$
			int[] done = { 0 };
			for (long i = 0; readable && (changes == 0 || i < changes); i++) {
				manager.changeSettings(settings -> next(settings, done)).get();
				tell(out, done[0]);
			}
		}
	}

	private static FleetSettings next(FleetSettings settings, int[] done) {
		done[0] = (settings.metricsPort() + 1) % MODULUS;
		return settings.metricsPort(done[0]);
	}

	private static void tell(OutputStream out, int number) throws IOException {
		out.write((number + "\n").getBytes(StandardCharsets.US_ASCII)); //$NON-NLS-1$
	}
}
