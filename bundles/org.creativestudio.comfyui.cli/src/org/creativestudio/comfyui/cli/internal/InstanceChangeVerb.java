// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PauseOptions;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb that changes several instances at once and tells what became of each. */
abstract class InstanceChangeVerb extends Verb {

	@Parameters(paramLabel = "ID", arity = "1..*", description = "${bundle:verb.instance.ids}")
	private List<String> ids = List.of();

	private final String progress;

	InstanceChangeVerb(Context context, String progress) {
		super(context);
		this.progress = progress;
	}

	abstract CompletableFuture<InstanceSnapshot> change(InstanceManager manager, String id);

	/** The user pressed Ctrl+C while these were under way. */
	abstract void interrupted(Instances instances, List<String> chosen, List<CompletableFuture<InstanceSnapshot>> changes);

	@Override
	public final Integer call() {
		Instances instances = new Instances(context);
		List<InstanceSnapshot> chosen = instances.find(ids);
		List<String> chosenIds = chosen.stream().map(InstanceSnapshot::id).toList();
		List<CompletableFuture<InstanceSnapshot>> changes = new ArrayList<>();
		for (InstanceSnapshot instance : chosen) {
			terminal().say(NLS.bind(progress, instance.name()));
			changes.add(change(instances.manager(), instance.id()));
		}
		JsonArray failures = new JsonArray();
		int code = ExitCode.DONE;
		for (int i = 0; i < changes.size(); i++)
			try {
				InstanceSnapshot changed = context.interruption().await(changes.get(i));
				if (changed.status() == InstanceStatus.RUNNING && changed.configuration().isOpenToNetwork())
					terminal().say(NLS.bind(Messages.instance_failed, changed.name(), changed.activity()));
			} catch (Failure e) {
				if (e.exitCode() == ExitCode.INTERRUPTED)
					interrupted(instances, chosenIds, changes);
				throw e;
			} catch (InstanceException e) {
				terminal().say(NLS.bind(Messages.instance_failed, instances.name(chosenIds.get(i)), e.getMessage()));
				failures.add(failure(chosenIds.get(i), e));
				code = code == ExitCode.DONE ? Cli.exitCode(e) : code;
			}
		List<InstanceSnapshot> after = instances.asked(instances.latest(chosenIds));
		if (json) {
			JsonObject document = InstanceViews.json(after);
			document.add("failures", failures); //$NON-NLS-1$
			terminal().json(document);
		} else {
			InstanceViews.printTable(after, terminal());
		}
		return code;
	}

	private static JsonObject failure(String id, InstanceException e) {
		JsonObject object = new JsonObject();
		object.addProperty("id", id); //$NON-NLS-1$
		object.addProperty("message", e.getMessage()); //$NON-NLS-1$
		return object;
	}

	/** A start that is not wanted any more leaves nothing behind. */
	private abstract static class Starting extends InstanceChangeVerb {
		Starting(Context context, String progress) {
			super(context, progress);
		}

		@Override
		final void interrupted(Instances instances, List<String> chosen, List<CompletableFuture<InstanceSnapshot>> changes) {
			instances.takeBack(chosen, changes);
		}
	}

	@Command(name = "start", description = "${bundle:verb.instance.start}")
	static final class Start extends Starting {
		Start(Context context) {
			super(context, Messages.starting);
		}

		@Override
		CompletableFuture<InstanceSnapshot> change(InstanceManager manager, String id) {
			return manager.start(id);
		}
	}

	@Command(name = "restart", description = "${bundle:verb.instance.restart}")
	static final class Restart extends Starting {
		Restart(Context context) {
			super(context, Messages.restarting);
		}

		@Override
		CompletableFuture<InstanceSnapshot> change(InstanceManager manager, String id) {
			return manager.restart(id);
		}
	}

	@Command(name = "stop", description = "${bundle:verb.instance.stop}")
	static final class Stop extends InstanceChangeVerb {
		@Option(names = "--when-idle", description = "${bundle:stop.when-idle}")
		private boolean whenIdle;

		Stop(Context context) {
			super(context, Messages.stopping);
		}

		@Override
		CompletableFuture<InstanceSnapshot> change(InstanceManager manager, String id) {
			return whenIdle ? manager.stopWhenIdle(id) : manager.stop(id);
		}

		@Override
		void interrupted(Instances instances, List<String> chosen, List<CompletableFuture<InstanceSnapshot>> changes) {
			// Who waits for work can be called back; half-stopped is worse than stopped, so that is brought to its end.
			if (whenIdle)
				changes.forEach(change -> change.cancel(true));
			Interruption.settle(CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new)), 8);
		}
	}

	@Command(name = "pause", description = "${bundle:verb.instance.pause}")
	static final class Pause extends InstanceChangeVerb {
		@Option(names = "--interrupt", description = "${bundle:pause.interrupt}")
		private boolean interrupt;
		@Option(names = "--free-memory", description = "${bundle:pause.free-memory}")
		private boolean freeMemory;
		@Option(names = "--suspend", description = "${bundle:pause.suspend}")
		private boolean suspend;

		Pause(Context context) {
			super(context, Messages.pausing);
		}

		@Override
		CompletableFuture<InstanceSnapshot> change(InstanceManager manager, String id) {
			return manager.pause(id, new PauseOptions(interrupt, freeMemory, suspend));
		}

		@Override
		void interrupted(Instances instances, List<String> chosen, List<CompletableFuture<InstanceSnapshot>> changes) {
			changes.forEach(change -> change.cancel(true));
		}
	}

	@Command(name = "resume", description = "${bundle:verb.instance.resume}")
	static final class Resume extends InstanceChangeVerb {
		Resume(Context context) {
			super(context, Messages.resuming);
		}

		@Override
		CompletableFuture<InstanceSnapshot> change(InstanceManager manager, String id) {
			return manager.resume(id);
		}

		@Override
		void interrupted(Instances instances, List<String> chosen, List<CompletableFuture<InstanceSnapshot>> changes) {
			Interruption.settle(CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new)), 8);
		}
	}
}
