// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.launching;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.secrets.SecretMask;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The output of an instance's process: a file that the process itself appends to, so that it goes on when no program of ours
 * runs, and three older ones beside it ({@code comfyui.log.1} is the newest of them).
 *
 * @param file the one that grows
 */
public record InstanceLog(Path file) {

	/** From this size in bytes on the file is rotated. */
	public static final long MAX_BYTES = 8L << 20;
	/** How many older files are kept. */
	public static final int KEPT = 3;

	private static final int TAIL_BYTES = 64 * 1024;
	private static final int MAX_LINE = 2000;
	private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]|\u001b\\][^\u0007\u001b]*(\u0007|\u001b\\\\)|[\\x00-\\x08\\x0b-\\x1f]"); //$NON-NLS-1$

	/**
	 * The newest lines, oldest first, without terminal control sequences; of a progress bar's states only the last. Blocks for
	 * the disk. Empty when there is no file.
	 */
	public List<String> lastLines(int count) {
		List<String> lines = tail(file);
		if (lines.size() < count && Files.exists(old(1))) // rotated just now
			lines = Stream.concat(tail(old(1)).stream(), lines.stream()).toList();
		return lines.subList(Math.max(0, lines.size() - count), lines.size());
	}

	private static List<String> tail(Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			long size = channel.size();
			ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, TAIL_BYTES));
			channel.read(buffer, size - buffer.capacity());
			String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
			return Stream.of(text.split("\n")).map(InstanceLog::lastState).filter(line -> !line.isEmpty()).toList(); //$NON-NLS-1$
		} catch (IOException e) {
			return List.of();
		}
	}

	private static String lastState(String line) {
		String clean = line.stripTrailing();
		String shown = CONTROL.matcher(clean.substring(clean.lastIndexOf('\r') + 1)).replaceAll("").stripTrailing(); //$NON-NLS-1$
		return shown.length() <= MAX_LINE ? shown : shown.substring(0, MAX_LINE) + "..."; //$NON-NLS-1$
	}

	/**
	 * Moves the content to an older file when it is too large. The process keeps writing to the same file, which is emptied: what
	 * it prints between the copy and that moment is lost. Does nothing while another program does the same. Blocks for the disk.
	 */
	public void rotate() throws IOException {
		if (!Files.exists(file) || Files.size(file) < MAX_BYTES)
			return;
		try (FileChannel guard = FileChannel.open(file.resolveSibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE); //$NON-NLS-1$
				FileLock lock = guard.tryLock();
				FileChannel from = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			if (lock == null || from.size() < MAX_BYTES)
				return;
			for (int age = KEPT - 1; age >= 1; age--)
				if (Files.exists(old(age)))
					Files.move(old(age), old(age + 1), StandardCopyOption.REPLACE_EXISTING);
			try (FileChannel to = FileChannel.open(old(1), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
					StandardOpenOption.WRITE)) {
				long begin = Math.max(0, from.size() - MAX_BYTES);
				long position = begin;
				// What is printed meanwhile too, but not for ever.
				while (position < from.size() && position - begin < 2 * MAX_BYTES)
					position += from.transferTo(position, MAX_BYTES, to);
			}
			from.truncate(0);
		} catch (OverlappingFileLockException e) {
			return; // another thread of this program is at it
		}
	}

	/**
	 * Overwrites values with asterisks where they stand in the file, which the process goes on appending to. Until that, and where no
	 * program of ours runs, they stand there. Blocks for the disk.
	 *
	 * @param from up to where the file has been looked through; if it is shorter, it was rotated, and the newest older one is looked
	 *             through as well
	 * @return up to where it has been looked through now; {@code from} while another program rotates it
	 */
	public long hide(SecretMask mask, long from) throws IOException {
		if (!Files.exists(file) || Files.size(file) == from)
			return from;
		try (FileChannel guard = FileChannel.open(file.resolveSibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE); //$NON-NLS-1$
				FileLock lock = guard.tryLock()) {
			if (lock == null)
				return from;
			boolean rotated = Files.size(file) < from;
			if (rotated && Files.exists(old(1)))
				hide(mask, old(1), 0);
			return hide(mask, file, rotated ? 0 : from);
		} catch (OverlappingFileLockException e) {
			return from; // another thread of this program is at it
		}
	}

	private static long hide(SecretMask mask, Path file, long from) throws IOException {
		List<byte[]> values = mask.bytes();
		int longest = values.stream().mapToInt(value -> value.length).max().orElse(0);
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			ByteBuffer buffer = ByteBuffer.allocate(Math.max(TAIL_BYTES, 2 * longest));
			// What was printed in two pieces began before.
			long position = Math.max(0, from - longest);
			while (true) {
				buffer.clear();
				int read = channel.read(buffer, position);
				if (read <= 0)
					return Math.max(from, position);
				for (byte[] value : values)
					overwrite(channel, position, buffer.array(), read, value);
				if (read < buffer.capacity())
					return position + read;
				position += read - longest;
			}
		}
	}

	private static void overwrite(FileChannel channel, long position, byte[] text, int length, byte[] value) throws IOException {
		for (int at = 0; at + value.length <= length; at++)
			if (text[at] == value[0] && Arrays.equals(text, at, at + value.length, value, 0, value.length)) {
				Arrays.fill(text, at, at + value.length, (byte) '*');
				ByteBuffer hidden = ByteBuffer.wrap(text, at, value.length);
				while (hidden.hasRemaining())
					channel.write(hidden, position + hidden.position());
			}
	}

	private Path old(int age) {
		return file.resolveSibling(file.getFileName() + "." + age); //$NON-NLS-1$
	}

	/** The line that a reader would like to see of several states of a progress bar; null for none. */
	public @Nullable String lastLine() {
		List<String> lines = lastLines(1);
		return lines.isEmpty() ? null : lines.get(0);
	}
}
