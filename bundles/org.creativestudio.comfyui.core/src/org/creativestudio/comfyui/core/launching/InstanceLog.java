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
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

	private Path old(int age) {
		return file.resolveSibling(file.getFileName() + "." + age); //$NON-NLS-1$
	}

	/** The line that a reader would like to see of several states of a progress bar; null for none. */
	public @Nullable String lastLine() {
		List<String> lines = lastLines(1);
		return lines.isEmpty() ? null : lines.get(0);
	}
}
