// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.creativestudio.comfyui.core.migration.Migration;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds what other programs know of ComfyUI, shows what would be made of it, and makes it when the user says so. */
@Command(name = "migrate", description = "${bundle:verb.config.migrate}") //$NON-NLS-1$ //$NON-NLS-2$
final class ConfigMigrateVerb extends Verb {

	@Option(names = "--from", paramLabel = "PLACE", description = "${bundle:config.migrate.from}") //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	private @Nullable String from;
	@Option(names = "--dry-run", description = "${bundle:config.migrate.dry-run}") //$NON-NLS-1$ //$NON-NLS-2$
	private boolean dryRun;
	@Option(names = "--yes", description = "${bundle:config.migrate.yes}") //$NON-NLS-1$ //$NON-NLS-2$
	private boolean yes;

	ConfigMigrateVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		new Instances(context); // says what is wrong with this home
		Migration migration = services().migration();
		List<FoundSetup> found = context.interruption().await(from != null ? migration.read(place(from)) : migration.find());
		if (found.isEmpty()) {
			terminal().say(from != null ? NLS.bind(Messages.migrate_nothingThere, from) : Messages.migrate_nothing);
			if (json)
				new PlanView(new ImportPlan(List.of(), null, List.of())).print(terminal(), true, List.of());
			return from != null ? ExitCode.NOT_FOUND : ExitCode.DONE;
		}
		if (!json)
			found.forEach(setup -> terminal().say(NLS.bind(setup.location() == null ? Messages.migrate_found : Messages.migrate_foundAt,
					new Object[] { setup.sourceName(), setup.instances().size(), setup.location() })));
		ImportPlan plan = context.interruption().await(migration.plan(found));
		List<String> report = List.of();
		if (yes && !dryRun && !plan.isEmpty())
			report = context.interruption().await(services().exchange().apply(plan));
		new PlanView(plan).print(terminal(), json, report);
		if (plan.isEmpty())
			terminal().say(Messages.migrate_nothingNew);
		else if (report.isEmpty() && !dryRun)
			terminal().say(Messages.migrate_confirm);
		return ExitCode.DONE;
	}

	private static Path place(String text) {
		Path place = ConfigurationOptions.file(text);
		if (!Files.exists(place))
			throw new Failure(ExitCode.NOT_FOUND, NLS.bind(Messages.file_not_found, place));
		return place;
	}
}
