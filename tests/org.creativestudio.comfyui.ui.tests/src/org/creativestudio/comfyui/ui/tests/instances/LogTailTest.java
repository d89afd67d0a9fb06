// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

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

import org.creativestudio.comfyui.ui.internal.console.AnsiFilter;
import org.creativestudio.comfyui.ui.internal.console.LogTail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

	@TempDir
	Path folder;
	private Path file;
	private final StringBuilder seen = new StringBuilder();
	private LogTail tail;

	@BeforeEach
	void follow() {
		file = folder.resolve("comfyui.log");
		tail = new LogTail(file, 100, Duration.ofMillis(1), seen::append);
	}

	@Test
	void saysOnceThatThereIsNothingYet() throws IOException {
		tail.look();
		tail.look();
		assertThat(seen.toString()).containsOnlyOnce("waiting for output");
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
		assertThat(seen.toString()).startsWith("a long first line\n").endsWith("new\n").contains("began anew");
	}

	@Test
	void beginsAgainWhenTheFileWasRotated() throws IOException {
		append("old\n");
		tail.look();
		Files.move(file, folder.resolve("comfyui.1.log"));
		append("a new file that is longer\n");
		tail.look();
		assertThat(seen.toString()).endsWith("a new file that is longer\n").contains("began anew");
	}

	@Test
	void skipsTheBeginningOfALongFile() throws IOException {
		append("x".repeat(1_000) + "y".repeat(100));
		tail.look();
		assertThat(seen.toString()).contains("1000").endsWith("y".repeat(100)).doesNotContain("x");
	}

	@Test
	void endsWithItsThread() throws Exception {
		append("one\n");
		CountDownLatch seenOne = new CountDownLatch(1);
		CompletableFuture<Void> end = new CompletableFuture<>();
		LogTail endless = new LogTail(file, 100, Duration.ofMillis(1), text -> seenOne.countDown());
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

	@Test
	void takesColoursOutHoweverTheyAreCut() {
		AnsiFilter filter = new AnsiFilter();
		StringBuilder out = new StringBuilder();
		for (char c : "\u001b[1;32mgreen\u001b[0m \u001b]0;title\u0007done\r50%\u001b[K\n".toCharArray())
			out.append(filter.filter(String.valueOf(c)));
		assertThat(out).hasToString("green done\r50%\n");
	}

	private void append(String text) throws IOException {
		Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}
}
