// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Whether an instance is configured well, and answers if it runs. */
@Command(name = "test", description = "${bundle:verb.instance.test}")
final class InstanceTestVerb extends Verb {

	@Parameters(paramLabel = "ID", description = "${bundle:verb.instance.id}")
	private String id = ""; //$NON-NLS-1$

	InstanceTestVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		Instances instances = new Instances(context);
		InstanceSnapshot instance = instances.find(id);
		List<Finding> findings = context.interruption().await(instances.manager().validate(instance.configuration()));
		instance = instances.asked(List.of(instance)).get(0);
		boolean unwell = instance.status().isUp() && !instance.suspended() && instance.health().health() != Health.HEALTHY;
		if (json) {
			JsonObject document = InstanceViews.json(instance);
			document.add("findings", json(findings)); //$NON-NLS-1$
			terminal().json(document);
		} else {
			findings.forEach(finding -> terminal().out()
					.println(NLS.bind(finding.isError() ? Messages.finding_error : Messages.finding_warning, finding.message())));
			terminal().out().println(!instance.status().isUp() ? Messages.test_notRunning
					: NLS.bind(Messages.test_answers, InstanceViews.word(instance.health().health()), instance.health().reason()));
		}
		return findings.stream().anyMatch(Finding::isError) ? ExitCode.INVALID : unwell ? ExitCode.FAILED : ExitCode.DONE;
	}

	private static JsonArray json(List<Finding> findings) {
		JsonArray array = new JsonArray();
		for (Finding finding : findings) {
			JsonObject object = new JsonObject();
			object.addProperty("severity", InstanceViews.word(finding.severity())); //$NON-NLS-1$
			object.addProperty("field", InstanceViews.word(finding.field())); //$NON-NLS-1$
			object.addProperty("message", finding.message()); //$NON-NLS-1$
			array.add(object);
		}
		return array;
	}
}
