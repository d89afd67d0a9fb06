// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.launching.InstanceLog;
import org.creativestudio.comfyui.core.launching.LogFollower;
import org.creativestudio.comfyui.core.secrets.SecretMask;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The output of an instance's process. */
@Command(name = "logs", description = "${bundle:verb.instance.logs}")
final class InstanceLogsVerb extends Verb {

	private static final Duration PAUSE = Duration.ofMillis(200);
	private static final int DEFAULT_LINES = 100;
	private static final int BYTES_OF_A_LINE = 200;

	@Parameters(paramLabel = "ID", description = "${bundle:verb.instance.id}")
	private String id;
	@Option(names = "--follow", description = "${bundle:logs.follow}")
	private boolean follow;
	@Option(names = "--lines", paramLabel = "N", description = "${bundle:logs.lines}")
	private int lines = DEFAULT_LINES;

	InstanceLogsVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		if (lines < 1 || lines > 10_000)
			throw new Failure(ExitCode.USAGE, Messages.lines_range);
		InstanceSnapshot instance = new Instances(context).find(id);
		InstanceLog log = new InstanceLog(StudioHome.current().log(instance.id()));
		if (follow && !json) {
			follow(log, services().secrets().mask(instance.id()));
			return ExitCode.DONE;
		}
		SecretMask mask = services().secrets().mask(instance.id());
		List<String> last = log.lastLines(lines).stream().map(mask::mask).toList();
		if (json) {
			JsonObject document = new JsonObject();
			document.addProperty("file", log.file().toString()); //$NON-NLS-1$
			JsonArray array = new JsonArray();
			last.forEach(array::add);
			document.add("lines", array); //$NON-NLS-1$
			terminal().json(document);
		} else {
			last.forEach(terminal().out()::println);
			if (last.isEmpty())
				terminal().say(NLS.bind(Messages.no_log, instance.name()));
		}
		return ExitCode.DONE;
	}

	/** Until Ctrl+C. */
	private void follow(InstanceLog log, SecretMask mask) {
		CompletableFuture<Void> end = new CompletableFuture<>();
		SecretMask.Streamer masked = mask.stream();
		LogFollower follower = new LogFollower(log.file(), (long) lines * BYTES_OF_A_LINE, PAUSE, text -> {
			terminal().out().print(masked.next(text));
			terminal().out().flush();
		});
		Thread thread = Thread.ofVirtual().name("log").start(() -> { //$NON-NLS-1$
			try {
				follower.run();
				end.complete(null);
			} catch (IOException e) {
				end.completeExceptionally(new Failure(ExitCode.FAILED, String.valueOf(e.getMessage())));
			}
		});
		try {
			context.interruption().await(end);
		} finally {
			thread.interrupt();
		}
	}
}
