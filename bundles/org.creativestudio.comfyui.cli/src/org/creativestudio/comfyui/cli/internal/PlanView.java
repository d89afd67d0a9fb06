// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportItem.Action;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** Shows what an import or a migration would do, or did. */
record PlanView(ImportPlan plan) {

	/** Whether it can't be done as it is. */
	boolean hasErrors() {
		return plan.items().stream().anyMatch(item -> item.action() != Action.SKIP && item.findings().stream().anyMatch(Finding::isError));
	}

	/** @param report what was done; empty when nothing was */
	void print(Terminal terminal, boolean json, List<String> report) {
		if (json) {
			terminal.json(json(report));
			return;
		}
		if (!report.isEmpty()) {
			report.forEach(terminal.out()::println);
			return;
		}
		Table table = new Table(Messages.column_name, Messages.column_state, Messages.column_action, Messages.column_address, Messages.column_id,
				Messages.column_here);
		for (ImportItem item : plan.items())
			table.add(item.incoming().name(), InstanceViews.word(item.state()), InstanceViews.word(item.action()),
					item.incoming().host() + ':' + item.incoming().port(), item.incoming().id(),
					item.existing() instanceof InstanceConfiguration existing ? existing.name() + " (" + existing.id() + ')' : "-"); //$NON-NLS-1$ //$NON-NLS-2$
		table.print(terminal.out());
		for (ImportItem item : plan.items()) {
			item.findings().forEach(finding -> terminal.out().println(NLS.bind(Messages.config_said, item.incoming().name(),
					NLS.bind(finding.isError() ? Messages.finding_error : Messages.finding_warning, finding.message()))));
			item.missing().forEach(missing -> terminal.out().println(NLS.bind(Messages.config_said, item.incoming().name(), missing)));
		}
		plan.notes().forEach(terminal.out()::println);
	}

	private JsonObject json(List<String> report) {
		JsonArray items = new JsonArray();
		for (ImportItem item : plan.items()) {
			JsonObject object = new JsonObject();
			object.addProperty("id", item.incoming().id()); //$NON-NLS-1$
			object.addProperty("name", item.incoming().name()); //$NON-NLS-1$
			object.addProperty("host", item.incoming().host()); //$NON-NLS-1$
			object.addProperty("port", item.incoming().port()); //$NON-NLS-1$
			object.addProperty("source", item.source()); //$NON-NLS-1$
			object.addProperty("state", InstanceViews.word(item.state())); //$NON-NLS-1$
			object.addProperty("action", InstanceViews.word(item.action())); //$NON-NLS-1$
			object.addProperty("existing", item.existing() instanceof InstanceConfiguration existing ? existing.id() : null); //$NON-NLS-1$
			object.add("findings", findings(item.findings())); //$NON-NLS-1$
			object.add("missing", texts(item.missing())); //$NON-NLS-1$
			items.add(object);
		}
		JsonObject document = new JsonObject();
		document.add("items", items); //$NON-NLS-1$
		document.addProperty("active", plan.active()); //$NON-NLS-1$
		document.add("notes", texts(plan.notes())); //$NON-NLS-1$
		document.add("report", report.isEmpty() ? JsonNull.INSTANCE : texts(report)); //$NON-NLS-1$
		return document;
	}

	private static JsonElement texts(List<String> texts) {
		JsonArray array = new JsonArray();
		texts.forEach(array::add);
		return array;
	}

	static JsonArray findings(List<Finding> findings) {
		JsonArray array = new JsonArray();
		for (Finding finding : findings) {
			JsonObject object = new JsonObject();
			object.addProperty("severity", InstanceViews.word(finding.severity())); //$NON-NLS-1$
			object.addProperty("field", InstanceViews.word(finding.field())); //$NON-NLS-1$
			object.addProperty("message", finding.message()); //$NON-NLS-1$
			object.addProperty("fix", finding.fix() == null ? null : finding.fix().label()); //$NON-NLS-1$
			array.add(object);
		}
		return array;
	}
}
