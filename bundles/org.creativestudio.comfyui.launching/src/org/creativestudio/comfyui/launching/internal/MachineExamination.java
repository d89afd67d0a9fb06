// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.doctor.Check;
import org.creativestudio.comfyui.core.doctor.Examination;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevices;
import org.eclipse.osgi.util.NLS;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** GPUs and their drivers, and the ComfyUI and the Python of every instance. Runs their programs, never a server. */
@Component(service = Examination.class)
public final class MachineExamination implements Examination {

	private static final String DRIVERS = Messages.machineExamination_drivers;
	private static final List<String> NVIDIA = List.of("nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	private static final List<String> ROCM = List.of("rocm-smi", "--showdriverversion"); //$NON-NLS-1$ //$NON-NLS-2$
	private static final Duration DEADLINE = Duration.ofSeconds(10);
	private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})[.\\w-]{0,40}"); //$NON-NLS-1$
	/** ComfyUI 0.3.64 and 0.38 both ask for it. */
	private static final int OLDEST_PYTHON = 10;

	private final InstanceManager manager;
	private final ComputeDevices devices;
	private final Map<String, String> environment;
	/** Runs a command for what it prints; empty when that fails. */
	private final Runner runner;

	/** Runs programs. */
	@FunctionalInterface
	public interface Runner {
		String run(List<String> command);
	}

	@Activate
	public MachineExamination(@Reference InstanceManager manager, @Reference ComputeDevices devices) {
		this(manager, devices, System.getenv(), command -> Tool.run(command, DEADLINE));
	}

	public MachineExamination(InstanceManager manager, ComputeDevices devices, Map<String, String> environment, Runner runner) {
		this.manager = manager;
		this.devices = devices;
		this.environment = environment;
		this.runner = runner;
	}

	@Override
	public int order() {
		return 200;
	}

	@Override
	public String name() {
		return DRIVERS;
	}

	@Override
	public List<Check> examine() {
		List<Check> checks = new ArrayList<>();
		List<ComputeDevice> found = devices.list();
		drivers(checks, found);
		Map<Path, String> pythons = new LinkedHashMap<>();
		for (InstanceSnapshot instance : manager.getInstances()) {
			List<Check> own = new ArrayList<>();
			device(own, instance.configuration(), found);
			if (instance.configuration().kind().equals(InstanceConfiguration.COMFYUI))
				comfyui(own, instance.configuration(), path -> pythons.computeIfAbsent(path, this::pythonVersion));
			own.forEach(check -> checks.add(check.of(instance.id())));
		}
		return checks;
	}

	private void drivers(List<Check> checks, List<ComputeDevice> found) {
		if (found.isEmpty()) {
			checks.add(Check.ok(DRIVERS, Messages.machineExamination_neitherNvidiaSmiNor));
			return;
		}
		if (found.stream().anyMatch(device -> device.maker() == ComputeDevice.Maker.NVIDIA))
			checks.add(Check.ok(DRIVERS, NLS.bind(Messages.machineExamination_nvidiaDriverWhetherTorch, version(runner.run(NVIDIA)))));
		if (found.stream().anyMatch(device -> device.maker() == ComputeDevice.Maker.AMD))
			checks.add(Check.ok(DRIVERS, NLS.bind(Messages.machineExamination_amdDriverWhetherTorch, version(runner.run(ROCM)))));
		for (ComputeDevice device : found)
			checks.add(Check.ok(DRIVERS,
					NLS.bind(Messages.machineExamination_is,
							new Object[] { device.device(), device.name(),
							device.memoryTotal() instanceof Long total
							? String.format(Locale.ROOT, Messages.machineExamination_fGib, total / (double) (1L << 30)) : "." }))); //$NON-NLS-1$
	}

	private static String version(String output) {
		Matcher version = VERSION.matcher(output);
		return version.find() ? version.group() : Messages.machineExamination_unknownVersion;
	}

	private static void device(List<Check> checks, InstanceConfiguration instance, List<ComputeDevice> found) {
		String device = instance.gpuDevice();
		boolean numbered = device.matches("(cuda|rocm):\\d{1,4}"); //$NON-NLS-1$
		if (instance.kind().equals(InstanceConfiguration.ATTACHED) || !numbered && !device.startsWith("GPU-")) //$NON-NLS-1$
			return;
		boolean there = numbered
				? found.stream().anyMatch(gpu -> gpu.index() == Integer.parseInt(device.substring(device.indexOf(':') + 1)))
				: found.stream().anyMatch(gpu -> device.equals(gpu.uuid()));
		if (!there)
			checks.add(Check.error(instance.name(),
					NLS.bind(Messages.machineExamination_itsDeviceNotComputer, device,
					found.isEmpty() ? Messages.machineExamination_itsDriverNotInstalled : "."), //$NON-NLS-1$
					Messages.machineExamination_seeVerbDevicesChoose));
	}

	private void comfyui(List<Check> checks, InstanceConfiguration instance, Versions versions) {
		Path directory = instance.comfyuiDirectory();
		if (directory == null || !ComfyInstallation.isComfy(directory)) {
			checks.add(Check.error(instance.name(), directory == null ? Messages.machineExamination_namesNoComfyuiDirectory
					: NLS.bind(Messages.machineExamination_thereNoComfyuiMain, directory),
					NLS.bind(Messages.machineExamination_setDirectoryInstanceEdit, instance.id())));
			return;
		}
		Optional<Path> python = instance.python() != null ? Optional.ofNullable(instance.python())
				: ComfyInstallation.python(directory, environment);
		String advice = NLS.bind(Messages.machineExamination_nameAnotherOneInstance, instance.id());
		if (python.isEmpty()) {
			checks.add(Check.error(instance.name(), NLS.bind(Messages.machineExamination_noPythonFound, directory), advice));
			return;
		}
		String answer = versions.apply(python.get());
		Matcher version = VERSION.matcher(answer);
		if (!version.find())
			checks.add(Check.error(instance.name(), NLS.bind(Messages.machineExamination_doesNotSayWhich, python.get()), advice));
		else if (Integer.parseInt(version.group(1)) != 3 || Integer.parseInt(version.group(2)) < OLDEST_PYTHON)
			checks.add(Check.error(instance.name(),
					NLS.bind(Messages.machineExamination_pythonComfyuiNeedsNewer,
							new Object[] { python.get(), version.group(), OLDEST_PYTHON }), advice));
		else
			checks.add(Check.ok(instance.name(), NLS.bind(Messages.machineExamination_comfyuiPython, directory, version.group())));
	}

	/** The version of the Python at a path. */
	@FunctionalInterface
	private interface Versions {
		String apply(Path python);
	}

	private String pythonVersion(Path python) {
		return runner.run(List.of(python.toString(), "-c", "import platform; print(platform.python_version())")); //$NON-NLS-1$ //$NON-NLS-2$
	}
}
