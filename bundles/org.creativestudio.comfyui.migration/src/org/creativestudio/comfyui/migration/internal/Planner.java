// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportItem.Action;
import org.creativestudio.comfyui.core.configuration.ImportItem.State;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** Makes a plan of what was found: each server once, with an id, a name and a port of its own. For one plan; blocks for the disk. */
final class Planner {

	private final List<InstanceConfiguration> here;
	private final boolean hasActive;
	private final IntPredicate isFree;
	private final Likeness likeness = new Likeness();
	/** In lower case: they are names of files too. */
	private final Set<String> ids = new HashSet<>();
	private final Set<String> names = new HashSet<>();
	private final List<Chosen> chosen = new ArrayList<>();
	private final List<ImportItem> known = new ArrayList<>();
	/** What was found of those that are stored already. */
	private final List<InstanceConfiguration> foundAgain = new ArrayList<>();
	private final List<String> notes = new ArrayList<>();

	/** @param running the address at which it answers already; null when it is not known to */
	private record Chosen(FoundSetup setup, InstanceConfiguration found, @Nullable Integer running) {
	}

	/**
	 * @param here   what is stored
	 * @param isFree whether a port of this computer can be used
	 */
	Planner(List<InstanceConfiguration> here, boolean hasActive, IntPredicate isFree) {
		this.here = here;
		this.hasActive = hasActive;
		this.isFree = isFree;
		for (InstanceConfiguration instance : here) {
			ids.add(key(instance.id()));
			names.add(key(instance.name()));
		}
	}

	ImportPlan plan(Collection<FoundSetup> setups) {
		for (FoundSetup setup : setups) {
			int before = chosen.size();
			setup.instances().forEach(instance -> choose(setup, instance));
			// Of one that is the only one of its set-up the notes go with it.
			if (chosen.size() != before + 1 || setup.instances().size() != 1)
				setup.notes().forEach(note -> notes.add(setup.sourceName() + ": " + note)); //$NON-NLS-1$
		}
		boolean legacy = chosen.size() == 1 && chosen.get(0).setup().single();
		List<ImportItem> items = new ArrayList<>();
		String active = null;
		for (Chosen one : chosen) {
			ImportItem item = item(one, legacy && !names.contains(key(Messages.planner_legacyInstance)) ? Messages.planner_legacyInstance : one.found().name(), items);
			items.add(item);
			boolean first = legacy || one.found() == one.setup().active() && isOnlySource(one.setup());
			if (!hasActive && active == null && first)
				active = item.incoming().id();
		}
		items.addAll(known);
		return new ImportPlan(items, active, notes);
	}

	/** With several previous set-ups the user says which is the active one; only a fleet that comes whole has said so itself. */
	private boolean isOnlySource(FoundSetup setup) {
		return setup.source().equals(FirstStudio.ID) || chosen.stream().allMatch(one -> one.setup() == setup);
	}

	private void choose(FoundSetup setup, InstanceConfiguration found) {
		Optional<InstanceConfiguration> stored = here.stream().filter(other -> likeness.isSame(found, other)).findFirst();
		if (stored.isPresent()) {
			foundAgain.add(found);
			// What is stored stands for it: the user may have changed it since.
			known.add(new ImportItem(stored.get(), setup.sourceName(), State.SAME, stored.get(), Action.SKIP, List.of(), List.of()));
			return;
		}
		if (foundAgain.stream().anyMatch(other -> isOfOtherKind(found, other) && likeness.isSame(found, other)))
			return; // the same in the words of another program
		for (int i = 0; i < chosen.size(); i++) {
			Chosen other = chosen.get(i);
			if (other.setup() == setup || !likeness.isSame(found, other.found()))
				continue;
			if (Likeness.isAttached(found) && !Likeness.isAttached(other.found()))
				chosen.set(i, new Chosen(other.setup(), other.found(), found.port()));
			String what = Likeness.isAttached(found) ? NLS.bind(Messages.planner_answersPortNow, found.port())
					: NLS.bind(Messages.planner_namedToo, setup.sourceName());
			notes.add(NLS.bind(Messages.planner_comesOverOnce, new Object[] { other.found().name(), other.setup().sourceName(), what }));
			return;
		}
		chosen.add(new Chosen(setup, found, null));
	}

	private static boolean isOfOtherKind(InstanceConfiguration one, InstanceConfiguration other) {
		return !Origin.of(one).map(Origin::source).equals(Origin.of(other).map(Origin::source));
	}

	private ImportItem item(Chosen one, String name, List<ImportItem> before) {
		InstanceConfiguration found = one.found();
		List<String> missing = new ArrayList<>(one.setup().instances().size() == 1 ? one.setup().notes() : List.of());
		List<InstanceConfiguration> others = new ArrayList<>(here);
		before.forEach(item -> others.add(item.incoming()));
		InstanceConfiguration.Builder builder = found.toBuilder().id(freeId(found.id())).name(freeName(name));
		if (!Likeness.isAttached(found))
			builder.port(port(one, others, missing));
		if (collides(found.outputDirectory(), others.stream().map(InstanceConfiguration::outputDirectory).toList())) {
			builder.outputDirectory(null);
			missing.add(NLS.bind(Messages.planner_getsOutputDirectoryIts, found.outputDirectory()));
		}
		if (collides(found.userDirectory(), others.stream().map(InstanceConfiguration::userDirectory).toList())) {
			builder.userDirectory(null);
			missing.add(NLS.bind(Messages.planner_getsUserDirectoryIts, found.userDirectory()));
		}
		String source = one.setup().location() instanceof Path place ? one.setup().sourceName() + " (" + place + ')' : one.setup().sourceName(); //$NON-NLS-1$
		return new ImportItem(builder.build(), source, State.NEW, null, Action.ADD, List.of(), missing);
	}

	private boolean collides(@Nullable Path directory, List<@Nullable Path> others) {
		return directory != null && others.stream().anyMatch(other -> other != null && likeness.real(other).equals(likeness.real(directory)));
	}

	private int port(Chosen one, List<InstanceConfiguration> others, List<String> missing) {
		Integer running = one.running();
		int wanted = running != null ? running : one.found().port();
		IntPredicate ours = port -> others.stream().anyMatch(other -> other.port() == port && isHere(other));
		if (!ours.test(wanted) && (running != null || isFree.test(wanted)))
			return wanted;
		int free = FreePorts.first(wanted < 1024 ? InstanceConfiguration.DEFAULT_PORT : wanted, port -> ours.test(port) || !isFree.test(port));
		if (Origin.of(one.found()).map(Origin::port).isPresent())
			missing.add(NLS.bind(Messages.planner_getsPortPortUse, free, wanted));
		return free;
	}

	/** Whether it has, or will have, a port of this computer. */
	private static boolean isHere(InstanceConfiguration instance) {
		return !Likeness.isAttached(instance) || Address.isLoopback(instance.host());
	}

	private String freeId(String wanted) {
		if (wanted.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}") && !wanted.equals(Part.NO_ID) && ids.add(key(wanted))) //$NON-NLS-1$
			return wanted;
		for (int number = 1;; number++) {
			String id = String.format(Locale.ROOT, "instance_%03d", number); //$NON-NLS-1$
			if (ids.add(id))
				return id;
		}
	}

	private String freeName(String wanted) {
		String name = wanted;
		for (int number = 2; !names.add(key(name)); number++)
			name = wanted + ' ' + number;
		return name;
	}

	private static String key(String name) {
		return name.toLowerCase(Locale.ROOT);
	}
}
