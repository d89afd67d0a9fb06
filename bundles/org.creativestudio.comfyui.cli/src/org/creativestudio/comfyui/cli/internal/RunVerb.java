// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "run", description = "${bundle:verb.run}")
final class RunVerb extends Verb {

	private static final int MOST = 1000;

	@Parameters(paramLabel = "FILE", description = "${bundle:run.file}")
	private Path file;

	@ArgGroup(exclusive = true)
	private Where where;

	@Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "${bundle:run.count}")
	private int count;

	@Option(names = "--seed", paramLabel = "S", description = "${bundle:run.seed}")
	private Long seed;

	@Option(names = "--priority", paramLabel = "P", defaultValue = "0", description = "${bundle:run.priority}")
	private int priority;

	@Option(names = "--output", paramLabel = "DIR", description = "${bundle:run.output}")
	private Path output;

	@Option(names = "--no-wait", negatable = true, description = "${bundle:run.no-wait}")
	private boolean noWait;

	@Spec
	private CommandSpec spec;

	RunVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() throws WorkflowFormatException {
		checkUsage();
		if (!Files.exists(file))
			throw new Failure(ExitCode.NOT_FOUND, NLS.bind(Messages.file_not_found, file));
		Workflow workflow = services().workflows().read(file);
		ImageFolder folder = output == null ? null : new ImageFolder(output);
		WorkflowOptions options = target();
		try (Jobs jobs = new Jobs(context, count)) {
			jobs.submit(workflow, each(options));
			return noWait ? accepted(jobs.accepted()) : finished(jobs.results(), folder);
		}
	}

	private void checkUsage() {
		if (count < 1 || count > MOST)
			throw new ParameterException(spec.commandLine(), NLS.bind(Messages.count_range, MOST));
		if (seed != null && seed < 0)
			throw new ParameterException(spec.commandLine(), Messages.seed_range);
		if (noWait && output != null)
			throw new ParameterException(spec.commandLine(), Messages.output_needs_wait);
	}

	/** Where the work goes; something runs there when this returns. */
	private WorkflowOptions target() {
		String strategy = where == null ? null : where.strategy;
		StrategiesVerb.checkExists(services().strategies(), strategy);
		Target target = new Target(context);
		WorkflowOptions options;
		if (where != null && where.instance != null) {
			options = WorkflowOptions.onInstance(target.named(where.instance).id());
		} else if (strategy != null) {
			target.any(strategy);
			options = WorkflowOptions.withStrategy(strategy);
		} else {
			target.any(null);
			options = WorkflowOptions.defaults();
		}
		return options.priority(priority);
	}

	/** Several runs of one seed would be one image several times, so each run gets the next seed. */
	private List<WorkflowOptions> each(WorkflowOptions options) {
		Long first = seed == null && count > 1 ? Long.valueOf(ThreadLocalRandom.current().nextLong(1L << 32)) : seed;
		List<WorkflowOptions> all = new ArrayList<>();
		for (int i = 0; i < count; i++)
			all.add(options.seed(first == null ? null : Long.valueOf(first + i)));
		return all;
	}

	private int finished(List<JobSnapshot> jobs, ImageFolder folder) {
		InstanceManager instances = services().instances();
		JsonArray array = new JsonArray();
		int code = ExitCode.DONE;
		for (JobSnapshot job : jobs) {
			JobViews.tell(job, instances, terminal());
			List<Path> images = folder == null ? job.outputs() : folder.copy(job.outputs());
			if (json)
				array.add(JobViews.json(job, images, instances));
			else
				images.forEach(terminal().out()::println);
			if (code == ExitCode.DONE)
				code = JobViews.exitCode(job);
		}
		print(array);
		return code;
	}

	private int accepted(List<JobSnapshot> jobs) {
		InstanceManager instances = services().instances();
		JsonArray array = new JsonArray();
		int code = ExitCode.DONE;
		for (JobSnapshot job : jobs) {
			if (json)
				array.add(JobViews.json(job, job.outputs(), instances));
			else
				terminal().out().println(job.id());
			if (job.state().isFinal() && job.state() != JobState.DONE)
				JobViews.tell(job, instances, terminal());
			else
				tellWhere(job, instances);
			if (code == ExitCode.DONE)
				code = JobViews.exitCode(job);
		}
		print(array);
		return code;
	}

	private void tellWhere(JobSnapshot job, InstanceManager instances) {
		InstanceSnapshot instance = job.instanceId() == null ? null : instances.getInstance(job.instanceId()).orElse(null);
		if (instance == null) {
			if (job.state() == JobState.WAITING)
				terminal().say(NLS.bind(Messages.waits_in_queue, job.id(), job.why()));
			return;
		}
		URI base = instance.address();
		terminal().say(NLS.bind(Messages.goes_on, new Object[] { job.id(), instance.name(), base + "/history/" + job.promptId() })); //$NON-NLS-1$
	}

	private void print(JsonArray jobs) {
		if (!json)
			return;
		JsonObject document = new JsonObject();
		document.add("jobs", jobs); //$NON-NLS-1$
		terminal().json(document);
	}
}
