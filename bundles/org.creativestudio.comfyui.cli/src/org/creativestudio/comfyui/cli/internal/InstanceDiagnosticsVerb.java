// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import org.creativestudio.comfyui.core.InstanceSnapshot;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What a bug report needs. */
@Command(name = "diagnostics", description = "${bundle:verb.instance.diagnostics}")
final class InstanceDiagnosticsVerb extends Verb {

	@Parameters(paramLabel = "ID", description = "${bundle:verb.instance.id}")
	private String id;

	InstanceDiagnosticsVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		Instances instances = new Instances(context);
		InstanceSnapshot instance = instances.find(id);
		String text = context.interruption().await(instances.manager().diagnostics(instance.id()));
		if (json) {
			JsonObject document = new JsonObject();
			document.addProperty("id", instance.id()); //$NON-NLS-1$
			document.addProperty("diagnostics", text); //$NON-NLS-1$
			terminal().json(document);
		} else
			terminal().out().print(text);
		return ExitCode.DONE;
	}
}
