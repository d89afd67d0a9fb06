// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.configuration.Backup;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.configuration.Difference;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings an earlier configuration back, and tells what that changes. */
@Command(name = "restore", description = "${bundle:verb.config.restore}")
final class ConfigRestoreVerb extends Verb {

	private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault()); //$NON-NLS-1$

	@Parameters(paramLabel = "N", arity = "0..1", description = "${bundle:config.restore.number}")
	private @Nullable Integer number;
	@Option(names = "--list", description = "${bundle:config.restore.list}")
	private boolean list;
	@Option(names = "--dry-run", description = "${bundle:config.restore.dry-run}")
	private boolean dryRun;

	ConfigRestoreVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		ConfigurationExchange exchange = services().exchange();
		List<Backup> backups = context.interruption().await(exchange.backups());
		if (list) {
			print(backups);
			return ExitCode.DONE;
		}
		Backup chosen = choose(backups);
		List<Difference> differences = context.interruption().await(exchange.compare(chosen));
		if (!dryRun)
			context.interruption().await(exchange.restore(chosen));
		terminal().say(NLS.bind(dryRun ? Messages.config_wouldRestore : Messages.config_restored, WHEN.format(chosen.at())));
		if (json)
			terminal().json(json(chosen, differences));
		else
			print(differences, terminal());
		return ExitCode.DONE;
	}

	private Backup choose(List<Backup> backups) {
		Integer wanted = number;
		if (wanted == null)
			return backups.stream().filter(backup -> backup.problem() == null).findFirst()
					.orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, Messages.config_noBackup));
		if (wanted < 1 || wanted > backups.size())
			throw new Failure(ExitCode.NOT_FOUND, NLS.bind(Messages.config_noSuchBackup, wanted, backups.size()));
		return backups.get(wanted - 1);
	}

	private void print(List<Backup> backups) {
		if (json) {
			JsonArray array = new JsonArray();
			backups.forEach(backup -> array.add(json(backup)));
			JsonObject document = new JsonObject();
			document.add("backups", array); //$NON-NLS-1$
			terminal().json(document);
			return;
		}
		Table table = new Table(Messages.column_number, Messages.column_when, Messages.column_instances);
		for (int i = 0; i < backups.size(); i++) {
			Backup backup = backups.get(i);
			table.add(Integer.toString(i + 1), WHEN.format(backup.at()),
					backup.problem() != null ? NLS.bind(Messages.config_unreadable, backup.problem())
							: backup.instances().isEmpty() ? "-" : String.join(", ", backup.instances())); //$NON-NLS-1$ //$NON-NLS-2$
		}
		table.print(terminal().out());
	}

	private static void print(List<Difference> differences, Terminal terminal) {
		if (differences.isEmpty())
			terminal.out().println(Messages.config_same);
		for (Difference difference : differences) {
			terminal.out().println(NLS.bind(switch (difference.kind()) {
				case COMES_BACK -> Messages.config_comesBack;
				case VANISHES -> Messages.config_vanishes;
				case CHANGES -> Messages.config_changes;
				case SETTINGS -> Messages.config_settings;
			}, difference.name()));
			difference.fields().forEach(field -> terminal.out()
					.println(NLS.bind(Messages.config_field, new Object[] { field.name(), field.now(), field.then() })));
		}
	}

	private static JsonObject json(Backup backup) {
		JsonObject object = new JsonObject();
		object.addProperty("file", backup.file().toString()); //$NON-NLS-1$
		object.addProperty("at", backup.at().toString()); //$NON-NLS-1$
		JsonArray names = new JsonArray();
		backup.instances().forEach(names::add);
		object.add("instances", names); //$NON-NLS-1$
		object.addProperty("problem", backup.problem()); //$NON-NLS-1$
		return object;
	}

	private JsonObject json(Backup backup, List<Difference> differences) {
		JsonArray array = new JsonArray();
		for (Difference difference : differences) {
			JsonObject object = new JsonObject();
			InstanceConfiguration instance = difference.now() != null ? difference.now() : difference.then();
			object.addProperty("kind", InstanceViews.word(difference.kind())); //$NON-NLS-1$
			object.addProperty("id", instance == null ? null : instance.id()); //$NON-NLS-1$
			object.addProperty("name", difference.name()); //$NON-NLS-1$
			JsonArray fields = new JsonArray();
			for (Difference.Field field : difference.fields()) {
				JsonObject change = new JsonObject();
				change.addProperty("field", field.name()); //$NON-NLS-1$
				change.addProperty("now", field.now()); //$NON-NLS-1$
				change.addProperty("then", field.then()); //$NON-NLS-1$
				fields.add(change);
			}
			object.add("fields", fields); //$NON-NLS-1$
			array.add(object);
		}
		JsonObject document = new JsonObject();
		document.add("backup", json(backup)); //$NON-NLS-1$
		document.addProperty("restored", !dryRun); //$NON-NLS-1$
		document.add("differences", array); //$NON-NLS-1$
		return document;
	}
}
