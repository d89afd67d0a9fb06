// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceSnapshot;

import picocli.CommandLine.Command;

@Command(name = "list", description = "${bundle:verb.instance.list}")
final class InstanceListVerb extends Verb {

	InstanceListVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		Instances instances = new Instances(context);
		List<InstanceSnapshot> all = instances.asked(instances.manager().getInstances());
		if (json) {
			terminal().json(InstanceViews.json(all));
		} else {
			InstanceViews.printTable(all, terminal());
			if (all.isEmpty())
				terminal().say(Messages.no_instances);
		}
		return ExitCode.DONE;
	}
}
