// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * Follows a growing file: gives what is new to a sink, begins again when the file was truncated or another one took its place.
 * Blocks; the thread that runs it ends when it is interrupted.
 */
public final class LogTail {

	/** Takes what was read. May block. */
	@FunctionalInterface
	public interface Sink {
		void write(String text) throws IOException;
	}

	private static final int BUFFER = 8192;

	private final Path file;
	private final long lastBytes;
	private final Duration pause;
	private final Sink sink;
	private final AnsiFilter ansi = new AnsiFilter();
	private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
			.onUnmappableCharacter(CodingErrorAction.REPLACE);
	private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
	private final CharBuffer chars = CharBuffer.allocate(BUFFER);
	private @Nullable Object key;
	private long position;
	private @Nullable String complaint;

	/**
	 * @param lastBytes how much of what is already there is shown at most
	 * @param pause     between two looks at the file
	 */
	public LogTail(Path file, long lastBytes, Duration pause, Sink sink) {
		this.file = file;
		this.lastBytes = lastBytes;
		this.pause = pause;
		this.sink = sink;
	}

	/** Returns when the thread is interrupted. Fails when the sink does. */
	public void run() throws IOException {
		try {
			while (!Thread.currentThread().isInterrupted()) {
				look();
				Thread.sleep(pause);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** Reads once what is new. */
	public void look() throws IOException {
		BasicFileAttributes attributes;
		try {
			attributes = Files.readAttributes(file, BasicFileAttributes.class);
		} catch (NoSuchFileException e) {
			complain(NLS.bind(Messages.waiting, file));
			return;
		} catch (IOException e) {
			complain(NLS.bind(Messages.unreadable, file, e.getLocalizedMessage()));
			return;
		}
		boolean other = key != null && !key.equals(attributes.fileKey());
		if (other || attributes.size() < position)
			restart();
		key = attributes.fileKey();
		if (attributes.size() > position)
			read(attributes.size());
	}

	private void restart() throws IOException {
		position = 0;
		bytes.clear();
		decoder.reset();
		sink.write('\n' + Messages.anew + '\n');
	}

	private void read(long size) throws IOException {
		if (position == 0 && size > lastBytes) {
			position = size - lastBytes;
			sink.write(NLS.bind(Messages.skipped, Long.valueOf(position)) + '\n');
		}
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			channel.position(position);
			while (channel.read(bytes) > 0) {
				position = channel.position();
				bytes.flip();
				decoder.decode(bytes, chars, false);
				bytes.compact();
				chars.flip();
				String text = ansi.filter(chars);
				chars.clear();
				if (!text.isEmpty())
					sink.write(text);
			}
			complaint = null;
		} catch (NoSuchFileException e) { // rotated just now: the next look finds the new one
			position = 0;
		}
	}

	/** Says the same thing only once. */
	private void complain(String message) throws IOException {
		if (message.equals(complaint))
			return;
		complaint = message;
		sink.write(message + '\n');
	}
}
