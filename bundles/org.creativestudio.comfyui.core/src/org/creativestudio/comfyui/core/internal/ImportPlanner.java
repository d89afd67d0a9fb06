// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.configuration.FileContents;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportItem.Action;
import org.creativestudio.comfyui.core.configuration.ImportItem.State;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** How incoming instances relate to those that are here, and what becomes of them. Asks neither disk nor network. */
final class ImportPlanner {

	private final List<InstanceConfiguration> here;
	private final FleetSettings settings;

	ImportPlanner(Document document) {
		here = document.instances();
		settings = document.settings();
	}

	/** What would be done with the instances of a file if the user decides nothing. */
	ImportPlan plan(FileContents contents, boolean hasActive) {
		List<String> notes = new ArrayList<>(contents.leftOut());
		List<ImportItem> items = new ArrayList<>();
		for (InstanceConfiguration incoming : contents.instances()) {
			InstanceConfiguration existing = same(incoming);
			State state = existing == null ? State.NEW : isLike(incoming, existing) ? State.SAME
					: existing.id().equals(incoming.id()) ? State.CHANGED : State.CONFLICT;
			Action action = state == State.SAME || state == State.CHANGED ? Action.SKIP : Action.ADD;
			items.add(new ImportItem(incoming, contents.source(), state, existing, action, List.of(),
					contents.missing().getOrDefault(incoming.id(), List.of())));
		}
		ImportPlan plan = review(new ImportPlan(items, hasActive ? null : contents.active(), notes));
		for (int i = 0; i < items.size(); i++) {
			String before = items.get(i).incoming().id();
			InstanceConfiguration after = plan.items().get(i).incoming();
			if (!before.equals(after.id()))
				notes.add(NLS.bind(Messages.importPlanner_getsIdAnotherInstance, new Object[] { after.name(), after.id(), before }));
		}
		return new ImportPlan(plan.items(), plan.active(), notes);
	}

	/** Says anew how all items are, now that the user, or another program, may have changed something. */
	ImportPlan review(ImportPlan plan) {
		List<ImportItem> items = new ArrayList<>();
		Set<String> ids = new HashSet<>(here.stream().map(InstanceConfiguration::id).toList());
		String active = plan.active();
		for (ImportItem item : plan.items()) {
			ImportItem known = relate(item);
			if (known.action() == Action.ADD && !ids.add(known.incoming().id())) {
				String id = freeId(ids, plan);
				if (known.incoming().id().equals(active))
					active = id;
				ids.add(id);
				known = known.incoming(known.incoming().toBuilder().id(id).build());
			}
			items.add(known);
		}
		return new ImportPlan(items.stream().map(item -> judge(item, items)).toList(), active, plan.notes());
	}

	private ImportItem relate(ImportItem item) {
		InstanceConfiguration before = item.existing();
		InstanceConfiguration existing = before == null ? null : find(before.id());
		if (existing == null)
			existing = same(item.incoming());
		return new ImportItem(item.incoming(), item.source(), item.state(), existing, item.action(), item.findings(), item.missing());
	}

	private ImportItem judge(ImportItem item, List<ImportItem> all) {
		InstanceConfiguration existing = item.existing();
		List<Finding> findings = new ArrayList<>();
		if (item.action() == Action.REPLACE && existing == null)
			findings.add(new Finding(Severity.ERROR, Field.ID, Messages.importPlanner_thereNoInstanceHere, null));
		if (item.action() == Action.REPLACE && all.stream().anyMatch(other -> other != item && other.action() == Action.REPLACE
				&& existing != null && existing.equals(other.existing())))
			findings.add(new Finding(Severity.ERROR, Field.ID, Messages.importPlanner_twoInstancesWouldReplace, null));
		InstanceConfiguration result = result(item);
		State state;
		if (existing != null && isLike(item.incoming(), existing)) {
			state = State.SAME;
		} else {
			findings.addAll(InstanceValidator.findings(result, others(item, all), settings));
			boolean byId = existing != null && existing.id().equals(result.id());
			state = findings.stream().anyMatch(Finding::isError) ? State.CONFLICT : byId ? State.CHANGED : State.NEW;
		}
		return new ImportItem(item.incoming(), item.source(), state, existing, item.action(), findings, item.missing());
	}

	/** What would be stored of an item. One that is skipped is judged as if it replaced what has its id. */
	static InstanceConfiguration result(ImportItem item) {
		InstanceConfiguration existing = item.existing();
		return item.action() == Action.REPLACE && existing != null ? item.incoming().toBuilder().id(existing.id()).build() : item.incoming();
	}

	/** All that would be there beside an item. */
	List<InstanceConfiguration> others(ImportItem item, List<ImportItem> all) {
		List<InstanceConfiguration> others = new ArrayList<>();
		Set<String> replaced = new HashSet<>();
		for (ImportItem other : all)
			if (other != item && other.action() != Action.SKIP) {
				others.add(result(other));
				if (other.action() == Action.REPLACE)
					replaced.add(result(other).id());
			}
		here.stream().filter(instance -> !replaced.contains(instance.id())).forEach(others::add);
		return others;
	}

	private @Nullable InstanceConfiguration find(String id) {
		return here.stream().filter(instance -> instance.id().equals(id)).findFirst().orElse(null);
	}

	/** The one of this home that an incoming instance is or was; ids are counted up in each home, so an id alone says nothing. */
	private @Nullable InstanceConfiguration same(InstanceConfiguration incoming) {
		InstanceConfiguration byId = find(incoming.id());
		if (byId != null && (byId.name().equalsIgnoreCase(incoming.name())
				|| byId.port() == incoming.port() && byId.host().equalsIgnoreCase(incoming.host())))
			return byId;
		return here.stream().filter(instance -> instance.name().equalsIgnoreCase(incoming.name())).findFirst().orElse(null);
	}

	/** Whether nothing would be won by taking it: ids, values of secrets and confirmations aside, it is here. */
	private static boolean isLike(InstanceConfiguration incoming, InstanceConfiguration existing) {
		return content(incoming).equals(content(existing));
	}

	private static String content(InstanceConfiguration instance) {
		return ConfigurationJson.write(SecretFree.of(instance).instance().toBuilder().id("any").confirmedVariables(List.of()).build()).toString(); //$NON-NLS-1$
	}

	private static String freeId(Set<String> taken, ImportPlan plan) {
		Set<String> all = new HashSet<>(taken);
		plan.items().forEach(item -> all.add(item.incoming().id()));
		for (int number = 1;; number++) {
			String id = String.format(Locale.ROOT, "instance_%03d", number); //$NON-NLS-1$
			if (!all.contains(id))
				return id;
		}
	}
}
