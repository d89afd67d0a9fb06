// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.launching;

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

/**
 * Follows a growing file: gives what is new to a sink, begins again when the file was truncated or another one took its place.
 * Blocks; the thread that runs it ends when it is interrupted.
 */
public final class LogFollower {

	/** Takes what was read, and what is to be known of the file. May block. */
	public interface Sink {
		/** What was appended, with all control characters. */
		void text(String text) throws IOException;

		/** There is no file yet. */
		default void waiting() throws IOException {
			// who does not want to know
		}

		/** Not all of what is there is given. */
		default void skipped(long bytes) throws IOException {
			// who does not want to know
		}

		/** The file was emptied or replaced; what follows is its beginning. */
		default void begunAnew() throws IOException {
			// who does not want to know
		}

		/** The file can't be read now; it is tried again. */
		default void unreadable(IOException why) throws IOException {
			// who does not want to know
		}
	}

	private enum Trouble {
		NONE, WAITING, UNREADABLE
	}

	private static final int BUFFER = 8192;

	private final Path file;
	private final long lastBytes;
	private final Duration pause;
	private final Sink sink;
	private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
			.onUnmappableCharacter(CodingErrorAction.REPLACE);
	private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
	private final CharBuffer chars = CharBuffer.allocate(BUFFER);
	private @Nullable Object key;
	private long position;
	private Trouble told = Trouble.NONE;

	/**
	 * @param lastBytes how much of what is already there is shown at most
	 * @param pause     between two looks at the file
	 */
	public LogFollower(Path file, long lastBytes, Duration pause, Sink sink) {
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
			if (told != Trouble.WAITING)
				sink.waiting();
			told = Trouble.WAITING;
			return;
		} catch (IOException e) {
			if (told != Trouble.UNREADABLE)
				sink.unreadable(e);
			told = Trouble.UNREADABLE;
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
		sink.begunAnew();
	}

	private void read(long size) throws IOException {
		if (position == 0 && size > lastBytes) {
			position = size - lastBytes;
			sink.skipped(position);
		}
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			channel.position(position);
			while (channel.read(bytes) > 0) {
				position = channel.position();
				bytes.flip();
				decoder.decode(bytes, chars, false);
				bytes.compact();
				chars.flip();
				String text = chars.toString();
				chars.clear();
				if (!text.isEmpty())
					sink.text(text);
			}
			told = Trouble.NONE;
		} catch (NoSuchFileException e) { // rotated just now: the next look finds the new one
			position = 0;
		}
	}
}
