// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceSnapshot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "${bundle:verb.instance.show}")
final class InstanceShowVerb extends Verb {

	@Parameters(paramLabel = "ID", description = "${bundle:verb.instance.id}")
	private String id;

	InstanceShowVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		Instances instances = new Instances(context);
		InstanceSnapshot instance = instances.asked(List.of(instances.find(id))).get(0);
		if (json)
			terminal().json(InstanceViews.json(instance));
		else
			InstanceViews.printDetails(instance, terminal());
		return ExitCode.DONE;
	}
}
