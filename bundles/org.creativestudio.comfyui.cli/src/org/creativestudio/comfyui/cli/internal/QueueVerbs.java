// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.QueueException;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What can be done with the queue of the home, whichever program has the jobs. */
final class QueueVerbs {

	private QueueVerbs() {
	}

	/** What all have in common. */
	abstract static class QueueVerb extends Verb {
		QueueVerb(Context context) {
			super(context);
		}

		final WorkflowService queue() {
			return services().workflows();
		}

		final <T> T await(CompletableFuture<T> future) {
			return context.interruption().await(future);
		}

		final JsonObject json(JobSnapshot job) {
			return JobViews.json(job, job.outputs(), services().instances());
		}

		/** Writes a document of one member where one is wanted. */
		final void document(String name, JsonElement value) {
			if (!json)
				return;
			JsonObject document = new JsonObject();
			document.add(name, value);
			terminal().json(document);
		}
	}

	@Command(name = "list", description = "${bundle:verb.queue.list}")
	static final class ListJobs extends QueueVerb {
		@Option(names = "--all", description = "${bundle:queue.all}")
		private boolean all;

		ListJobs(Context context) {
			super(context);
		}

		@Override
		public Integer call() {
			List<JobSnapshot> jobs = queue().readAllJobs().stream().filter(job -> all || !job.state().isFinal()).toList();
			if (queue().isPaused())
				terminal().say(Messages.queue_is_paused);
			if (json) {
				JsonArray array = new JsonArray();
				jobs.forEach(job -> array.add(json(job)));
				JsonObject document = new JsonObject();
				document.addProperty("paused", queue().isPaused()); //$NON-NLS-1$
				document.add("jobs", array); //$NON-NLS-1$
				terminal().json(document);
			} else if (jobs.isEmpty()) {
				terminal().say(all ? Messages.queue_has_nothing : Messages.queue_is_empty);
			} else {
				print(jobs);
			}
			return ExitCode.DONE;
		}

		private void print(List<JobSnapshot> jobs) {
			Table table = new Table(Messages.column_id, Messages.column_name, Messages.column_status, Messages.column_priority,
					Messages.column_instance, Messages.column_reason);
			for (JobSnapshot job : jobs) {
				JobError error = job.error();
				table.add(job.id(), job.workflow().name(), InstanceViews.word(job.state()), Integer.toString(job.options().priority()),
						job.instanceId() == null ? "-" : JobViews.name(job.instanceId(), services().instances()), //$NON-NLS-1$
						(error != null ? error.message() : job.why()).lines().findFirst().orElse("")); //$NON-NLS-1$
			}
			table.print(terminal().out());
		}
	}

	/** Holds the whole queue, or lets it go. */
	abstract static class Hold extends QueueVerb {
		private final boolean paused;
		private final String message;

		Hold(Context context, boolean paused, String message) {
			super(context);
			this.paused = paused;
			this.message = message;
		}

		@Override
		public final Integer call() {
			await(queue().setPaused(paused));
			terminal().say(message);
			document("paused", new JsonPrimitive(paused)); //$NON-NLS-1$
			return ExitCode.DONE;
		}
	}

	@Command(name = "pause", description = "${bundle:verb.queue.pause}")
	static final class Pause extends Hold {
		Pause(Context context) {
			super(context, true, Messages.queue_paused);
		}
	}

	@Command(name = "resume", description = "${bundle:verb.queue.resume}")
	static final class Resume extends Hold {
		Resume(Context context) {
			super(context, false, Messages.queue_resumed);
		}
	}

	/** Does something with jobs, one after the other; goes on after one that fails, which decides the exit code. */
	abstract static class JobsVerb extends QueueVerb {
		JobsVerb(Context context) {
			super(context);
		}

		/** @return the id of the job that there is now */
		abstract String apply(String job);

		final int each(List<String> jobs) {
			int code = ExitCode.DONE;
			JsonArray done = new JsonArray();
			JsonArray failures = new JsonArray();
			for (String job : jobs)
				try {
					done.add(apply(job));
				} catch (QueueException e) {
					terminal().say(e.getMessage());
					failures.add(failure(job, e));
					code = Cli.exitCode(e);
				}
			if (json) {
				JsonObject document = new JsonObject();
				document.add("jobs", latest(done)); //$NON-NLS-1$
				document.add("failures", failures); //$NON-NLS-1$
				terminal().json(document);
			}
			return code;
		}

		private static JsonObject failure(String job, QueueException e) {
			JsonObject failure = new JsonObject();
			failure.addProperty("id", job); //$NON-NLS-1$
			failure.addProperty("message", e.getMessage()); //$NON-NLS-1$
			return failure;
		}

