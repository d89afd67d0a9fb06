// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Fix;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * Whether what a configuration names is there: ports, hosts, GPUs, directories. Blocks for disk and network, for seconds at most. All
 * of it are warnings, for it may be different when the instance is started.
 *
 * @param running whether the instance itself may hold its port
 * @param devices   the GPUs of this computer; null when nobody can tell
 * @param firstPort from which on a free port is looked for
 */
record SurroundingsCheck(InstanceConfiguration instance, Collection<InstanceConfiguration> others, boolean running,
		Supplier<@Nullable List<ComputeDevice>> devices, int firstPort) {

	private static final Duration NAME_DEADLINE = Duration.ofSeconds(3);
	private static final Pattern CUDA = Pattern.compile("cuda:\\d{1,3}|GPU-[0-9A-Fa-f-]+"); //$NON-NLS-1$

	List<Finding> findings() {
		List<Finding> findings = new ArrayList<>();
		if (instance.kind().equals(InstanceConfiguration.ATTACHED)) {
			host(findings);
			return findings;
		}
		port(findings);
		ownHost(findings);
		gpu(findings);
		comfyui(findings);
		for (PathCheck.Named named : PathCheck.PATHS)
			if (named.get().apply(instance) instanceof Path path && PathRules.HERE.problem(path.toString()) == null)
				if (named.written())
					written(findings, named, path);
				else if (named.field() == Field.CUSTOM_NODES_PATH)
					read(findings, named.field(), named.words(), path);
		for (Path directory : instance.modelDirectories())
			if (PathRules.HERE.problem(directory.toString()) == null)
				read(findings, Field.MODEL_DIRECTORIES, Messages.surroundingsCheck_modelDirectory, directory);
		shared(findings);
		return findings;
	}

	private static void warn(List<Finding> findings, Field field, String message) {
		findings.add(new Finding(Severity.WARNING, field, message, null));
	}

	private void port(List<Finding> findings) {
		int port = instance.port();
		if (running || port < 1 || port > 65535)
			return;
		if (!Ports.isFree(port)) {
			Optional<Ports.Holder> holder = Ports.holder(port);
			port(findings, NLS.bind(Messages.surroundingsCheck_portUse, port,
					holder.map(Ports.Holder::toString).orElse(Messages.surroundingsCheck_anotherProgram)));
			return;
		}
		String reserved = ReservedPorts.HERE.reason(port);
		if (reserved != null)
			port(findings, NLS.bind(Messages.surroundingsCheck_port, port, reserved));
	}

	private void port(List<Finding> findings, String message) {
		OptionalInt free = Ports.free(firstPort,
				candidate -> candidate == instance.port() || others.stream().anyMatch(other -> other.port() == candidate));
		if (free.isEmpty()) {
			warn(findings, Field.PORT, message + ' ' + Ports.noneFree());
			return;
		}
		int port = free.getAsInt();
		findings.add(new Finding(Severity.WARNING, Field.PORT, message,
				new Fix(NLS.bind(Messages.surroundingsCheck_usePort, port), configuration -> configuration.toBuilder().port(port).build())));
	}

	private void host(List<Finding> findings) {
		InetAddress address = resolved(findings);
		if (address != null && instance.port() >= 1 && instance.port() <= 65535 && !Ports.isOpen(address.getHostAddress(), instance.port()))
			warn(findings, Field.HOST, NLS.bind(Messages.surroundingsCheck_nothingAnswersNow, instance.host(), instance.port()));
	}

	/** A server that is started here is asked here. */
	private void ownHost(List<Finding> findings) {
		String host = instance.host();
		if (host.equals("localhost") || host.startsWith("127.")) //$NON-NLS-1$ //$NON-NLS-2$
			return;
		InetAddress address = resolved(findings);
		try {
			if (address != null && !address.isLoopbackAddress() && !address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null)
				findings.add(new Finding(Severity.WARNING, Field.HOST,
						NLS.bind(Messages.surroundingsCheck_serverRunsOnComputer, host, address.getHostAddress()),
						new Fix(Messages.surroundingsCheck_useLocalhost, configuration -> configuration.toBuilder().host("localhost").build()))); //$NON-NLS-1$
		} catch (SocketException e) {
			warn(findings, Field.HOST, NLS.bind(Messages.surroundingsCheck_whetherComputerCannotFound, host, e.getMessage()));
		}
	}

	private @Nullable InetAddress resolved(List<Finding> findings) {
		String host = instance.host().replaceAll("^\\[|\\]$", ""); //$NON-NLS-1$ //$NON-NLS-2$
		CompletableFuture<InetAddress> answer = new CompletableFuture<>();
		// The system has no deadline of its own worth the name.
		Thread.ofVirtual().name("resolve").start(() -> { //$NON-NLS-1$
			try {
				answer.complete(InetAddress.getByName(host));
			} catch (IOException | RuntimeException e) {
				answer.completeExceptionally(e);
			}
		});
		try {
			return answer.get(NAME_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
		} catch (ExecutionException e) {
			warn(findings, Field.HOST, NLS.bind(Messages.surroundingsCheck_hostNotKnownNetwork, instance.host()));
		} catch (TimeoutException e) {
			warn(findings, Field.HOST, NLS.bind(Messages.surroundingsCheck_withinSNobodyTold, NAME_DEADLINE.toSeconds(), instance.host()));
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		return null;
	}

	private void gpu(List<Finding> findings) {
		String device = instance.gpuDevice();
		if (!CUDA.matcher(device).matches())
			return;
		List<ComputeDevice> there = devices.get();
		if (there == null || there.stream().anyMatch(card -> card.device().equals(device) || device.equals(card.uuid())))
			return;
		Fix fix = new Fix(Messages.surroundingsCheck_useAuto, configuration -> configuration.toBuilder().gpuDevice("auto").build()); //$NON-NLS-1$
		findings.add(new Finding(Severity.WARNING, Field.GPU_DEVICE, there.isEmpty()
				? NLS.bind(Messages.surroundingsCheck_noGpuKnownComputer, device)
				: NLS.bind(Messages.surroundingsCheck_notComputerThere, device,
						there.stream().map(card -> card.device() + " (" + card.name() + ')').collect(Collectors.joining(", "))), //$NON-NLS-1$ //$NON-NLS-2$
				fix));
	}

	private void comfyui(List<Finding> findings) {
		Path comfyui = instance.comfyuiDirectory();
		if (comfyui != null && !Files.isRegularFile(comfyui.resolve("main.py"))) //$NON-NLS-1$
			warn(findings, Field.COMFYUI_DIRECTORY, NLS.bind(Messages.surroundingsCheck_thereNoComfyuiMain, comfyui));
		Path python = instance.python();
		if (python != null && (Files.isDirectory(python) || !Files.isExecutable(python)))
			warn(findings, Field.PYTHON, NLS.bind(Messages.surroundingsCheck_notThereCannotExecuted, python));
	}

	private static void read(List<Finding> findings, Field field, String what, Path directory) {
		if (!Files.isDirectory(directory) || !Files.isReadable(directory))
			warn(findings, field, NLS.bind(Messages.surroundingsCheck_notThereCannotRead, what, directory));
	}

	/** Is made when the instance starts, so the nearest parent that is there counts. */
	private static void written(List<Finding> findings, PathCheck.Named named, Path directory) {
		String what = NLS.bind(Messages.surroundingsCheck_the, named.words(), directory);
		Path nearest = directory;
		while (nearest != null && !Files.exists(nearest, LinkOption.NOFOLLOW_LINKS))
			nearest = nearest.getParent();
		if (nearest != null && Files.isSymbolicLink(nearest) && !Files.exists(nearest)) {
			warn(findings, named.field(), NLS.bind(Messages.surroundingsCheck_leadsThroughLinkWhose, what, nearest));
			return;
		}
		if (nearest == null || !Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
			warn(findings, named.field(), NLS.bind(Messages.surroundingsCheck_cannotWritten, what));
			return;
		}
		try {
			Path real = nearest.toRealPath();
			if (PathRules.HERE.isSystem(real))
				warn(findings, named.field(), NLS.bind(Messages.surroundingsCheck_leadsThroughLinkInto, what, real));
		} catch (IOException e) {
			warn(findings, named.field(), NLS.bind(Messages.surroundingsCheck_cannotRead, what, e.getMessage()));
		}
	}

	/** Directories that are one although their names differ: links, mounts, case. */
	private void shared(List<Finding> findings) {
		for (PathCheck.Named named : PathCheck.PATHS)
			if ((named.field() == Field.OUTPUT_DIRECTORY || named.field() == Field.USER_DIRECTORY)
					&& named.get().apply(instance) instanceof Path mine)
				for (InstanceConfiguration other : others)
					if (!other.id().equals(instance.id()) && named.get().apply(other) instanceof Path theirs && !PathCheck.overlap(mine, theirs)
							&& PathCheck.overlap(real(mine), real(theirs)))
						findings.add(PathCheck.shared(named, other, NLS.bind(Messages.surroundingsCheck_is, theirs, real(theirs))));
	}

	/** As far as it is there. */
	private static Path real(Path path) {
		Path nearest = path;
		while (nearest != null)
			try {
				return nearest.toRealPath().resolve(nearest.relativize(path));
			} catch (IOException e) {
				nearest = nearest.getParent();
			}
		return path;
	}
}
