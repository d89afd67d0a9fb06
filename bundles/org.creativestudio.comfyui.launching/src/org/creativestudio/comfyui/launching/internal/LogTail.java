// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The end of a log file. */
final class LogTail {

	private static final int MAX_BYTES = 64 * 1024;

	private LogTail() {
	}

	/** At most that many lines, oldest first, none when there is no file. Of a progress bar's states only the last is kept. */
	static List<String> lines(Path log, int count) {
		try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
			long size = channel.size();
			ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, MAX_BYTES));
			channel.read(buffer, size - buffer.capacity());
			String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
			List<String> lines = text.lines().map(line -> line.substring(line.lastIndexOf('\r') + 1).stripTrailing())
					.filter(line -> !line.isEmpty()).toList();
			return lines.subList(Math.max(0, lines.size() - count), lines.size());
		} catch (IOException e) {
			return List.of();
		}
	}
}
