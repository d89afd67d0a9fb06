// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.metrics.MetricEvent;
import org.creativestudio.comfyui.core.metrics.MetricEvent.Kind;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * {@code metrics/<id>/} in the home: for each instance a file of means and one of events for each week. What is older than 30 days is
 * deleted. A disk that can't be written costs a warning, nothing else. Appends are made by one thread.
 */
final class MetricFiles {

	/** Of one answer. */
	static final int MAX_EVENTS = 5000;
	/** Of an instance in a week; later ones are only in memory. */
	static final long MAX_EVENT_BYTES = 1L << 20;

	private static final System.Logger LOG = System.getLogger(MetricFiles.class.getName());
	private static final Duration KEPT = Duration.ofDays(30);
	private static final Duration WEEK = Duration.ofDays(7);
	private static final Duration FORGET_EVERY = Duration.ofHours(6);
	private static final Pattern NAME = Pattern.compile("(?:samples|events)-(\\d{1,6})\\.(?:bin|jsonl)"); //$NON-NLS-1$
	private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}"); //$NON-NLS-1$

	private final StudioHome home;
	private final Clock clock;
	private Instant forgotten = Instant.EPOCH;
	private boolean complained;

	MetricFiles(StudioHome home, Clock clock) {
		this.home = home;
		this.clock = clock;
	}

	private static long week(long time) {
		return Math.floorDiv(time, WEEK.toMillis());
	}

	private Path samples(String id, long week) {
		return home.metrics(id).resolve("samples-" + week + ".bin"); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private Path events(String id, long week) {
		return home.metrics(id).resolve("events-" + week + ".jsonl"); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** Whether an id can't lead out of the directory of metrics. */
	private static boolean isSafe(String id) {
		return ID.matcher(id).matches();
	}

	void append(String id, Means.Row row) {
		write(id, () -> SampleFile.append(samples(id, week(row.at())), row));
	}

	void append(MetricEvent event) {
		JsonObject json = new JsonObject();
		json.addProperty("at", event.at().toString()); //$NON-NLS-1$
		json.addProperty("kind", event.kind().name()); //$NON-NLS-1$
		json.addProperty("text", event.text()); //$NON-NLS-1$
		byte[] line = (json + "\n").getBytes(StandardCharsets.UTF_8); //$NON-NLS-1$
		write(event.instanceId(), () -> appendLine(events(event.instanceId(), week(event.at().toEpochMilli())), line));
	}

	/** Several programs may do so at once. */
	private static void appendLine(Path file, byte[] line) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
				FileLock lock = channel.lock()) {
			long end = channel.size();
			if (end + line.length > MAX_EVENT_BYTES)
				return;
			ByteBuffer last = ByteBuffer.allocate(1);
			boolean torn = end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
			ByteBuffer buffer = ByteBuffer.allocate(line.length + 1);
			if (torn)
				buffer.put((byte) '\n');
			buffer.put(line).flip();
			channel.position(end);
			while (buffer.hasRemaining())
				channel.write(buffer);
		}
	}

	@FunctionalInterface
	private interface Work {
		void run() throws IOException;
	}

	private void write(String id, Work work) {
		if (!isSafe(id))
			return;
		try {
			Files.createDirectories(home.metrics(id));
			work.run();
			complained = false;
		} catch (IOException e) {
			if (!complained)
				LOG.log(Level.WARNING, "Figures can't be kept in " + home.metrics(id) + ": " + e + ". They are kept in memory for an hour.", e); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			complained = true;
		}
	}

	/** Gives the means between two moments, both included, oldest first. Blocks. */
	void read(String id, long from, long to, Consumer<Means.Row> sink) {
		if (!isSafe(id) || from > to)
			return;
		long oldest = Math.max(from, clock.millis() - KEPT.toMillis());
		for (long week = week(oldest); week <= week(Math.min(to, clock.millis() + WEEK.toMillis())); week++)
			try {
				SampleFile.read(samples(id, week), row -> {
					if (row.at() >= oldest && row.at() <= to)
						sink.accept(row);
				});
			} catch (IOException e) {
				LOG.log(Level.WARNING, "Figures of " + id + " can't be read", e); //$NON-NLS-1$ //$NON-NLS-2$
			}
	}

	/** The newest events between two moments, both included, oldest first. Blocks. */
	List<MetricEvent> events(String id, Instant from, Instant to) {
		if (!isSafe(id))
			return List.of();
		Deque<MetricEvent> found = new ArrayDeque<>();
		Instant oldest = clock.instant().minus(KEPT);
		Instant begin = from.isBefore(oldest) ? oldest : from;
		Instant last = clock.instant().plus(WEEK);
		Instant end = to.isAfter(last) ? last : to;
		for (long week = week(begin.toEpochMilli()); week <= week(end.toEpochMilli()); week++)
			read(id, events(id, week), event -> {
				if (event.at().isBefore(begin) || event.at().isAfter(end))
					return;
				found.add(event);
				if (found.size() > MAX_EVENTS)
					found.removeFirst();
			});
		return List.copyOf(found);
	}

	private static void read(String id, Path file, Consumer<MetricEvent> sink) {
		if (!Files.exists(file))
			return;
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(new Bounded(Files.newInputStream(file), MAX_EVENT_BYTES), StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null; line = reader.readLine())
				event(id, line).ifPresent(sink);
		} catch (IOException e) {
			LOG.log(Level.WARNING, "Events of " + id + " can't be read", e); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	/** Empty for a line that was never written whole, or is of a later version. */
	private static Optional<MetricEvent> event(String id, String line) {
		try {
			if (!(JsonParser.parseString(line) instanceof JsonObject json))
				return Optional.empty();
			return Optional.of(new MetricEvent(id, Instant.parse(text(json, "at")), Kind.valueOf(text(json, "kind")), //$NON-NLS-1$ //$NON-NLS-2$
					EventLog.shortened(text(json, "text")))); //$NON-NLS-1$
		} catch (JsonParseException | DateTimeException | IllegalArgumentException | IllegalStateException
				| UnsupportedOperationException | StackOverflowError e) {
			return Optional.empty();
		}
	}

	private static String text(JsonObject json, String name) {
		JsonElement element = json.get(name);
		if (element == null || !element.isJsonPrimitive())
			throw new IllegalArgumentException(name);
		return element.getAsString();
	}

	/** Deletes what is older than it is kept, of instances that are gone too. Does nothing when it has looked some hours ago. */
	void forgetOld() {
		Instant now = clock.instant();
		if (Duration.between(forgotten, now).compareTo(FORGET_EVERY) < 0)
			return;
		forgotten = now;
		long oldest = week(now.minus(KEPT).toEpochMilli());
		Path all = home.metrics("x").getParent(); //$NON-NLS-1$
		if (all == null || !Files.isDirectory(all))
			return;
		try (Stream<Path> directories = Files.list(all)) {
			directories.filter(Files::isDirectory).forEach(directory -> forgetOld(directory, oldest));
		} catch (IOException e) {
			LOG.log(Level.WARNING, "Old figures could not be deleted", e); //$NON-NLS-1$
		}
	}

	private static void forgetOld(Path directory, long oldest) {
		try (Stream<Path> list = Files.list(directory)) {
			List<Path> files = list.toList();
			int left = files.size();
			for (Path file : files) {
				Matcher name = NAME.matcher(file.getFileName().toString());
				if (name.matches() && Long.parseLong(name.group(1)) < oldest && Files.deleteIfExists(file))
					left--;
			}
			if (left == 0)
				Files.deleteIfExists(directory);
		} catch (IOException e) {
			LOG.log(Level.WARNING, "Old figures in " + directory + " could not be deleted", e); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}
}
