// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.creativestudio.comfyui.ui.internal.run.Await;
import org.eclipse.core.commands.operations.AbstractOperation;
import org.eclipse.core.commands.operations.IAdvancedUndoableOperation2;
import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.Status;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * Deletes instances; undone, they are there again, stopped, with the values of their secrets, which only this operation's memory
 * holds meanwhile. Blocks for servers and the disk, so it is not for the UI thread.
 */
final class DeleteOperation extends AbstractOperation implements IAdvancedUndoableOperation2 {

	private final InstanceManager manager;
	private final @Nullable SecretStore secrets;
	private final List<InstanceConfiguration> configurations;
	private final @Nullable String active;
	private final Map<String, Map<String, String>> values = new HashMap<>();

	/** @param secrets null where there is no secure storage */
	DeleteOperation(String label, InstanceManager manager, @Nullable SecretStore secrets, List<InstanceSnapshot> instances) {
		super(label);
		this.manager = manager;
		this.secrets = secrets;
		configurations = instances.stream().map(InstanceSnapshot::configuration).toList();
		active = instances.stream().filter(InstanceSnapshot::active).map(InstanceSnapshot::id).findFirst().orElse(null);
	}

	@Override
	public IStatus execute(@Nullable IProgressMonitor monitor, @Nullable IAdaptable info) {
		try {
			SecretStore store = secrets;
			for (InstanceConfiguration configuration : configurations)
				if (store != null && !configuration.secrets().isEmpty())
					values.put(configuration.id(), Map.copyOf(store.values(configuration.id())));
		} catch (InstanceException e) {
			return failure(e);
		}
		return follow(monitor, all(configurations.stream().map(configuration -> manager.delete(configuration.id()))
				.toArray(CompletableFuture[]::new)));
	}

	@Override
	public IStatus redo(@Nullable IProgressMonitor monitor, @Nullable IAdaptable info) {
		return execute(monitor, info);
	}

	@Override
	public IStatus undo(@Nullable IProgressMonitor monitor, @Nullable IAdaptable info) {
		CompletableFuture<?> made = CompletableFuture.completedFuture(null);
		for (InstanceConfiguration configuration : configurations)
			made = made.thenCompose(before -> restore(configuration));
		String wasActive = active;
		if (wasActive != null)
			made = made.thenCompose(before -> manager.setActive(wasActive));
		return follow(monitor, made);
	}

	private CompletableFuture<InstanceSnapshot> restore(InstanceConfiguration configuration) {
		SecretStore store = secrets;
		if (store != null)
			values.getOrDefault(configuration.id(), Map.of()).forEach((name, value) -> store.put(configuration.id(), name, value));
		return manager.create(configuration);
	}

	private static CompletableFuture<Void> all(CompletableFuture<?>[] several) {
		return CompletableFuture.allOf(several);
	}

	private IStatus follow(@Nullable IProgressMonitor monitor, CompletableFuture<?> work) {
		return new Await(work).follow(monitor == null ? new NullProgressMonitor() : monitor, this::failure);
	}

	private IStatus failure(Throwable cause) {
		return Status.error(NLS.bind(Messages.failed_reason, getLabel(), cause.getLocalizedMessage()), cause);
	}

	@Override
	public IStatus computeExecutionStatus(@Nullable IProgressMonitor monitor) {
		return Status.OK_STATUS;
	}

	@Override
	public void setQuietCompute(boolean quiet) {
		// nothing is asked while that is computed
	}

	@Override
	public boolean runInBackground() {
		return true;
	}
}
