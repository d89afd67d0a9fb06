// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportItem.Action;
import org.creativestudio.comfyui.core.configuration.ImportItem.State;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.osgi.util.NLS;

/** Does what a plan says to a document, all of it or nothing, and tells what it did. For one application only. */
final class ImportApplication {

	private final ImportPlan plan;
	private final List<String> report = new ArrayList<>();

	ImportApplication(ImportPlan plan) {
		this.plan = plan;
	}

	/** @throws InstanceException that names every item with an error and what is wrong */
	Document apply(Document document) {
		ImportPlan reviewed = new ImportPlanner(document).review(plan);
		List<String> errors = new ArrayList<>();
		List<InstanceConfiguration> after = new ArrayList<>(document.instances());
		String active = document.active();
		for (ImportItem item : reviewed.items()) {
			InstanceConfiguration result = ImportPlanner.result(item);
			if (item.action() != Action.SKIP)
				item.findings().stream().filter(Finding::isError)
						.forEach(finding -> errors.add('\'' + Shown.text(item.incoming().name()) + "': " + finding.message())); //$NON-NLS-1$
			if (item.action() == Action.ADD)
				after.add(result);
			else if (item.action() == Action.REPLACE)
				after.replaceAll(old -> old.id().equals(result.id()) ? result : old);
			if (item.incoming().id().equals(reviewed.active()) && (item.action() != Action.SKIP || item.state() == State.SAME))
				active = item.action() == Action.SKIP && item.existing() instanceof InstanceConfiguration existing ? existing.id() : result.id();
			report.add(said(item));
			if (item.action() != Action.SKIP)
				item.missing().forEach(missing -> report.add('\'' + Shown.text(item.incoming().name()) + "': " + missing)); //$NON-NLS-1$
		}
		if (!errors.isEmpty())
			throw new InstanceException(Reason.INVALID, NLS.bind(Messages.importApplication_nothingImportedRenameGive, String.join(" ", errors))); //$NON-NLS-1$
		report.addAll(plan.notes());
		return document.withInstances(after).withActive(active);
	}

	private static String said(ImportItem item) {
		String name = '\'' + Shown.text(item.incoming().name()) + '\'';
		return switch (item.action()) {
			case ADD -> NLS.bind(Messages.importApplication_addedPort, name, item.incoming().port());
			case REPLACE -> NLS.bind(Messages.importApplication_replacedOneHere, name);
			case SKIP -> name + (item.state() == State.SAME ? Messages.importApplication_hereAlready : Messages.importApplication_skipped);
		};
	}

	/** A sentence for each thing that was done or is to be said. */
	List<String> report() {
		return List.copyOf(report);
	}
}
