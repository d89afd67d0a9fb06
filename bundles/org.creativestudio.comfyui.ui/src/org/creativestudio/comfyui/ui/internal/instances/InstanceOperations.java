// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.health.HealthMonitor;
import org.creativestudio.comfyui.core.validation.Finding.Fix;
import org.creativestudio.comfyui.core.migration.FirstLaunch.Begun;
import org.creativestudio.comfyui.ui.internal.run.Await;
import org.creativestudio.comfyui.ui.internal.run.FirstInstances;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.progress.IProgressConstants;

/**
 * Does things to instances in jobs of the Progress view, which can be cancelled there. What goes wrong is in the instance's card;
 * the Progress view keeps it without a dialog in the user's way. Safe for any thread; returns at once.
 */
public final class InstanceOperations {

	private final InstanceManager manager;

	public InstanceOperations(InstanceManager manager) {
		this.manager = manager;
	}

	public void start(InstanceSnapshot instance) {
		schedule(NLS.bind(Messages.job_start, instance.name()), () -> manager.start(instance.id()));
	}

	public void stop(InstanceSnapshot instance) {
		schedule(NLS.bind(Messages.job_stop, instance.name()), () -> manager.stop(instance.id()));
	}

	public void stopWhenIdle(InstanceSnapshot instance) {
		schedule(NLS.bind(Messages.job_stopWhenIdle, instance.name()), () -> manager.stopWhenIdle(instance.id()));
	}

	public void restart(InstanceSnapshot instance) {
		schedule(NLS.bind(Messages.job_restart, instance.name()), () -> manager.restart(instance.id()));
	}

	public void pause(InstanceSnapshot instance, PauseOptions options) {
		schedule(NLS.bind(Messages.job_pause, instance.name()), () -> manager.pause(instance.id(), options));
	}

	public void resume(InstanceSnapshot instance) {
		schedule(NLS.bind(Messages.job_resume, instance.name()), () -> manager.resume(instance.id()));
	}

	/** Stores the changed configuration and starts the instance with it. */
	public void mend(InstanceSnapshot instance, Fix fix) {
		schedule(NLS.bind(Messages.job_mend, fix.label(), instance.name()), () -> manager
				.update(fix.change().apply(instance.configuration())).thenCompose(stored -> manager.start(stored.id())));
	}

	public void freeMemory(InstanceSnapshot instance) {
		schedule(NLS.bind(Messages.job_freeMemory, instance.name()), () -> manager.freeMemory(instance.id()));
	}

	/** @param sink is given the text on the UI thread */
	public void diagnose(List<InstanceSnapshot> instances, Consumer<String> sink) {
		if (instances.isEmpty())
			return;
		schedule(Messages.job_diagnose, () -> {
			List<CompletableFuture<String>> texts = instances.stream().map(instance -> manager.diagnostics(instance.id())).toList();
			return CompletableFuture.allOf(texts.toArray(CompletableFuture[]::new)).thenRun(() -> OnDisplay.later(PlatformUI.getWorkbench().getDisplay(),
					() -> sink.accept(texts.stream().map(CompletableFuture::join).collect(Collectors.joining("\n"))))); //$NON-NLS-1$
		});
	}

	/** @param id null for none */
	public void setActive(@Nullable String id) {
		schedule(Messages.job_activate, () -> manager.setActive(id));
	}

	public void check(HealthMonitor monitor, InstanceSnapshot instance) {
		schedule(NLS.bind(Messages.job_check, instance.name()), () -> monitor.check(instance.id()));
	}

	public void checkAll(HealthMonitor monitor) {
		schedule(Messages.job_checkAll, monitor::checkAll);
	}

	/** Makes the first instances and starts them if this home has never had one; does nothing otherwise. */
	public void createAndStartFirst() {
		schedule(Messages.job_default, () -> FirstInstances.make(manager).thenCompose(this::start));
	}

	/** Makes the first instances and starts them, also when all instances were deleted. */
	public void createAndStartDefault() {
		schedule(Messages.job_default, () -> FirstInstances.make(manager)
				.thenCompose(begun -> begun.isPresent() ? CompletableFuture.completedFuture(begun) : createEmbedded())
				.thenCompose(this::start));
	}

	private CompletableFuture<Optional<Begun>> createEmbedded() {
		if (!manager.getInstances().isEmpty())
			return CompletableFuture.completedFuture(Optional.empty());
		return manager.create(InstanceConfiguration.builder(manager.newId(), Messages.default_name)
				.kind(InstanceConfiguration.EMBEDDED).build())
				.thenApply(made -> Optional.of(new Begun(made, List.of(made.id()), "", List.of()))); //$NON-NLS-1$
	}

	private CompletableFuture<Void> start(Optional<Begun> begun) {
		List<String> ids = begun.map(Begun::start).orElse(List.of());
		return CompletableFuture.allOf(ids.stream().map(manager::start).toArray(CompletableFuture[]::new));
	}

	private static void schedule(String name, Supplier<CompletableFuture<?>> operation) {
		IJobFunction work = monitor -> new Await(operation.get()).follow(monitor, cause -> failure(name, cause));
		Job job = Job.create(name, work);
		// A failure waits in the Progress view and on the card; no dialog.
		job.setProperty(IProgressConstants.NO_IMMEDIATE_ERROR_PROMPT_PROPERTY, Boolean.TRUE);
		job.schedule();
	}

	private static IStatus failure(String name, Throwable cause) {
		String reason = cause.getLocalizedMessage();
		String message = reason == null || reason.isBlank() ? NLS.bind(Messages.failed, name)
				: NLS.bind(Messages.failed_reason, name, reason);
		// What an InstanceException says is enough; a stack of ours helps only where we did not expect the failure.
		return cause instanceof InstanceException ? Status.warning(message) : Status.error(message, cause);
	}
}
