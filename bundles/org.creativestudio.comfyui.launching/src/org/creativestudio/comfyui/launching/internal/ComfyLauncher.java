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
import org.creativestudio.comfyui.core.launching.ComputeDevices;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.launching.LaunchedInstance;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Fix;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.eclipse.osgi.util.NLS;

/** Starts a ComfyUI that is installed on this computer. */
public final class ComfyLauncher implements InstanceLauncher {

	private final Patience patience;
	private final ComputeDevices devices;
	private final LaunchSecrets secrets;

	public ComfyLauncher() {
		this(Patience.USUAL, new LocalDevices());
	}

	public ComfyLauncher(Patience patience, ComputeDevices devices) {
		this(patience, devices, LaunchSecrets.SERVICE);
	}

	public ComfyLauncher(Patience patience, ComputeDevices devices, LaunchSecrets secrets) {
		this.patience = patience;
		this.devices = devices;
		this.secrets = secrets;
	}

	@Override
	public List<InstanceConfiguration> detect(StudioHome home) {
		return ComfyInstallation.find(System.getenv(), Path.of(System.getProperty("user.home"))).stream() //$NON-NLS-1$
				.map(found -> InstanceConfiguration.builder("comfyui", "ComfyUI").comfyuiDirectory(found.directory()) //$NON-NLS-1$ //$NON-NLS-2$
						.python(found.python()).build())
				.toList();
	}

	@Override
	public List<Finding> check(InstanceConfiguration configuration) {
		Path directory = configuration.comfyuiDirectory();
		if (directory == null || !directory.isAbsolute())
			return List.of();
		ComfyFlags flags = ComfyFlags.of(directory);
		return flags.unknown(configuration.extraArguments()).stream()
				.map(flag -> new Finding(Severity.WARNING, Field.EXTRA_ARGUMENTS,
						NLS.bind(Messages.comfyLauncher_installedComfyuiKnowsNo, flags.version(), flag),
						new Fix(NLS.bind(Messages.comfyLauncher_takeOut, flag), before -> without(before, flag))))
				.toList();
	}

	/** With it goes what follows and is no flag. */
	private static InstanceConfiguration without(InstanceConfiguration configuration, String flag) {
		List<String> kept = new ArrayList<>();
		boolean dropping = false;
		for (String argument : configuration.extraArguments()) {
			boolean hit = argument.equals(flag) || argument.startsWith(flag + '=');
			dropping = hit && argument.equals(flag) || dropping && !argument.startsWith("-"); //$NON-NLS-1$
			if (!hit && !dropping)
				kept.add(argument);
		}
		return configuration.toBuilder().extraArguments(kept).build();
	}

	@Override
	public LaunchedInstance launch(InstanceConfiguration configuration, StudioHome home) {
		Path directory = configuration.comfyuiDirectory();
		if (directory == null)
			throw new InstanceException(Reason.INVALID, NLS.bind(Messages.comfyLauncher_cannotStartedNamesNo, configuration.name()));
		if (!ComfyInstallation.isComfy(directory))
			throw new InstanceException(Reason.INVALID, NLS.bind(Messages.comfyLauncher_cannotStartedThereNo, configuration.name(), directory));
		Path configured = configuration.python();
		Path python = configured != null ? configured
				: ComfyInstallation.python(directory, System.getenv())
						.orElseThrow(() -> new InstanceException(Reason.INVALID,
								NLS.bind(Messages.comfyLauncher_cannotStartedNoPython, configuration.name(), directory)));
		if (!Files.isExecutable(python))
			throw new InstanceException(Reason.INVALID,
					NLS.bind(Messages.comfyLauncher_cannotStartedCannotExecuted, configuration.name(), python));
		for (Path models : configuration.modelDirectories())
			if (!Files.isDirectory(models))
				throw new InstanceException(Reason.INVALID,
						NLS.bind(Messages.comfyLauncher_cannotStartedItsModel, configuration.name(), models));
		ComfyFlags flags = ComfyFlags.of(directory);
		flags.check(configuration.name(), configuration.extraArguments(), Messages.comfyLauncher_takeOutExtraArguments);
		String device = configuration.gpuDevice();
		DeviceBinding binding = DeviceBinding.of(device, device.equals("auto") || device.equals("cpu") ? List.of() : devices.list()); //$NON-NLS-1$ //$NON-NLS-2$
		try {
			InstanceDirectories directories = InstanceDirectories.of(configuration, home);
			directories.create();
			return Processes.launch(configuration, home, command(configuration, python, directory, directories, binding, flags),
					environment(configuration, binding), directory, patience, secrets);
		} catch (IOException e) {
			throw new InstanceException(Reason.FAILED,
					NLS.bind(Messages.comfyLauncher_cannotStartedItsDirectories, configuration.name(), e.getMessage()), e);
		}
	}

	private static List<String> command(InstanceConfiguration configuration, Path python, Path directory, InstanceDirectories directories,
			DeviceBinding binding, ComfyFlags flags) throws IOException {
		List<String> command = new ArrayList<>(List.of(python.toString(), directory.resolve("main.py").toString(), "--port", //$NON-NLS-1$ //$NON-NLS-2$
				Integer.toString(configuration.port()), "--listen", configuration.listen())); //$NON-NLS-1$
		if (flags.knows("--disable-auto-launch")) //$NON-NLS-1$
			command.add("--disable-auto-launch"); //$NON-NLS-1$
		command.addAll(binding.arguments());
		String vram = configuration.vramMode().flag();
		// ComfyUI takes one of --cpu and these.
		if (vram != null && !binding.arguments().contains("--cpu")) //$NON-NLS-1$
			command.add(vram);
		Path base = configuration.baseDirectory();
		if (base != null)
			command.addAll(List.of("--base-directory", base.toString())); //$NON-NLS-1$
		command.addAll(directories.arguments());
		ExtraModelPaths.write(configuration, directories.base())
				.ifPresent(paths -> command.addAll(List.of("--extra-model-paths-config", paths.toString()))); //$NON-NLS-1$
		flags.check(configuration.name(), command, Messages.comfyLauncher_changeItsDeviceVram);
		command.addAll(configuration.extraArguments());
		return command;
	}

	private static Map<String, String> environment(InstanceConfiguration configuration, DeviceBinding binding) {
		Map<String, String> environment = new LinkedHashMap<>();
		environment.put("PYTHONUNBUFFERED", "1"); //$NON-NLS-1$ //$NON-NLS-2$
		environment.putAll(binding.environment());
		environment.putAll(configuration.environment());
		return environment;
	}

	@Override
	public Optional<LaunchedInstance> adopt(InstanceConfiguration configuration, StudioHome home) {
		return Processes.adopt(configuration, home, patience, secrets);
	}
}
