// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.text.DecimalFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobError.NodeProblem;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** Jobs in words. */
public final class JobTexts {

	private JobTexts() {
	}

	/** The state in one word. */
	public static String state(JobState state) {
		return switch (state) {
		case WAITING -> Messages.state_waiting;
		case QUEUED -> Messages.state_queued;
		case RUNNING -> Messages.state_running;
		case FETCHING -> Messages.state_fetching;
		case DONE -> Messages.state_done;
		case FAILED -> Messages.state_failed;
		case CANCELLED -> Messages.state_cancelled;
		};
	}

	/** What runs now: "12/20 KSampler", or how much is done. Empty when the job is not at work. */
	public static String progress(JobSnapshot job) {
		JobProgress progress = job.progress();
		if (job.state() == JobState.FETCHING)
			return Messages.progress_fetching;
		if (progress == null || job.state() != JobState.RUNNING)
			return ""; //$NON-NLS-1$
		String title = progress.nodeTitle();
		if (title == null)
			return NLS.bind(Messages.progress_nodes, progress.nodesDone(), progress.nodesTotal());
		if (progress.steps() > 0)
			return NLS.bind(Messages.progress_step, new Object[] { title, number(progress.step()), number(progress.steps()) });
		return title;
	}

	/** Why it is where it is; for a failed job, what went wrong. */
	public static String reason(JobSnapshot job) {
		JobError error = job.error();
		if (error != null)
			return firstLine(error.message());
		int priority = job.options().priority();
		return job.state() == JobState.WAITING && priority != 0 ? NLS.bind(Messages.why_priority, priority(job), firstLine(job.why()))
				: firstLine(job.why());
	}

	/** "+4", "\u22121", "0". */
	static String priority(JobSnapshot job) {
		int priority = job.options().priority();
		return priority > 0 ? "+" + priority : Integer.toString(priority).replace('-', '\u2212'); //$NON-NLS-1$
	}

	/** How long it waits, runs, or took. */
	public static String time(JobSnapshot job, Instant now) {
		return duration(elapsed(job, now));
	}

	/** Since it waits or runs, or how long it took. */
	static Duration elapsed(JobSnapshot job, Instant now) {
		Instant started = job.started();
		Instant from = started != null ? started : job.created();
		Instant ended = job.ended();
		return Duration.between(from, ended != null ? ended : now);
	}

	/** For people: "0.4 s", "9.1 s", "2 min 5 s", "1 h 3 min". */
	public static String duration(Duration time) {
		Duration shown = time.isNegative() ? Duration.ZERO : time;
		if (shown.toSeconds() < 60)
			return NLS.bind(Messages.duration_seconds, new DecimalFormat("0.0").format(shown.toMillis() / 1000.0)); //$NON-NLS-1$
		if (shown.toMinutes() < 60)
			return NLS.bind(Messages.duration_minutes, shown.toMinutes(), shown.toSecondsPart());
		return NLS.bind(Messages.duration_hours, shown.toHours(), shown.toMinutesPart());
	}

	/** Everything worth telling of a job, in several lines. */
	public static String details(JobSnapshot job) {
		StringBuilder text = new StringBuilder();
		text.append(NLS.bind(Messages.details_head, job.workflow().name(), state(job.state())));
		text.append('\n').append(NLS.bind(Messages.details_created, moment(job.created())));
		if (!job.why().isBlank())
			text.append('\n').append(job.why());
		appendError(text, job.error());
		return text.toString();
	}

	private static void appendError(StringBuilder text, @Nullable JobError error) {
		if (error == null)
			return;
		text.append("\n\n").append(error.message()); //$NON-NLS-1$
		for (NodeProblem problem : error.nodes()) {
			String where = problem.input();
			if (!error.message().contains(problem.message())) // else it is said already
				text.append('\n').append(NLS.bind(Messages.details_node, problem.node(),
						where != null ? where + ": " + problem.message() : problem.message())); //$NON-NLS-1$
		}
	}

	/** Date and time as the user's country writes them. */
	public static String moment(Instant instant) {
		return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM).format(instant.atZone(ZoneId.systemDefault()));
	}

	private static String number(double value) {
		return new DecimalFormat("0.#").format(value); //$NON-NLS-1$
	}

	private static String firstLine(String text) {
		return text.lines().findFirst().orElse(""); //$NON-NLS-1$
	}
}
