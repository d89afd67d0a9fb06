// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.List;
import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.migration.FirstLaunch.Begun;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** Sees to it that something can take the work that is about to be given, starting an instance where none runs. */
final class Target {

	private final Context context;
	private final Instances instances;

	Target(Context context) {
		this.context = context;
		this.instances = new Instances(context);
	}

	/** The instance of that id or name, running. */
	InstanceSnapshot named(String idOrName) {
		return running(instances.find(idOrName), Messages.starting);
	}

	/**
	 * An instance for work that names none: the active one, unless the strategy is to choose.
	 *
	 * @param strategy null: the active instance comes first
	 * @return the instance that was started for it; null when the workflow service has a choice
	 */
	@Nullable
	InstanceSnapshot any(@Nullable String strategy) {
		Optional<InstanceSnapshot> active = strategy == null ? instances.manager().getActiveInstance() : Optional.empty();
		if (active.isPresent())
			return running(active.get(), Messages.starting_active);
		List<InstanceSnapshot> all = instances.manager().getInstances();
		if (all.stream().anyMatch(instance -> instance.status() == InstanceStatus.RUNNING))
			return null;
		return running(firstOf(all), Messages.starting_first);
	}

	/** The instance of the first job: the active one, else one that runs, else the first; made when there is none. */
	InstanceSnapshot first() {
		List<InstanceSnapshot> all = instances.manager().getInstances();
		InstanceSnapshot chosen = instances.manager().getActiveInstance()
				.or(() -> all.stream().filter(instance -> instance.status() == InstanceStatus.RUNNING).findFirst())
				.orElseGet(() -> firstOf(all));
		return running(chosen, Messages.starting);
	}

	private InstanceSnapshot firstOf(List<InstanceSnapshot> all) {
		if (!all.isEmpty())
			return all.get(0);
		Begun begun = context.interruption().await(context.services().firstLaunch().begin())
				.orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, Messages.no_instances));
		tell(begun, context.terminal());
		return begun.instance();
	}

	/** Says with what a home begins. */
	static void tell(Begun begun, Terminal terminal) {
		InstanceSnapshot made = begun.instance();
		if (begun.report().isEmpty())
			terminal.say(NLS.bind(Messages.made_default, made.name(), made.configuration().kind()));
		if (!begun.message().isEmpty())
			terminal.say(begun.message());
		begun.report().forEach(terminal::say);
	}

	private InstanceSnapshot running(InstanceSnapshot instance, String message) {
		return instance.status().isUp() ? instance : instances.start(instance, NLS.bind(message, instance.name()));
	}
}
