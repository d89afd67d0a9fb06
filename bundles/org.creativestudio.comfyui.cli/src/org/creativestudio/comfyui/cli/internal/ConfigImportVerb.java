// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.configuration.FileContents;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportItem.Action;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.eclipse.osgi.util.NLS;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes instances over from a file, all that are not skipped or none. */
@Command(name = "import", description = "${bundle:verb.config.import}")
final class ConfigImportVerb extends Verb {

	@Parameters(paramLabel = "FILE", description = "${bundle:config.import.file}")
	private String file = ""; //$NON-NLS-1$
	@Option(names = "--dry-run", description = "${bundle:config.import.dry-run}")
	private boolean dryRun;
	@Option(names = "--rename", paramLabel = "ID=NAME", description = "${bundle:config.import.rename}")
	private Map<String, String> names = Map.of();
	@Option(names = "--port", paramLabel = "ID=N", description = "${bundle:config.import.port}")
	private Map<String, Integer> ports = Map.of();
	@Option(names = "--skip", paramLabel = "ID", description = "${bundle:config.import.skip}")
	private List<String> skipped = List.of();
	@Option(names = "--skip-unreadable", description = "${bundle:config.import.skip-unreadable}")
	private boolean skipUnreadable;
	@Option(names = "--replace", paramLabel = "ID", description = "${bundle:config.import.replace}")
	private List<String> replaced = List.of();

	private List<ImportItem> items = List.of();
	private List<String> idsInFile = List.of();

	ConfigImportVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		ConfigurationExchange exchange = services().exchange();
		Path source = ConfigurationOptions.file(file);
		FileContents contents = context.interruption().await(exchange.read(source));
		idsInFile = contents.instances().stream().map(InstanceConfiguration::id).toList();
		ImportPlan proposed = context.interruption().await(exchange.planImport(source));
		items = new ArrayList<>(proposed.items());
		names.forEach((id, name) -> decide(id, item -> item.incoming(item.incoming().toBuilder().name(name).build()).action(chosen(item))));
		ports.forEach((id, port) -> decide(id, item -> item.incoming(item.incoming().toBuilder().port(port).build()).action(chosen(item))));
		replaced.forEach(id -> decide(id, item -> item.existing() == null ? item : item.action(Action.REPLACE)));
		skipped.forEach(id -> decide(id, item -> item.action(Action.SKIP)));
		ImportPlan plan = context.interruption().await(exchange.review(new ImportPlan(items, proposed.active(), proposed.notes())));
		PlanView view = new PlanView(plan);
		boolean incomplete = !skipUnreadable && !contents.leftOut().isEmpty();
		if (dryRun || incomplete) {
			view.print(terminal(), json, List.of());
			if (incomplete)
				terminal().say(NLS.bind(Messages.config_unreadableEntries, contents.leftOut().size()));
			return incomplete || view.hasErrors() ? ExitCode.INVALID : ExitCode.DONE;
		}
		if (view.hasErrors() && !json)
			view.print(terminal(), false, List.of());
		view.print(terminal(), json, context.interruption().await(exchange.apply(plan)));
		return ExitCode.DONE;
	}

	/** Who renames one that would be skipped because another is like it wants both. */
	private static Action chosen(ImportItem item) {
		return item.action() == Action.SKIP ? Action.ADD : item.action();
	}

	private void decide(String idOrName, UnaryOperator<ImportItem> decision) {
		boolean found = false;
		for (int i = 0; i < items.size(); i++) {
			InstanceConfiguration incoming = items.get(i).incoming();
			if (idOrName.equals(Instances.ALL) || idOrName.equals(idsInFile.get(i)) || idOrName.equals(incoming.id())
					|| idOrName.equals(incoming.name())) {
				items.set(i, decision.apply(items.get(i)));
				found = true;
			}
		}
		if (!found)
			throw new InstanceException(Reason.NOT_FOUND, NLS.bind(Messages.config_notInFile, idOrName,
					String.join(", ", items.stream().map(item -> item.incoming().name()).toList()))); //$NON-NLS-1$
	}
}
