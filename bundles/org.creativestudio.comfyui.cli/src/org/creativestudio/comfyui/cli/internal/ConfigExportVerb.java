// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.nio.file.Path;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes instances into a file for another computer. */
@Command(name = "export", description = "${bundle:verb.config.export}")
final class ConfigExportVerb extends Verb {

	@Parameters(paramLabel = "FILE", description = "${bundle:config.export.file}")
	private String file = ""; //$NON-NLS-1$

	@Option(names = "--instance", paramLabel = "ID", description = "${bundle:config.export.instance}")
	private List<String> ids = List.of();

	ConfigExportVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		Path target = ConfigurationOptions.file(file);
		List<String> chosen = new Instances(context).find(ids).stream().map(InstanceSnapshot::id).toList();
		Integer count = context.interruption().await(services().exchange().exportTo(target, chosen));
		terminal().say(NLS.bind(Messages.config_exported, count));
		if (json) {
			JsonObject document = new JsonObject();
			document.addProperty("file", target.toString()); //$NON-NLS-1$
			document.addProperty("instances", count); //$NON-NLS-1$
			terminal().json(document);
		} else {
			terminal().out().println(target);
		}
		return ExitCode.DONE;
	}
}
