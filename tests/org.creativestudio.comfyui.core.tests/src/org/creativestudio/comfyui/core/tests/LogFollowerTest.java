// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.core.launching.LogFollower;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {

	@TempDir
	Path folder;
	private Path file;
	private final StringBuilder seen = new StringBuilder();
	private LogFollower tail;

	@BeforeEach
	void follow() {
		file = folder.resolve("comfyui.log");
		tail = new LogFollower(file, 100, Duration.ofMillis(1), new LogFollower.Sink() {
			@Override
			public void text(String text) {
				seen.append(text);
			}

			@Override
			public void waiting() {
				seen.append("[waiting]");
			}

			@Override
			public void skipped(long bytes) {
				seen.append("[skipped " + bytes + ']');
			}

			@Override
			public void begunAnew() {
				seen.append("[anew]");
			}
		});
	}

	@Test
	void saysOnceThatThereIsNothingYet() throws IOException {
		tail.look();
		tail.look();
		assertThat(seen.toString()).containsOnlyOnce("[waiting]");
	}

	@Test
	void givesEachPieceOnce() throws IOException {
		append("one\n");
		tail.look();
		append("two\n");
		tail.look();
		tail.look();
		assertThat(seen).hasToString("one\ntwo\n");
	}

	@Test
	void putsCharactersTogetherThatWereCutInTwo() throws IOException {
		byte[] bytes = "\u753b\u00e9".getBytes(StandardCharsets.UTF_8);
		for (byte piece : bytes) {
			Files.write(file, new byte[] { piece }, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			tail.look();
		}
		assertThat(seen).hasToString("\u753b\u00e9");
	}

	@Test
	void beginsAgainAfterATruncation() throws IOException {
		append("a long first line\n");
		tail.look();
		Files.writeString(file, "new\n");
		tail.look();
		assertThat(seen.toString()).startsWith("a long first line\n").endsWith("new\n").contains("[anew]");
	}

	@Test
	void beginsAgainWhenTheFileWasRotated() throws IOException {
		append("old\n");
		tail.look();
		Files.move(file, folder.resolve("comfyui.1.log"));
		append("a new file that is longer\n");
		tail.look();
		assertThat(seen.toString()).endsWith("a new file that is longer\n").contains("[anew]");
	}

	@Test
	void skipsTheBeginningOfALongFile() throws IOException {
		append("x".repeat(1_000) + "y".repeat(100));
		tail.look();
		assertThat(seen.toString()).contains("[skipped 1000]").endsWith("y".repeat(100)).doesNotContain("x");
	}

	@Test
	void endsWithItsThread() throws Exception {
		append("one\n");
		CountDownLatch seenOne = new CountDownLatch(1);
		CompletableFuture<Void> end = new CompletableFuture<>();
		LogFollower endless = new LogFollower(file, 100, Duration.ofMillis(1), text -> seenOne.countDown());
		Thread thread = Thread.ofVirtual().start(() -> {
			try {
				endless.run();
				end.complete(null);
			} catch (IOException e) { // interrupted while it was reading
				end.complete(null);
			}
		});
		assertThat(seenOne.await(20, TimeUnit.SECONDS)).isTrue();
		thread.interrupt();
		assertThat(end).succeedsWithin(Duration.ofSeconds(20));
	}

	private void append(String text) throws IOException {
		Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}
}
