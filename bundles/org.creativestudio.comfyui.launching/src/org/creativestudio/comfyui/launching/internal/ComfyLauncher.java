// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;

/** Starts a ComfyUI that is installed on this computer. */
public final class ComfyLauncher implements InstanceLauncher {

	private static final String CUDA = "cuda:"; //$NON-NLS-1$

	private final Patience patience;

	public ComfyLauncher() {
		this(Patience.USUAL);
	}

	public ComfyLauncher(Patience patience) {
		this.patience = patience;
	}

	@Override
	public List<InstanceConfiguration> detect(StudioHome home) {
		return ComfyInstallation.find(System.getenv(), Path.of(System.getProperty("user.home"))).stream() //$NON-NLS-1$
				.map(found -> InstanceConfiguration.builder("comfyui", "ComfyUI").comfyuiDirectory(found.directory()) //$NON-NLS-1$ //$NON-NLS-2$
						.python(found.python()).build())
				.toList();
	}

	@Override
	public LaunchedInstance launch(InstanceConfiguration configuration, StudioHome home) {
		Path directory = configuration.comfyuiDirectory();
		if (directory == null)
			throw new InstanceException(Reason.INVALID, '\'' + configuration.name() //$NON-NLS-1$
					+ "' can't be started: it names no ComfyUI directory. Set the directory where ComfyUI's main.py is."); //$NON-NLS-1$
		if (!ComfyInstallation.isComfy(directory))
			throw new InstanceException(Reason.INVALID, '\'' + configuration.name() + "' can't be started: there is no ComfyUI (main.py) in " //$NON-NLS-1$
					+ directory + ". Correct the ComfyUI directory of the instance."); //$NON-NLS-1$
		Path configured = configuration.python();
		Path python = configured != null ? configured
				: ComfyInstallation.python(directory, System.getenv())
						.orElseThrow(() -> new InstanceException(Reason.INVALID, '\'' + configuration.name()
								+ "' can't be started: no Python was found for " + directory + ". Name one in the instance.")); //$NON-NLS-1$ //$NON-NLS-2$
		if (!Files.isExecutable(python))
			throw new InstanceException(Reason.INVALID,
					'\'' + configuration.name() + "' can't be started: " + python + " can't be executed. Name another Python."); //$NON-NLS-1$ //$NON-NLS-2$
		try {
			InstanceDirectories directories = InstanceDirectories.of(configuration, home);
			directories.create();
			return Processes.launch(configuration, home, command(configuration, python, directory, directories),
					environment(configuration), directory, patience);
		} catch (IOException e) {
			throw new InstanceException(Reason.FAILED,
					'\'' + configuration.name() + "' can't be started: its directories can't be made: " + e.getMessage() + '.', e); //$NON-NLS-1$
		}
	}

	/** Only flags that 0.3.64 and 0.38 both have. */
	static List<String> command(InstanceConfiguration configuration, Path python, Path directory, InstanceDirectories directories)
			throws IOException {
		List<String> command = new ArrayList<>(List.of(python.toString(), directory.resolve("main.py").toString(), "--port", //$NON-NLS-1$ //$NON-NLS-2$
				Integer.toString(configuration.port()), "--listen", "127.0.0.1", "--disable-auto-launch")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		if (configuration.gpuDevice().equals("cpu")) //$NON-NLS-1$
			command.add("--cpu"); //$NON-NLS-1$
		command.addAll(directories.arguments());
		Path customNodes = configuration.customNodesPath();
		if (customNodes != null) {
			Path paths = directories.base().resolve("extra_model_paths.yaml"); //$NON-NLS-1$
			// A YAML string in single quotes: only the quote itself is special.
			Files.writeString(paths, "creative_studio:\n  custom_nodes: '" + customNodes.toString().replace("'", "''") + "'\n"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			command.addAll(List.of("--extra-model-paths-config", paths.toString())); //$NON-NLS-1$
		}
		command.addAll(configuration.extraArguments());
		return command;
	}

	/** The device goes through the environment, where 0.3.64 and 0.38 agree; its number is nvidia-smi's. */
	static Map<String, String> environment(InstanceConfiguration configuration) {
		Map<String, String> environment = new LinkedHashMap<>();
		environment.put("PYTHONUNBUFFERED", "1"); //$NON-NLS-1$ //$NON-NLS-2$
		String device = configuration.gpuDevice();
		if (device.startsWith(CUDA) || device.startsWith("GPU-")) { //$NON-NLS-1$
			environment.put("CUDA_DEVICE_ORDER", "PCI_BUS_ID"); //$NON-NLS-1$ //$NON-NLS-2$
			environment.put("CUDA_VISIBLE_DEVICES", device.startsWith(CUDA) ? device.substring(CUDA.length()) : device); //$NON-NLS-1$
		}
		environment.putAll(configuration.environment());
		return environment;
	}

	@Override
	public Optional<LaunchedInstance> adopt(InstanceConfiguration configuration, StudioHome home) {
		return Processes.adopt(configuration, home, patience);
	}
}