		private JsonArray latest(JsonArray ids) {
			JsonArray jobs = new JsonArray();
			List<JobSnapshot> all = ids.isEmpty() ? List.of() : queue().readAllJobs();
			for (JsonElement id : ids)
				all.stream().filter(job -> job.id().equals(id.getAsString())).forEach(job -> jobs.add(json(job)));
			return jobs;
		}
	}

	/** Does the same with each of several jobs. */
	abstract static class EachJob extends JobsVerb {
		@Parameters(paramLabel = "JOB", arity = "1..*", description = "${bundle:queue.job}")
		private List<String> jobs;

		EachJob(Context context) {
			super(context);
		}

		@Override
		public final Integer call() {
			return each(jobs);
		}
	}

	@Command(name = "cancel", description = "${bundle:verb.queue.cancel}")
	static final class Cancel extends EachJob {
		Cancel(Context context) {
			super(context);
		}

		@Override
		String apply(String job) {
			await(queue().cancel(job));
			// One whose program was gone is this program's now, which must not end before the server was told.
			JobState end = queue().getJob(job).map(own -> await(own.result()).state()).orElse(JobState.CANCELLED);
			terminal().say(NLS.bind(switch (end) {
			case DONE -> Messages.queue_done_first;
			case FAILED -> Messages.queue_failed_first;
			case CANCELLED, WAITING, QUEUED, RUNNING, FETCHING -> Messages.queue_cancelled;
			}, job));
			return job;
		}
	}

	@Command(name = "retry", description = "${bundle:verb.queue.retry}")
	static final class Retry extends EachJob {
		Retry(Context context) {
			super(context);
		}

		@Override
		String apply(String job) {
			String again = stored(await(await(queue().retry(job)).stored())).id();
			if (!json)
				terminal().out().println(again);
			terminal().say(NLS.bind(Messages.queue_retried, job, again));
			return again;
		}
	}

	/** @throws QueueException when it could not be stored */
	private static JobSnapshot stored(JobSnapshot job) {
		JobError error = job.error();
		if (error != null && error.kind() == JobError.Kind.OUTPUT)
			throw new QueueException(QueueException.Reason.FAILED, error.message());
		return job;
	}

	/** Does something with one job. */
	abstract static class OneJob extends JobsVerb {
		@Parameters(index = "0", paramLabel = "JOB", description = "${bundle:queue.job}")
		private String job;

		OneJob(Context context) {
			super(context);
		}

		@Override
		public final Integer call() {
			return each(List.of(job));
		}
	}

	@Command(name = "move", description = "${bundle:verb.queue.move}")
	static final class Move extends OneJob {
		@Parameters(index = "1", paramLabel = "ID", description = "${bundle:queue.instance}")
		private String instance;

		Move(Context context) {
			super(context);
		}

		@Override
		String apply(String job) {
			Instances instances = new Instances(context);
			String id = instances.find(instance).id();
			await(queue().move(job, id));
			terminal().say(NLS.bind(Messages.queue_moved, job, instances.name(id)));
			return job;
		}
	}

	@Command(name = "priority", description = "${bundle:verb.queue.priority}")
	static final class Priority extends OneJob {
		@Parameters(index = "1", paramLabel = "N", description = "${bundle:run.priority}")
		private int priority;

		Priority(Context context) {
			super(context);
		}

		@Override
		String apply(String job) {
			await(queue().setPriority(job, priority));
			terminal().say(NLS.bind(Messages.queue_priority, job, priority));
			return job;
		}
	}

	@Command(name = "export", description = "${bundle:verb.queue.export}")
	static final class Export extends QueueVerb {
		@Parameters(paramLabel = "FILE", description = "${bundle:queue.file}")
		private Path file;

		Export(Context context) {
			super(context);
		}

		@Override
		public Integer call() {
			int count = await(queue().exportQueue(file));
			terminal().say(NLS.bind(Messages.queue_exported, count, file));
			if (json) {
				JsonObject document = new JsonObject();
				document.addProperty("file", file.toAbsolutePath().toString()); //$NON-NLS-1$
				document.addProperty("jobs", count); //$NON-NLS-1$
				terminal().json(document);
			}
			return ExitCode.DONE;
		}
	}

	@Command(name = "import", description = "${bundle:verb.queue.import}")
	static final class Import extends QueueVerb {
		@Parameters(paramLabel = "FILE", description = "${bundle:queue.file}")
		private Path file;

		Import(Context context) {
			super(context);
		}

		@Override
		public Integer call() {
			JsonArray jobs = new JsonArray();
			for (JobHandle job : await(queue().importQueue(file))) {
				JobSnapshot queued = stored(await(job.stored()));
				jobs.add(json(queued));
				if (!json)
					terminal().out().println(queued.id());
			}
			terminal().say(NLS.bind(Messages.queue_imported, jobs.size(), file));
			document("jobs", jobs); //$NON-NLS-1$
			return ExitCode.DONE;
		}
	}
}
