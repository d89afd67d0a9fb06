// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.problems;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Fix;
import org.creativestudio.comfyui.ui.internal.editor.InstanceEditing;
import org.creativestudio.comfyui.ui.internal.run.Await;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IMarkerResolution;
import org.eclipse.ui.IMarkerResolutionGenerator2;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** Quick fixes of problems of configurations: what the finding proposes, and the dialog. UI thread. */
public final class ConfigurationFixes implements IMarkerResolutionGenerator2 {

	@Override
	public boolean hasResolutions(@Nullable IMarker marker) {
		return marker != null && !instance(marker).isEmpty();
	}

	@Override
	public IMarkerResolution[] getResolutions(@Nullable IMarker marker) {
		InstanceManager manager = PlatformUI.getWorkbench().getService(InstanceManager.class);
		if (marker == null || manager == null || instance(marker).isEmpty())
			return new IMarkerResolution[0];
		List<IMarkerResolution> all = new ArrayList<>();
		String fix = marker.getAttribute(ConfigurationProblems.FIX, ""); //$NON-NLS-1$
		if (!fix.isEmpty())
			all.add(new Proposal(manager, fix));
		all.add(new Edit(manager));
		return all.toArray(IMarkerResolution[]::new);
	}

	private static String instance(IMarker marker) {
		return marker.getAttribute(ConfigurationProblems.INSTANCE, ""); //$NON-NLS-1$
	}

	/** What validation proposes. Asked again, because the marker may be older than the instance. */
	private record Proposal(InstanceManager manager, String label) implements IMarkerResolution {

		@Override
		public String getLabel() {
			return label;
		}

		@Override
		public void run(@Nullable IMarker marker) {
			InstanceSnapshot instance = marker == null ? null : manager.getInstance(instance(marker)).orElse(null);
			if (instance == null)
				return; // gone, and its marker goes with it
			IJobFunction work = monitor -> new Await(mend(instance)).follow(monitor, failure -> failed(instance, failure));
			Job.create(NLS.bind(Messages.fix_job, label, instance.name()), work).schedule();
		}

		private CompletableFuture<?> mend(InstanceSnapshot instance) {
			return manager.validate(instance.configuration())
					.thenCompose(findings -> manager.update(fix(findings).change().apply(instance.configuration())));
		}

		private Fix fix(List<Finding> findings) {
			for (Finding finding : findings)
				if (finding.fix() instanceof Fix fix && fix.label().equals(label))
					return fix;
			throw new InstanceException(InstanceException.Reason.NOT_FOUND, Messages.fix_gone);
		}

		private static IStatus failed(InstanceSnapshot instance, Throwable failure) {
			return Status.error(NLS.bind(Messages.fix_failed, instance.name(), failure.getLocalizedMessage()), failure);
		}
	}

	private record Edit(InstanceManager manager) implements IMarkerResolution {

		@Override
		public String getLabel() {
			return Messages.fix_edit;
		}

		@Override
		public void run(@Nullable IMarker marker) {
			IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
			if (marker != null && window != null)
				manager.getInstance(instance(marker)).ifPresent(instance -> new InstanceEditing(window, manager).edit(instance));
		}
	}
}
