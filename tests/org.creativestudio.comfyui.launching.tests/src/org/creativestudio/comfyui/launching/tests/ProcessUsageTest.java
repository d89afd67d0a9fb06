// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.core.launching.ProcessUsage.Usage;
import org.creativestudio.comfyui.launching.internal.LocalProcessUsage;
import org.creativestudio.comfyui.launching.internal.ProcessTable;
import org.creativestudio.comfyui.launching.internal.ProcessTable.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the processes of an instance use together. */
class ProcessUsageTest {

	@Test
	void descendantsAndTheSessionCountAndNobodyElse() {
		List<Row> table = List.of(new Row(1, 0, 1, 100.0, 1L), new Row(10, 1, 10, 1.0, 100L), new Row(11, 10, 10, 2.0, 200L),
				new Row(12, 11, 12, 4.0, 400L), new Row(13, 1, 10, 8.0, 800L), new Row(20, 1, 20, 16.0, 1600L));
		LocalProcessUsage usage = new LocalProcessUsage(() -> table);
		assertThat(usage.read(List.of(10L, 99L))).isEqualTo(Map.of(10L, new Usage(15.0, 1500L, Set.of(10L, 11L, 12L, 13L))));
		assertThat(usage.read(List.of(20L))).isEqualTo(Map.of(20L, new Usage(16.0, 1600L, Set.of(20L))));
	}

	@Test
	void whatIsNotKnownOfOneIsNotKnownOfAll() {
		LocalProcessUsage usage = new LocalProcessUsage(() -> List.of(new Row(10, 1, 0, 1.0, null), new Row(11, 10, 0, null, 5L)));
		assertThat(usage.read(List.of(10L))).isEqualTo(Map.of(10L, new Usage(null, null, Set.of(10L, 11L))));
	}

	@Test
	void procIsReadWithOddNames(@TempDir Path proc) throws IOException {
		stat(proc, "42", "42 (a) S 7 (b) R 1 42 41 0 -1 4194304 100 0 0 0 150 50 25 75 20 0 1 0 12345 1000000 2048 18446744073709551615\n");
		stat(proc, "43", "43 (torn");
		stat(proc, "44", "44 (x) R what ever 41 0 -1 4194304 100 0 0 0 150 50 25 75 20 0 1 0 12345 1000000 2048 1\n");
		Files.createDirectories(proc.resolve("45"));
		Files.createDirectories(proc.resolve("self"));
		assertThat(ProcessTable.proc(proc, 4096)).containsExactly(new Row(42, 1, 41, 3.0, 2048L * 4096));
	}

	private static void stat(Path proc, String pid, String content) throws IOException {
		Files.writeString(Files.createDirectories(proc.resolve(pid)).resolve("stat"), content);
	}

	@Test
	void psIsReadInTheFormsOfItsTime() {
		assertThat(ProcessTable.ps("""
				    1     0   1000   0:01.50
				   42     1   2048  1-02:03:04
				   43    42     10    10:11:12
				  nonsense
				""")).containsExactly(new Row(1, 0, 0, 1.5, 1024000L), new Row(42, 1, 0, 93784.0, 2097152L), new Row(43, 42, 0, 36672.0, 10240L));
	}

	@Test
	void thisProcessIsSeen() {
		long pid = ProcessHandle.current().pid();
		Usage usage = new LocalProcessUsage().read(List.of(pid)).get(pid);
		assertThat(usage.pids()).contains(pid);
		assertThat(usage.cpuSeconds()).isPositive();
	}
}
