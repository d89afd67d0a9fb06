// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.forecast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.configuration.BoundedJson;

/**
 * What ran on this home and how long it took: a line of JSON for each run that ended well, in {@code jobs/history.jsonl}. Programs of a home
 * write it together, a whole line at a time; of what is older than two files of {@value #MAX_BYTES} bytes nothing is kept. All methods
 * block for the disk.
 */
public final class RunHistory {

	private static final System.Logger LOG = System.getLogger(RunHistory.class.getName());
	private static final long MAX_BYTES = 4 << 20;
	/** Enough to know a fleet; what is older tells of other drivers and models. */
	private static final int MAX_RECORDS = 20_000;
	private static final int MAX_LINE = 16_384;

	private final Path file;
	private final Path older;

	public RunHistory(StudioHome home) {
		file = home.jobs().resolve("history.jsonl"); //$NON-NLS-1$
		older = home.jobs().resolve("history-1.jsonl"); //$NON-NLS-1$
	}

	/** Adds a run. Failing to is logged: a forecast is not worth a job. */
	public void append(RunRecord run) {
		byte[] line = (run.toJson().toString() + '\n').getBytes(StandardCharsets.UTF_8);
		if (line.length > MAX_LINE)
			return;
		try {
			Files.createDirectories(file.getParent());
			if (Files.exists(file) && Files.size(file) > MAX_BYTES)
				Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
				channel.write(ByteBuffer.wrap(line));
			}
		} catch (IOException e) {
			LOG.log(Level.WARNING, "The run could not be added to " + file + ": " + e.getMessage()); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	/** The newest runs, oldest first. Lines that are none, such as the last one of a program that was killed, are left out. */
	public List<RunRecord> read() {
		Deque<RunRecord> runs = new ArrayDeque<>();
		read(older, runs);
		read(file, runs);
		return new ArrayList<>(runs);
	}

	private static void read(Path source, Deque<RunRecord> runs) {
		try {
			if (Files.size(source) > 2 * MAX_BYTES) {
				LOG.log(Level.WARNING, source + " is larger than this program writes it and is left out."); //$NON-NLS-1$
				return;
			}
			// Bytes that are no UTF-8 must not end the reading of other lines.
			try (Stream<String> lines = Files.lines(source, StandardCharsets.ISO_8859_1)) {
				lines.forEach(line -> {
					parse(line, runs);
					if (runs.size() > MAX_RECORDS)
						runs.removeFirst();
				});
			}
		} catch (NoSuchFileException e) {
			LOG.log(Level.TRACE, "{0} is not there", source); //$NON-NLS-1$
		} catch (IOException | UncheckedIOException e) {
			LOG.log(Level.WARNING, "The history " + source + " can't be read: " + e.getMessage()); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	private static void parse(String line, Deque<RunRecord> runs) {
		try {
			if (!line.isBlank() && line.length() <= MAX_LINE)
				runs.add(RunRecord.of(BoundedJson.parse(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))));
		} catch (BoundedJson.JsonException | RuntimeException e) {
			LOG.log(Level.DEBUG, "A line of the history is no run: {0}", e.getMessage()); //$NON-NLS-1$
		}
	}
}
