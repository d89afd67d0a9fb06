// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.QueueException;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

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
			try {
				return context.interruption().await(future);
			} catch (QueueException e) {
				throw new Failure(exitCode(e), e.getMessage());
			}
		}
	}

	private static int exitCode(QueueException e) {
		return switch (e.reason()) {
			case NOT_FOUND -> ExitCode.NOT_FOUND;
			case INVALID -> ExitCode.INVALID;
			case TIMEOUT -> ExitCode.TIMEOUT;
			case FAILED -> ExitCode.FAILED;
		};
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
			List<JobSnapshot> jobs;
			try {
				jobs = queue().readAllJobs().stream().filter(job -> all || !job.state().isFinal()).toList();
			} catch (QueueException e) {
				throw new Failure(exitCode(e), e.getMessage());
			}
			if (queue().isPaused())
				terminal().say(Messages.queue_is_paused);
			if (json) {
				JsonArray array = new JsonArray();
				jobs.forEach(job -> array.add(JobViews.json(job, job.outputs(), services().instances())));
				JsonObject document = new JsonObject();
				document.addProperty("paused", queue().isPaused()); //$NON-NLS-1$
				document.add("jobs", array); //$NON-NLS-1$
				terminal().json(document);
				return ExitCode.DONE;
			}
			if (jobs.isEmpty()) {
				terminal().say(Messages.queue_is_empty);
				return ExitCode.DONE;
			}
			Table table = new Table(Messages.column_id, Messages.column_name, Messages.column_status, Messages.column_priority,
					Messages.column_instance, Messages.column_reason);
			for (JobSnapshot job : jobs)
				table.add(job.id(), job.workflow().name(), InstanceViews.word(job.state()), Integer.toString(job.options().priority()),
						job.instanceId() == null ? "-" : services().instances().getInstance(job.instanceId()) //$NON-NLS-1$
								.map(instance -> instance.name()).orElse(job.instanceId()),
						job.error() != null ? job.error().message().lines().findFirst().orElse("") : job.why()); //$NON-NLS-1$
			table.print(terminal().out());
			return ExitCode.DONE;
		}
	}

	@Command(name = "pause", description = "${bundle:verb.queue.pause}")
	static final class Pause extends QueueVerb {
		Pause(Context context) {
			super(context);
		}

		@Override
		public Integer call() {
			await(queue().setPaused(true));
			terminal().say(Messages.queue_paused);
			return ExitCode.DONE;
		}
	}

	@Command(name = "resume", description = "${bundle:verb.queue.resume}")
	static final class Resume extends QueueVerb {
		Resume(Context context) {
			super(context);
		}

		@Override
		public Integer call() {
			await(queue().setPaused(false));
			terminal().say(Messages.queue_resumed);
			return ExitCode.DONE;
		}
	}

	/** Does something with each of several jobs; goes on after one that fails. */
	abstract static class EachJob extends QueueVerb {
		@Parameters(paramLabel = "JOB", arity = "1..*", description = "${bundle:queue.job}")
		private List<String> jobs;

		EachJob(Context context) {
			super(context);
		}

		abstract void apply(String job);

		@Override
		public Integer call() {
			int code = ExitCode.DONE;
			for (String job : jobs)
				try {
					apply(job);
				} catch (Failure e) {
					if (e.exitCode() == ExitCode.INTERRUPTED)
						throw e;
					terminal().say(e.getMessage());
					code = e.exitCode();
				}
			return code;
		}
	}

	@Command(name = "cancel", description = "${bundle:verb.queue.cancel}")
	static final class Cancel extends EachJob {
		Cancel(Context context) {
			super(context);
		}

		@Override
		void apply(String job) {
			await(queue().cancel(job));
			// One whose program was gone is this program's now, which must not end before the server was told.
			queue().getJob(job).map(JobHandle::result).ifPresent(this::await);
			terminal().say(NLS.bind(Messages.queue_cancelled, job));
		}
	}

	@Command(name = "retry", description = "${bundle:verb.queue.retry}")
	static final class Retry extends EachJob {
		Retry(Context context) {
			super(context);
		}

		@Override
		void apply(String job) {
			JobSnapshot again = await(await(queue().retry(job)).stored());
			if (again.state() == JobState.FAILED && again.error() != null)
				throw new Failure(ExitCode.FAILED, again.error().message());
			terminal().out().println(again.id());
			terminal().say(NLS.bind(Messages.queue_retried, job, again.id()));
		}
	}

	@Command(name = "move", description = "${bundle:verb.queue.move}")
	static final class Move extends QueueVerb {
		@Parameters(index = "0", paramLabel = "JOB", description = "${bundle:queue.job}")
		private String job;

		@Parameters(index = "1", paramLabel = "ID", description = "${bundle:queue.instance}")
		private String instance;

		Move(Context context) {
			super(context);
		}

		@Override
		public Integer call() {
			String id = new Instances(context).find(instance).id();
			await(queue().move(job, id));
			terminal().say(NLS.bind(Messages.queue_moved, job, new Instances(context).name(id)));
			return ExitCode.DONE;
		}
	}

	@Command(name = "priority", description = "${bundle:verb.queue.priority}")
	static final class Priority extends QueueVerb {
		@Parameters(index = "0", paramLabel = "JOB", description = "${bundle:queue.job}")
		private String job;

		@Parameters(index = "1", paramLabel = "N", description = "${bundle:run.priority}")
		private int priority;

		Priority(Context context) {
			super(context);
		}

		@Override
		public Integer call() {
			await(queue().setPriority(job, priority));
			terminal().say(NLS.bind(Messages.queue_priority, job, priority));
			return ExitCode.DONE;
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
			terminal().say(NLS.bind(Messages.queue_exported, await(queue().exportQueue(file)), file));
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
			List<JobHandle> jobs = await(queue().importQueue(file));
			for (JobHandle job : jobs)
				terminal().out().println(await(job.stored()).id());
			terminal().say(NLS.bind(Messages.queue_imported, jobs.size(), file));
			return ExitCode.DONE;
		}
	}
}
