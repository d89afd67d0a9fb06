// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.problems;

import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.ui.internal.run.Await;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IWorkspace;
import org.eclipse.core.resources.IWorkspaceRoot;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * Keeps a marker on the root of the workspace for all that is to be said of the stored configurations, so that the Problems view shows
 * it. A configuration is looked at again when it changes and when its instance fails or no longer does. Checks and changes markers in
 * a job.
 */
public final class ConfigurationProblems implements AutoCloseable {

	public static final String MARKER = "org.creativestudio.comfyui.ui.configurationProblem"; //$NON-NLS-1$
	/** Attributes of a marker: id of the instance, and the label of what mends it. */
	static final String INSTANCE = "instance"; //$NON-NLS-1$
	static final String FIX = "fix"; //$NON-NLS-1$
	/** Several changes in a row are looked at together. */
	private static final int DELAY_MS = 500;

	private record State(InstanceConfiguration configuration, boolean failed) {
		static @Nullable State of(@Nullable InstanceSnapshot instance) {
			return instance == null ? null : new State(instance.configuration(), instance.status() == InstanceStatus.ERROR);
		}
	}

	private record Known(@Nullable State state, List<Finding> findings) {
	}

	private final InstanceManager manager;
	private final InstanceListener listener = this::changed;
	private final Job job;
	/** By id, in the user's order. Only in the job. */
	private Map<String, Known> known = new LinkedHashMap<>();

	/** Begins at once, in the background. */
	public ConfigurationProblems(InstanceManager manager) {
		this.manager = manager;
		IJobFunction update = this::update;
		job = Job.create(Messages.problems_job, update);
		job.setSystem(true);
		manager.addListener(listener);
		job.schedule();
	}

	private void changed(InstanceChange change) {
		if (!Objects.equals(State.of(change.before()), State.of(change.after())))
			job.schedule(DELAY_MS);
	}

	private IStatus update(IProgressMonitor monitor) {
		// Before, the port of a server that runs already looks like another program's.
		IStatus status = new Await(manager.ready()).follow(monitor, failure -> Status.OK_STATUS);
		List<InstanceSnapshot> instances = manager.getInstances();
		// All at once: each asks ports, hosts and disks.
		Map<String, CompletableFuture<List<Finding>>> asked = instances.stream().filter(instance -> !isKnown(instance))
				.collect(Collectors.toMap(InstanceSnapshot::id, instance -> manager.validate(instance.configuration())));
		Map<String, Known> now = new LinkedHashMap<>();
		for (InstanceSnapshot instance : instances) {
			CompletableFuture<List<Finding>> findings = asked.get(instance.id());
			if (findings == null)
				now.put(instance.id(), Objects.requireNonNull(known.get(instance.id())));
			else {
				if (status.isOK())
					status = new Await(findings).follow(monitor, failure -> Status
							.error(NLS.bind(Messages.problems_failed, instance.name(), failure.getLocalizedMessage()), failure));
				if (!status.isOK()) {
					asked.values().forEach(each -> each.cancel(true));
					return status;
				}
				now.put(instance.id(), new Known(State.of(instance), findings.join()));
			}
		}
		boolean changed = !now.equals(known);
		known = now;
		if (changed)
			mark();
		return Status.OK_STATUS;
	}

	private boolean isKnown(InstanceSnapshot instance) {
		Known before = known.get(instance.id());
		return before != null && Objects.equals(before.state(), State.of(instance));
	}

	private void mark() {
		IWorkspaceRoot root = ResourcesPlugin.getWorkspace().getRoot();
		ICoreRunnable change = monitor -> {
			root.deleteMarkers(MARKER, false, IResource.DEPTH_ZERO);
			for (Known each : known.values())
				for (Finding finding : each.findings())
					root.createMarker(MARKER, attributes(Objects.requireNonNull(each.state()).configuration(), finding));
		};
		try {
			root.getWorkspace().run(change, root.getWorkspace().getRuleFactory().markerRule(root), IWorkspace.AVOID_UPDATE, null);
		} catch (CoreException e) {
			System.getLogger(ConfigurationProblems.class.getName()).log(Level.WARNING, e.getMessage(), e);
		}
	}

	private static Map<String, Object> attributes(InstanceConfiguration configuration, Finding finding) {
		return Map.of(IMarker.MESSAGE, finding.message(), IMarker.LOCATION, configuration.name(), //
				IMarker.SEVERITY, finding.isError() ? IMarker.SEVERITY_ERROR : IMarker.SEVERITY_WARNING, //
				INSTANCE, configuration.id(), FIX, finding.fix() instanceof Finding.Fix fix ? fix.label() : ""); //$NON-NLS-1$
	}

	@Override
	public void close() {
		manager.removeListener(listener);
		job.cancel();
	}
}
