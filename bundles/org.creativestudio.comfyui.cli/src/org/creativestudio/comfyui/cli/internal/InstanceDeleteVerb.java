// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes instances from the configuration. */
@Command(name = "delete", description = "${bundle:verb.instance.delete}")
final class InstanceDeleteVerb extends Verb {

	@Parameters(paramLabel = "ID", arity = "1..*", description = "${bundle:verb.instance.ids}")
	private List<String> ids = List.of();

	InstanceDeleteVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		Instances instances = new Instances(context);
		JsonArray deleted = new JsonArray();
		for (InstanceSnapshot instance : instances.find(ids)) {
			context.interruption().await(instances.manager().delete(instance.id()));
			terminal().say(NLS.bind(Messages.deleted, instance.name()));
			deleted.add(instance.id());
		}
		if (json) {
			JsonObject document = new JsonObject();
			document.add("deleted", deleted); //$NON-NLS-1$
			terminal().json(document);
		}
		return ExitCode.DONE;
	}
}
