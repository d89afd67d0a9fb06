// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How instances are, once or as it changes. */
@Command(name = "status", description = "${bundle:verb.instance.status}")
final class InstanceStatusVerb extends Verb {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault()); //$NON-NLS-1$
	private static final double LEAST = 0.2;
	private static final double MOST = 3600;
	/** The other screen of a terminal, so that what was there before comes back. */
	private static final String OPEN_SCREEN = "\u001b[?1049h"; //$NON-NLS-1$
	private static final String CLOSE_SCREEN = "\u001b[?1049l"; //$NON-NLS-1$
	private static final String HOME = "\u001b[H"; //$NON-NLS-1$
	private static final String REST_OF_LINE = "\u001b[K"; //$NON-NLS-1$
	private static final String REST_OF_SCREEN = "\u001b[J"; //$NON-NLS-1$

	@Parameters(paramLabel = "ID", arity = "0..*", description = "${bundle:status.ids}")
	private List<String> ids = List.of();
	@Option(names = "--watch", description = "${bundle:status.watch}")
	private boolean watch;
	@Option(names = "--interval", paramLabel = "S", description = "${bundle:status.interval}")
	private double interval = 2;

	private final Map<String, Object> told = new HashMap<>();

	InstanceStatusVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		if (!(interval >= LEAST && interval <= MOST))
			throw new Failure(ExitCode.USAGE, Messages.interval_range);
		Instances instances = new Instances(context);
		Measured measured = new Measured(context, instances);
		if (!watch) {
			show(measured.ask(chosen(instances)));
			return ExitCode.DONE;
		}
		boolean screen = terminal().live() && !json;
		List<StatusRow> rows = List.of();
		if (screen)
			terminal().out().print(OPEN_SCREEN);
		try {
			while (true) {
				rows = measured.ask(chosen(instances));
				if (screen)
					draw(rows);
				else
					print(rows);
				context.interruption().await(new CompletableFuture<Void>().completeOnTimeout(null, (long) (interval * 1000), TimeUnit.MILLISECONDS));
			}
		} finally {
			if (screen) {
				terminal().out().print(CLOSE_SCREEN);
				StatusRow.table(rows).print(terminal().out());
			}
		}
	}

	/** Those that were named; without a name also those that have come since. */
	private List<InstanceSnapshot> chosen(Instances instances) {
		return ids.isEmpty() ? instances.manager().getInstances() : instances.find(ids);
	}

	private void show(List<StatusRow> rows) {
		if (json) {
			JsonArray array = new JsonArray();
			rows.forEach(row -> array.add(row.json()));
			JsonObject document = new JsonObject();
			document.addProperty("time", Clock.systemUTC().instant().toString()); //$NON-NLS-1$
			document.add("instances", array); //$NON-NLS-1$
			terminal().json(document);
		} else if (rows.isEmpty())
			terminal().say(Messages.no_instances);
		else
			StatusRow.table(rows).print(terminal().out());
	}

	private void draw(List<StatusRow> rows) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		PrintStream page = new PrintStream(bytes, false, StandardCharsets.UTF_8);
		page.println(NLS.bind(Messages.status_title, TIME.format(Instant.now())));
		page.println();
		StatusRow.table(rows).print(page);
		page.flush();
		StringBuilder text = new StringBuilder(HOME);
		bytes.toString(StandardCharsets.UTF_8).lines().forEach(line -> text.append(line).append(REST_OF_LINE).append(System.lineSeparator()));
		terminal().out().print(text.append(REST_OF_SCREEN));
		terminal().out().flush();
	}

	/** One line for each instance that is not as it was. */
	private void print(List<StatusRow> rows) {
		Instant now = Instant.now();
		List<String> gone = new ArrayList<>(told.keySet());
		for (StatusRow row : rows) {
			String id = row.instance().id();
			gone.remove(id);
			if (row.news().equals(told.put(id, row.news())))
				continue;
			if (json) {
				JsonObject event = new JsonObject();
				event.addProperty("time", now.toString()); //$NON-NLS-1$
				event.add("instance", row.json()); //$NON-NLS-1$
				terminal().out().println(event);
			} else
				terminal().out().println(TIME.format(now) + "  " + String.join("  ", row.cells())); //$NON-NLS-1$ //$NON-NLS-2$
		}
		told.keySet().removeAll(gone);
		terminal().out().flush();
	}
}
