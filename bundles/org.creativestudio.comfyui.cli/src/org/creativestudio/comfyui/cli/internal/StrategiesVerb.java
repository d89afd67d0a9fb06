// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.List;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.balancing.StrategyOption;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry.Descriptor;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;

@Command(name = "strategies", description = "${bundle:verb.strategies}")
final class StrategiesVerb extends Verb {

	StrategiesVerb(Context context) {
		super(context);
	}

	/** @param id null: none was named */
	static void checkExists(StrategyRegistry registry, @Nullable String id) {
		if (id == null || registry.getStrategy(id).isPresent())
			return;
		String known = registry.getStrategies().stream().map(Descriptor::id).collect(Collectors.joining(", ")); //$NON-NLS-1$
		throw new Failure(ExitCode.NOT_FOUND, NLS.bind(Messages.strategy_not_found, id, known));
	}

	@Override
	public Integer call() {
		StrategyRegistry registry = services().strategies();
		List<Descriptor> strategies = registry.getStrategies();
		String standard = registry.getDefault().id();
		if (json) {
			JsonArray array = new JsonArray();
			for (Descriptor strategy : strategies) {
				JsonObject object = new JsonObject();
				object.addProperty("id", strategy.id()); //$NON-NLS-1$
				object.addProperty("name", strategy.name()); //$NON-NLS-1$
				object.addProperty("description", strategy.description()); //$NON-NLS-1$
				JsonArray options = new JsonArray();
				for (StrategyOption option : strategy.options()) {
					JsonObject each = new JsonObject();
					each.addProperty("name", option.name()); //$NON-NLS-1$
					each.addProperty("label", option.label()); //$NON-NLS-1$
					each.addProperty("description", option.description()); //$NON-NLS-1$
					each.addProperty("type", option.type().word()); //$NON-NLS-1$
					each.addProperty("default", option.defaultValue()); //$NON-NLS-1$
					options.add(each);
				}
				object.add("options", options); //$NON-NLS-1$
				array.add(object);
			}
			JsonObject document = new JsonObject();
			document.addProperty("default", standard); //$NON-NLS-1$
			document.add("strategies", array); //$NON-NLS-1$
			terminal().json(document);
			return ExitCode.DONE;
		}
		Table table = new Table(Messages.column_id, Messages.column_default, Messages.column_name, Messages.column_description);
		for (Descriptor strategy : strategies)
			table.add(strategy.id(), strategy.id().equals(standard) ? Messages.yes : "-", strategy.name(), //$NON-NLS-1$
					strategy.description());
		table.print(terminal().out());
		return ExitCode.DONE;
	}
}
