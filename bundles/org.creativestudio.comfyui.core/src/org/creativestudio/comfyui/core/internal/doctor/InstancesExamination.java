// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.doctor;

import java.nio.file.FileStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.doctor.Check;
import org.creativestudio.comfyui.core.doctor.Check.State;
import org.creativestudio.comfyui.core.doctor.Examination;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.osgi.util.NLS;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Every instance: what validation finds (ports, addresses, directories), its secrets, its state, room for its outputs. */
@Component(service = Examination.class)
public final class InstancesExamination implements Examination {

	private final StudioHome home;
	private final InstanceManager manager;
	private final SecretStore secrets;

	@Activate
	public InstancesExamination(@Reference InstanceManager manager, @Reference SecretStore secrets) {
		this(StudioHome.current(), manager, secrets);
	}

	public InstancesExamination(StudioHome home, InstanceManager manager, SecretStore secrets) {
		this.home = home;
		this.manager = manager;
		this.secrets = secrets;
	}

	@Override
	public int order() {
		return 300;
	}

	@Override
	public String name() {
		return Messages.instancesExamination_instances;
	}

	@Override
	public List<Check> examine() {
		List<InstanceSnapshot> instances = manager.getInstances();
		// All at once: each asks ports, hosts and disks.
		List<CompletableFuture<List<Finding>>> findings = instances.stream().map(instance -> manager.validate(instance.configuration()))
				.toList();
		List<Check> checks = new ArrayList<>();
		Set<FileStore> disks = new LinkedHashSet<>();
		for (int i = 0; i < instances.size(); i++)
			instance(checks, instances.get(i), findings.get(i), disks);
		return checks;
	}

	private void instance(List<Check> checks, InstanceSnapshot instance, CompletableFuture<List<Finding>> asked, Set<FileStore> disks) {
		List<Check> own = new ArrayList<>();
		findings(own, instance, asked);
		secrets(own, instance);
		state(own, instance);
		if (!instance.configuration().kind().equals(InstanceConfiguration.ATTACHED))
			room(own, instance, disks);
		if (own.stream().allMatch(check -> check.state() == State.OK))
			own.add(0, Check.ok(instance.name(), Messages.instancesExamination_nothingWrong));
		own.forEach(check -> checks.add(check.of(instance.id())));
	}

	private static void findings(List<Check> checks, InstanceSnapshot instance, CompletableFuture<List<Finding>> asked) {
		try {
			for (Finding finding : asked.get())
				checks.add(new Check(instance.name(), null, finding.isError() ? State.ERROR : State.WARNING, finding.message(),
						finding.fix() instanceof Finding.Fix fix ? fix.label() + '.' : "")); //$NON-NLS-1$
		} catch (ExecutionException e) {
			checks.add(Check.warning(instance.name(), NLS.bind(Messages.instancesExamination_couldNotChecked, e.getCause().getMessage()), "")); //$NON-NLS-1$
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private void secrets(List<Check> checks, InstanceSnapshot instance) {
		if (instance.configuration().secrets().isEmpty())
			return;
		try {
			Set<String> known = secrets.names(instance.id());
			for (String variable : instance.configuration().secrets())
				if (!known.contains(variable))
					checks.add(Check.error(instance.name(), NLS.bind(Messages.instancesExamination_noValueOnComputer, variable),
							NLS.bind(Messages.instancesExamination_giveOneInstanceEdit, instance.id(), variable)));
		} catch (InstanceException e) {
			checks.add(Check.error(instance.name(), Messages.instancesExamination_cannotStartedItsSecrets,
					Messages.instancesExamination_seeWhatSaidSecrets));
		}
	}

	private static void state(List<Check> checks, InstanceSnapshot instance) {
		if (instance.status() == InstanceStatus.ERROR)
			checks.add(Check.error(instance.name(), instance.activity().isBlank() ? Messages.instancesExamination_failed : instance.activityLine(),
					NLS.bind(Messages.instancesExamination_readItsOutputInstance, instance.id())));
		else if (instance.status().isUp() && instance.health().health() == Health.UNHEALTHY)
			checks.add(Check.error(instance.name(), NLS.bind(Messages.instancesExamination_runsUnhealthy, instance.health().reason()),
					NLS.bind(Messages.instancesExamination_readItsOutputInstance2, instance.id())));
	}

	/** Of several on one disk the first one tells. */
	private void room(List<Check> checks, InstanceSnapshot instance, Set<FileStore> disks) {
		Path configured = instance.configuration().outputDirectory();
		Path directory = configured != null ? configured : home.instance(instance.id()).resolve("output"); //$NON-NLS-1$
		FileStore disk = Disks.of(directory);
		if (disk != null && disks.add(disk))
			checks.add(Disks.room(instance.name(), Messages.instancesExamination_outputs, directory, disk));
	}
}
