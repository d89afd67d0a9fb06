// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import org.creativestudio.comfyui.core.InstanceSnapshot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Chooses where new work goes. */
@Command(name = "activate", description = "${bundle:verb.instance.activate}")
final class InstanceActivateVerb extends Verb {

	private static final String NONE = "none"; //$NON-NLS-1$

	@Parameters(paramLabel = "ID|none", description = "${bundle:verb.instance.id}")
	private String id = NONE;

	InstanceActivateVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		Instances instances = new Instances(context);
		boolean none = NONE.equals(id) && instances.manager().find(NONE).isEmpty();
		InstanceSnapshot chosen = none ? null : instances.find(id);
		context.interruption().await(instances.manager().setActive(chosen == null ? null : chosen.id()));
		if (json)
			terminal().json(InstanceViews.json(instances.manager().getInstances()));
		else
			InstanceViews.printTable(instances.manager().getInstances(), terminal());
		return ExitCode.DONE;
	}
}
