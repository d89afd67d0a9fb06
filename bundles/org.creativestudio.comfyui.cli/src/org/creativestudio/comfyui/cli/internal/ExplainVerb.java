// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.nio.file.Files;
import java.nio.file.Path;

import org.creativestudio.comfyui.workflow.Explanation;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells where a workflow would go now, and why not elsewhere. Sends nothing. */
@Command(name = "explain", description = "${bundle:verb.explain}")
final class ExplainVerb extends Verb {

	@Parameters(paramLabel = "FILE", description = "${bundle:run.file}")
	private Path file;

	@ArgGroup(exclusive = true)
	private @Nullable Where where;

	ExplainVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() throws WorkflowFormatException {
		if (!Files.exists(file))
			throw new Failure(ExitCode.NOT_FOUND, NLS.bind(Messages.file_not_found, file));
		Where where = this.where;
		StrategiesVerb.checkExists(services().strategies(), where == null ? null : where.strategy);
		Instances instances = new Instances(context);
		WorkflowOptions options = WorkflowOptions.defaults();
		if (where != null && where.instance != null)
			options = WorkflowOptions.onInstance(instances.find(where.instance).id());
		else if (where != null && where.strategy != null)
			options = WorkflowOptions.withStrategy(where.strategy);
		instances.asked(instances.manager().getInstances());
		Explanation told = context.interruption().await(services().workflows().explain(services().workflows().read(file), options));
		if (json)
			terminal().json(json(told));
		else
			print(told, instances);
		return told.isPossible() ? ExitCode.DONE : ExitCode.FAILED;
	}

	private void print(Explanation told, Instances instances) {
		String instance = told.instanceId();
		terminal().out().println(instance == null ? NLS.bind(Messages.explain_nowhere, told.reason())
				: NLS.bind(Messages.explain_goes, instances.name(instance), told.reason()));
		if (told.instances().isEmpty())
			return;
		Table table = new Table(Messages.column_name, Messages.column_fit, Messages.column_reason);
		for (Explanation.Verdict verdict : told.instances())
			table.add(verdict.name(), verdict.accepted() ? Messages.yes : Messages.no, verdict.reason());
		table.print(terminal().out());
	}

	private static JsonObject json(Explanation told) {
		JsonArray array = new JsonArray();
		for (Explanation.Verdict verdict : told.instances()) {
			JsonObject object = new JsonObject();
			object.addProperty("instance", verdict.instanceId()); //$NON-NLS-1$
			object.addProperty("instanceName", verdict.name()); //$NON-NLS-1$
			object.addProperty("accepted", verdict.accepted()); //$NON-NLS-1$
			object.addProperty("reason", verdict.reason()); //$NON-NLS-1$
			JsonArray missing = new JsonArray();
			verdict.missing().forEach(missing::add);
			object.add("missing", missing); //$NON-NLS-1$
			array.add(object);
		}
		JsonObject document = new JsonObject();
		document.addProperty("instance", told.instanceId()); //$NON-NLS-1$
		document.addProperty("reason", told.reason()); //$NON-NLS-1$
		document.add("instances", array); //$NON-NLS-1$
		return document;
	}
}
