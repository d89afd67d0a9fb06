// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevices;
import org.osgi.service.component.annotations.Component;

/** Asks the makers' tools, which come with the drivers. */
@Component(service = ComputeDevices.class)
public final class LocalDevices implements ComputeDevices {

	private static final System.Logger LOG = System.getLogger(LocalDevices.class.getName());
	/** The first call after the driver was unloaded takes seconds. */
	private static final Duration DEADLINE = Duration.ofSeconds(10);
	private static final int MAX_OUTPUT = 1 << 20;

	@Override
	public List<ComputeDevice> list() {
		List<ComputeDevice> devices = new ArrayList<>(SmiTools.nvidia(run(SmiTools.NVIDIA)));
		devices.addAll(SmiTools.rocm(run(SmiTools.ROCM)));
		return devices;
	}

	/** What a tool prints; empty when there is no such tool, or it fails or hangs. */
	private static String run(List<String> command) {
		Process process;
		try {
			process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		} catch (IOException e) {
			return ""; // the usual case: no such GPU here //$NON-NLS-1$
		}
		try (InputStream in = process.getInputStream()) {
			process.getOutputStream().close();
			process.onExit().orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS).whenComplete((end, late) -> {
				if (late != null)
					process.destroyForcibly();
			});
			String output = new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
			if (process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0)
				return output;
			LOG.log(Level.WARNING, "{0} failed: {1}", command.get(0), output.strip()); //$NON-NLS-1$
		} catch (IOException e) {
			LOG.log(Level.WARNING, command.get(0) + " failed", e); //$NON-NLS-1$
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} finally {
			process.destroyForcibly();
		}
		return ""; //$NON-NLS-1$
	}
}
