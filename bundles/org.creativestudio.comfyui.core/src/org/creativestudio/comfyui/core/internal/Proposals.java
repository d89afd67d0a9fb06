// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** What can be proposed for a configuration, and said of one. Blocks for disk and network; changes nothing. */
record Proposals(StudioHome home, LauncherRegistry launchers, Supplier<@Nullable List<ComputeDevice>> devices,
		Supplier<List<InstanceSnapshot>> instances, Supplier<FleetSettings> settings) {

	List<Finding> validate(InstanceConfiguration instance) {
		List<InstanceSnapshot> all = instances.get();
		List<InstanceConfiguration> others = all.stream().map(InstanceSnapshot::configuration).toList();
		boolean running = all.stream().anyMatch(other -> other.id().equals(instance.id())
				&& other.process() instanceof ProcessIdentity process && process.port() == instance.port());
		List<Finding> findings = new ArrayList<>(InstanceValidator.findings(instance, others, settings.get(),
				taken -> Ports.free(settings.get().launching().firstPort(), taken)));
		findings.addAll(new SurroundingsCheck(instance, others, running, devices, settings.get().launching().firstPort()).findings());
		launchers.find(instance.kind()).ifPresentOrElse(launcher -> findings.addAll(said(launcher, instance)),
				() -> findings.add(new Finding(Severity.WARNING, Field.KIND,
						NLS.bind(Messages.proposals_noPartCreativeStudio, instance.kind()), null)));
		findings.sort(Comparator.comparing(Finding::severity));
		return List.copyOf(findings);
	}

	/** A contributed launcher that fails here has nothing to say. */
	private static List<Finding> said(InstanceLauncher launcher, InstanceConfiguration instance) {
		try {
			return launcher.check(instance);
		} catch (RuntimeException | LinkageError e) {
			System.getLogger(Proposals.class.getName()).log(Level.WARNING, "A launcher could not check a configuration", e); //$NON-NLS-1$
			return List.of();
		}
	}

	/** @throws InstanceException when there is none */
	int freePort() {
		List<InstanceSnapshot> all = instances.get();
		return Ports.free(settings.get().launching().firstPort(), port -> all.stream().anyMatch(instance -> instance.configuration().port() == port))
				.orElseThrow(() -> new InstanceException(Reason.FAILED, Ports.noneFree()));
	}

	/** A contributed launcher that fails here has nothing to propose. */
	List<InstanceConfiguration> detect() {
		List<InstanceConfiguration> found = new ArrayList<>();
		for (InstanceLauncher launcher : launchers.all())
			try {
				found.addAll(launcher.detect(home));
			} catch (RuntimeException | LinkageError e) {
				System.getLogger(Proposals.class.getName()).log(Level.WARNING, "A launcher could not say what it could run here", e); //$NON-NLS-1$
			}
		return found;
	}

	InstanceConfiguration copy(InstanceSnapshot original, String id) {
		List<InstanceSnapshot> all = instances.get();
		String name = IntStream.iterate(2, number -> number + 1).mapToObj(number -> original.name() + ' ' + number)
				.filter(candidate -> all.stream().noneMatch(other -> other.name().equalsIgnoreCase(candidate))).findFirst().orElseThrow();
		return original.configuration().toBuilder().id(id).name(name).port(freePort()).autoStart(false).build();
	}
}
