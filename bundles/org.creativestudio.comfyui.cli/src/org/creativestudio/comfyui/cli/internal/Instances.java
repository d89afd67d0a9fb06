// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.health.HealthMonitor;
import org.eclipse.osgi.util.NLS;

/** What several verbs do with instances. */
final class Instances {

	/** Names every instance. */
	static final String ALL = "all"; //$NON-NLS-1$

	private static final Duration HEALTH_DEADLINE = Duration.ofMillis(1500);

	private final Context context;
	private final InstanceManager manager;

	Instances(Context context) {
		this.context = context;
		this.manager = context.services().instances();
		manager.getProblem().ifPresent(problem -> {
			// What a newer program wrote can be used, but not changed.
			if (manager.getInstances().isEmpty())
				throw problem;
			context.terminal().say(problem.getMessage());
		});
		context.interruption().await(manager.ready());
	}

	/** The instance of that id or unique name. */
	InstanceSnapshot find(String idOrName) {
		return manager.find(idOrName).orElseThrow(() -> notFound(idOrName));
	}

	/** The instances of these ids, names, or {@link #ALL}; each once. All must exist. */
	List<InstanceSnapshot> find(List<String> idsOrNames) {
		Set<String> ids = new LinkedHashSet<>();
		for (String idOrName : idsOrNames)
			if (ALL.equals(idOrName) && manager.find(ALL).isEmpty())
				manager.getInstances().forEach(instance -> ids.add(instance.id()));
			else
				ids.add(find(idOrName).id());
		return latest(ids);
	}

	/** What is known now of instances that were there a moment ago. */
	List<InstanceSnapshot> latest(Iterable<String> ids) {
		List<InstanceSnapshot> found = new ArrayList<>();
		for (String id : ids)
			manager.getInstance(id).ifPresent(found::add);
		return found;
	}

	/** The same instances after those that are up were asked how they are. Takes no longer than a short deadline. */
	List<InstanceSnapshot> asked(List<InstanceSnapshot> instances) {
		List<String> up = instances.stream().filter(instance -> instance.status().isUp()).map(InstanceSnapshot::id).toList();
		if (up.isEmpty())
			return instances;
		HealthMonitor monitor = context.services().health();
		CompletableFuture<?>[] checks = up.stream().map(monitor::check).toArray(CompletableFuture[]::new);
		// A check that fails or is late leaves the snapshot as it was, and the snapshot says what is known.
		context.interruption().await(CompletableFuture.allOf(checks)
				.completeOnTimeout(null, HEALTH_DEADLINE.toMillis(), TimeUnit.MILLISECONDS).handle((none, failure) -> up));
		return latest(instances.stream().map(InstanceSnapshot::id).toList());
	}

	/**
	 * Starts an instance, telling the user, and waits until its server answers. Ctrl+C takes the start back.
	 *
	 * @return the running instance
	 */
	InstanceSnapshot start(InstanceSnapshot instance, String message) {
		context.terminal().say(message);
		CompletableFuture<InstanceSnapshot> start = manager.start(instance.id());
		try {
			InstanceSnapshot running = context.interruption().await(start);
			context.terminal().say(NLS.bind(Messages.started, running.name(), running.address()));
			return running;
		} catch (Failure e) {
			if (e.exitCode() == ExitCode.INTERRUPTED)
				takeBack(List.of(instance.id()), List.of(start));
			throw e;
		}
	}

	/** Cancels starts and waits until nothing of them is left. */
	void takeBack(List<String> ids, List<CompletableFuture<InstanceSnapshot>> starts) {
		List<CompletableFuture<?>> ends = new ArrayList<>();
		for (int i = 0; i < ids.size(); i++)
			if (!starts.get(i).isDone()) {
				context.terminal().say(NLS.bind(Messages.start_cancelled, name(ids.get(i))));
				starts.get(i).cancel(true);
				ends.add(manager.stop(ids.get(i)));
			}
		Interruption.settle(CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)), 8);
	}

	String name(String id) {
		return manager.getInstance(id).map(InstanceSnapshot::name).orElse(id);
	}

	InstanceManager manager() {
		return manager;
	}

	private InstanceException notFound(String idOrName) {
		List<String> names = manager.getInstances().stream().map(InstanceSnapshot::name).toList();
		String known = names.isEmpty() ? Messages.none_yet : String.join(", ", names); //$NON-NLS-1$
		return new InstanceException(InstanceException.Reason.NOT_FOUND,
				NLS.bind(Messages.instance_not_found, idOrName, known));
	}
}
