// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.List;

import org.creativestudio.comfyui.core.configuration.ConfigurationExchange.Checked;
import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;

/** Tells all that is to be said of the stored configuration. */
@Command(name = "check", description = "${bundle:verb.config.check}")
final class ConfigCheckVerb extends Verb {

	ConfigCheckVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		List<Checked> all = context.interruption().await(services().exchange().check());
		JsonArray array = new JsonArray();
		for (Checked checked : all) {
			JsonObject object = new JsonObject();
			object.addProperty("id", checked.instance().id()); //$NON-NLS-1$
			object.addProperty("name", checked.instance().name()); //$NON-NLS-1$
			object.add("findings", PlanView.findings(checked.findings())); //$NON-NLS-1$
			array.add(object);
			if (!json)
				checked.findings().forEach(finding -> terminal().out().println(NLS.bind(Messages.config_said, checked.instance().name(),
						NLS.bind(finding.isError() ? Messages.finding_error : Messages.finding_warning, finding.message()))));
		}
		if (json) {
			JsonObject document = new JsonObject();
			document.add("instances", array); //$NON-NLS-1$
			terminal().json(document);
		} else if (all.isEmpty()) {
			terminal().out().println(Messages.config_good);
		}
		return all.stream().flatMap(checked -> checked.findings().stream()).anyMatch(Finding::isError) ? ExitCode.INVALID : ExitCode.DONE;
	}
}
