// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.io.IOException;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;

/** The first job: what somebody sees who just started the program where no window can open. */
@Command(name = "first", description = "${bundle:verb.first}")
final class FirstVerb extends Verb {

	private final String program;

	FirstVerb(Context context, String program) {
		super(context);
		this.program = program;
	}

	@Override
	public Integer call() throws IOException, WorkflowFormatException {
		InstanceSnapshot instance = new Target(context).first();
		Workflow workflow = services().workflows().read(services().sample());
		JobSnapshot job;
		try (Jobs jobs = new Jobs(context, 1)) {
			jobs.submit(workflow, List.of(WorkflowOptions.onInstance(instance.id())));
			job = jobs.results().get(0);
		}
		InstanceManager manager = services().instances();
		JobViews.tell(job, manager, terminal());
		List<InstanceSnapshot> all = new Instances(context).asked(manager.getInstances());
		if (json) {
			JsonObject document = InstanceViews.json(all);
			JsonArray jobs = new JsonArray();
			jobs.add(JobViews.json(job, job.outputs(), manager));
			document.add("jobs", jobs); //$NON-NLS-1$
			terminal().json(document);
			return JobViews.exitCode(job);
		}
		InstanceViews.printTable(all, terminal());
		if (!job.outputs().isEmpty()) {
			terminal().out().println();
			terminal().out().println(Messages.image_is_here);
			job.outputs().forEach(terminal().out()::println);
			terminal().say(""); //$NON-NLS-1$
			terminal().say(NLS.bind(Messages.go_on, program));
		}
		return JobViews.exitCode(job);
	}
}
