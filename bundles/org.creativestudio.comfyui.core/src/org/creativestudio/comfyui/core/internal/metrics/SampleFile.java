// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;

import org.creativestudio.comfyui.core.metrics.Metric;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A file of means that is only appended to. It begins with the names of its figures, so that later versions read it; a record is its
 * length, a checksum, the time, a bit for each figure that is known, and those as 32-bit numbers. A record that is not whole, as after
 * a crash, is passed over and cut off before the next one.
 */
final class SampleFile {

	/** More than a week of five-minute means takes. */
	static final long MAX_BYTES = 1L << 20;

	private static final int MAGIC = 0x43534d31;
	private static final int MAX_METRICS = 64;
	private static final int RECORD_HEAD = Short.BYTES + Integer.BYTES;
	private static final int FIXED = 2 * Long.BYTES;

	/** What is in a file. */
	private record Content(List<@Nullable Metric> metrics, long end) {
	}

	private SampleFile() {
	}

	/** Does nothing to a file that is as large as it may be. */
	static void append(Path file, Means.Row row) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			Content content = scan(file, found -> {
			});
			long end = content == null ? 0 : content.end;
			List<@Nullable Metric> metrics = content == null ? Arrays.asList(Metric.values()) : content.metrics;
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			if (content == null)
				head(new DataOutputStream(bytes));
			record(metrics, row, new DataOutputStream(bytes));
			if (end + bytes.size() > MAX_BYTES)
				return;
			channel.truncate(end);
			ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
			long position = end;
			while (buffer.hasRemaining())
				position += channel.write(buffer, position);
		}
	}

	private static void head(DataOutputStream out) throws IOException {
		out.writeInt(MAGIC);
		out.writeShort(Metric.values().length);
		for (Metric metric : Metric.values())
			out.writeUTF(metric.word());
	}

	private static void record(List<@Nullable Metric> metrics, Means.Row row, DataOutputStream out) throws IOException {
		long mask = 0;
		ByteArrayOutputStream values = new ByteArrayOutputStream();
		DataOutputStream floats = new DataOutputStream(values);
		for (int i = 0; i < metrics.size(); i++) {
			Metric metric = metrics.get(i);
			if (metric != null && !Double.isNaN(row.values()[metric.ordinal()])) {
				mask |= 1L << i;
				floats.writeFloat((float) row.values()[metric.ordinal()]);
			}
		}
		byte[] payload = ByteBuffer.allocate(FIXED + values.size()).putLong(row.at()).putLong(mask).put(values.toByteArray()).array();
		out.writeShort(payload.length);
		out.writeInt(checksum(payload));
		out.write(payload);
	}

	private static int checksum(byte[] payload) {
		CRC32 sum = new CRC32();
		sum.update(payload);
		return (int) sum.getValue();
	}

	/** Gives all whole records to the sink, oldest first. Nothing when there is no file, or one of another kind. */
	static void read(Path file, Consumer<Means.Row> sink) throws IOException {
		if (Files.exists(file))
			scan(file, sink);
	}

	/** Null for an empty file or one of another kind. */
	private static @Nullable Content scan(Path file, Consumer<Means.Row> sink) throws IOException {
		try (InputStream raw = Files.newInputStream(file); DataInputStream in = new DataInputStream(new BufferedInputStream(raw))) {
			if (in.readInt() != MAGIC)
				return null;
			int count = in.readUnsignedShort();
			if (count > MAX_METRICS)
				return null;
			long position = Integer.BYTES + Short.BYTES;
			List<@Nullable Metric> metrics = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				String word = in.readUTF();
				position += Short.BYTES + word.length();
				metrics.add(Metric.of(word).orElse(null));
			}
			return new Content(metrics, records(in, metrics, position, sink));
		} catch (EOFException e) {
			return null; // nothing but a part of the head
		}
	}

	/** @return where the last whole record ends */
	private static long records(DataInputStream in, List<@Nullable Metric> metrics, long begin, Consumer<Means.Row> sink) throws IOException {
		long position = begin;
		long end = begin;
		try {
			while (position < MAX_BYTES) {
				int length = in.readUnsignedShort();
				int sum = in.readInt();
				byte[] payload = new byte[length];
				in.readFully(payload);
				position += RECORD_HEAD + length;
				if (length < FIXED || checksum(payload) != sum)
					continue;
				end = position;
				sink.accept(row(metrics, ByteBuffer.wrap(payload)));
			}
		} catch (EOFException e) {
			return end; // the end, or a record that was never written whole
		}
		return end;
	}

	private static Means.Row row(List<@Nullable Metric> metrics, ByteBuffer payload) {
		long at = payload.getLong();
		long mask = payload.getLong();
		double[] values = new double[Metric.values().length];
		Arrays.fill(values, Double.NaN);
		for (int i = 0; i < metrics.size(); i++)
			if ((mask & 1L << i) != 0 && payload.remaining() >= Float.BYTES) {
				float value = payload.getFloat();
				Metric metric = metrics.get(i);
				if (metric != null)
					values[metric.ordinal()] = value;
			}
		return new Means.Row(at, values);
	}
}
