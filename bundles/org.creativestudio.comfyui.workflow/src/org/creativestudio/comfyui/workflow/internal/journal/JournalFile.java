// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

/**
 * Lines that are only ever appended: a checksum, a blank, a JSON object. The newest line of a job counts. A line that was not written
 * to its end is ignored, for what it says has not happened. Not thread-safe.
 */
final class JournalFile implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(JournalFile.class.getName());
	private static final int MAX_LINE = 2 << 20;
	private static final int CHECKSUM = 8;
	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

	private final FileChannel channel;
	private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
	/** How much of that is in the file, and may be lost when the computer crashes. */
	private int flushed;
	private long written;

	JournalFile(Path file) throws IOException {
		channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
	}

	/** Bytes on disk and on the way there. */
	long size() {
		return written + waiting.size();
	}

	/** @return bytes of its line */
	int append(JsonObject entry) {
		byte[] json = GSON.toJson(entry).getBytes(StandardCharsets.UTF_8);
		waiting.writeBytes(checksum(json).getBytes(StandardCharsets.ISO_8859_1));
		waiting.write(' ');
		waiting.writeBytes(json);
		waiting.write('\n');
		return json.length + CHECKSUM + 2;
	}

	/** When it returns, other programs can read what was appended, and it outlasts a crash of this program. */
	void flush() throws IOException {
		ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
		bytes.position(flushed);
		while (bytes.hasRemaining()) {
			channel.write(bytes, written + bytes.position());
			flushed = bytes.position();
		}
	}

	/** When it returns, all that was appended outlasts a crash of the computer. After a failure it can be called again. */
	void force() throws IOException {
		if (waiting.size() == 0)
			return;
		try {
			flush();
			channel.force(false);
		} catch (IOException e) {
			flushed = 0; // a system may forget what it could not store
			throw e;
		}
		written += waiting.size();
		waiting.reset();
		flushed = 0;
	}

	@Override
	public void close() throws IOException {
		try {
			force();
		} finally {
			channel.close();
		}
	}

	private static String checksum(byte[] bytes) {
		CRC32 sum = new CRC32();
		sum.update(bytes);
		return String.format("%08x", sum.getValue()); //$NON-NLS-1$
	}

	/** Adds the records of a file to those that are known; of two records of one job the one with the larger revision stays. */
	static void read(Path file, Map<String, JobRecord> records) throws IOException {
		int bad = 0;
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
			ByteArrayOutputStream line = new ByteArrayOutputStream();
			for (int next = in.read(); next >= 0; next = in.read())
				if (next != '\n') {
					// What is longer than any line is cut, and its checksum then says so.
					if (line.size() < MAX_LINE)
						line.write(next);
				} else {
					if (!apply(line.toByteArray(), records))
						bad++;
					line.reset();
				}
		}
		if (bad > 0)
			LOG.log(Level.WARNING, "{0} has {1} lines that can''t be read: what they say of jobs is not known", file, bad); //$NON-NLS-1$
	}

	private static boolean apply(byte[] line, Map<String, JobRecord> records) {
		if (line.length <= CHECKSUM || line[CHECKSUM] != ' ')
			return false;
		byte[] json = java.util.Arrays.copyOfRange(line, CHECKSUM + 1, line.length);
		if (!checksum(json).equals(new String(line, 0, CHECKSUM, StandardCharsets.ISO_8859_1)))
			return false;
		try {
			JsonObject entry = GSON.fromJson(new String(json, StandardCharsets.UTF_8), JsonObject.class);
			if (entry.has("forgotten")) { //$NON-NLS-1$
				records.remove(entry.get("forgotten").getAsString()); //$NON-NLS-1$
				return true;
			}
			JobRecord read = JobRecordJson.read(entry);
			records.merge(read.job().id(), read, (a, b) -> a.job().revision() > b.job().revision() ? a : b);
			return true;
		} catch (JsonParseException | IllegalArgumentException | UnsupportedOperationException | IllegalStateException e) {
			LOG.log(Level.DEBUG, "A line of a journal is no record", e); //$NON-NLS-1$
			return false;
		}
	}

	static JsonObject forgotten(String id) {
		JsonObject entry = new JsonObject();
		entry.addProperty("forgotten", id); //$NON-NLS-1$
		return entry;
	}
}
