// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.Workflow.Format;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.internal.journal.HomeJobs;
import org.creativestudio.comfyui.workflow.internal.journal.JobJournal;
import org.creativestudio.comfyui.workflow.internal.journal.JobRecord;
import org.creativestudio.comfyui.workflow.internal.journal.Trail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

class JobJournalTest {

	private static final JsonObject GRAPH = JsonParser.parseString("{\"1\": {\"class_type\": \"X\", \"inputs\": {\"seed\": 12345678901234567890}}}")
			.getAsJsonObject();

	@TempDir
	Path jobs;

	private static JobRecord job(String id, long revision, JobState state, String graph) {
		Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
		JobError error = state == JobState.FAILED ? new JobError(JobError.Kind.EXECUTION, "it\nfailed ü",
				List.of(new JobError.NodeProblem("3", "Mine", "K", null, "m"))) : null;
		return new JobRecord(
				new JobSnapshot(id, revision, new Workflow("w", Format.API, new JsonObject(), Path.of("/x/w.json")),
						new WorkflowOptions(null, "s", 7L, 3, Duration.ofSeconds(9)), state, "a", "p", "because", null, List.of(Path.of("/o/1.png")),
						error, now, now, state.isFinal() ? now : null),
				5, graph, Trail.NEW.sent("client", "prompt", URI.create("http://[::1]:8188")).lostAt("a", true).freedAt("b").cancel());
	}

	private Path onlyJournal(JobJournal journal) throws IOException {
		try (Stream<Path> files = Files.list(journal.directory())) {
			return files.filter(file -> file.toString().endsWith(".journal")).reduce((a, b) -> {
				throw new AssertionError("two journals");
			}).orElseThrow();
		}
	}

	@Test
	void whatIsCommittedIsReadAsItWas() throws IOException {
		try (JobJournal journal = new JobJournal(jobs, "p1")) {
			JobRecord failed = job("j", 2, JobState.FAILED, journal.keep(GRAPH));
			journal.put(failed);
			journal.commit();
			HomeJobs home = new HomeJobs(jobs);
			assertThat(home.read()).containsExactly(java.util.Map.entry("j", failed));
			assertThat(home.graph(failed)).isEqualTo(GRAPH);
		}
	}

	@Test
	void aLineThatWasNotWrittenToItsEndIsIgnored() throws IOException {
		try (JobJournal journal = new JobJournal(jobs, "p1")) {
			journal.put(job("j", 1, JobState.WAITING, journal.keep(GRAPH)));
			journal.commit();
			Path file = onlyJournal(journal);
			long whole = Files.size(file);
			journal.put(job("j", 2, JobState.DONE, journal.keep(GRAPH)));
			journal.commit();
			for (long length = Files.size(file) - 1; length >= whole; length--) {
				try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
					channel.truncate(length);
				}
				assertThat(new HomeJobs(jobs).read().get("j").job().state()).isEqualTo(JobState.WAITING);
			}
		}
	}

	@Test
	void damageInTheMiddleCostsThatLineOnly() throws IOException {
		try (JobJournal journal = new JobJournal(jobs, "p1")) {
			String graph = journal.keep(GRAPH);
			for (int i = 0; i < 3; i++)
				journal.put(job("j" + i, 1, JobState.WAITING, graph));
			journal.commit();
			Path file = onlyJournal(journal);
			byte[] bytes = Files.readAllBytes(file);
			bytes[bytes.length / 2] ^= 1;
			Files.write(file, bytes);
			assertThat(new HomeJobs(jobs).read()).containsOnlyKeys("j0", "j2");
		}
	}

	@Test
	void theJournalAndTheGraphsStayBounded() throws IOException {
		try (JobJournal journal = new JobJournal(jobs, "p1")) {
			for (int i = 0; i < 1000; i++) {
				JsonObject graph = new JsonObject();
				graph.addProperty("n", i / 20);
				String key = journal.keep(graph);
				for (int revision = 1; revision < 5; revision++)
					journal.put(job("j" + i, revision, JobState.RUNNING, key));
				if (i >= 10)
					journal.forget("j" + (i - 10));
				if (i % 10 == 0)
					journal.commit();
			}
			journal.commit();
			assertThat(Files.size(onlyJournal(journal))).isLessThan(600_000);
			try (Stream<Path> graphs = Files.list(journal.directory().resolve("graphs"))) {
				assertThat(graphs.count()).isLessThan(30);
			}
			assertThat(new HomeJobs(jobs).read()).hasSize(10);
		}
	}

	@Test
	void aDeadProgramsJobsAreTakenOverOnceWithTheirGraphsAndALivingOnesNever() throws IOException {
		JobJournal dead = new JobJournal(jobs, "p1");
		String key = dead.keep(GRAPH);
		dead.put(job("j", 1, JobState.WAITING, key));
		dead.commit();
		try (JobJournal heir = new JobJournal(jobs, "p2"); JobJournal late = new JobJournal(jobs, "p3")) {
			assertThat(heir.dead()).isEmpty();
			assertThat(heir.adopt("p1")).isEmpty();
			dead.close();
			assertThat(heir.dead()).containsExactly("p1");
			assertThat(heir.adopt("p1")).extracting(entry -> entry.job().id()).containsExactly("j");
			assertThat(late.dead()).isEmpty();
			assertThat(late.adopt("p1")).isEmpty();
			assertThat(heir.graph(key)).isEqualTo(GRAPH);
			assertThat(new HomeJobs(jobs).owner("j")).contains("p2");
			assertThat(Files.exists(jobs.resolve("p1"))).isFalse();
		}
	}

	@Test
	void jobsThatCannotBeReadKeepNobodyFromThoseOfOtherPrograms() throws IOException {
		for (String program : List.of("p1", "p2", "p3"))
			try (JobJournal dead = new JobJournal(jobs, program)) {
				dead.put(job("of " + program, 1, JobState.WAITING, dead.keep(GRAPH)));
				dead.commit();
			}
		Files.createDirectories(jobs.resolve("p2/00000009.journal"));
		HomeJobs home = new HomeJobs(jobs);
		assertThat(home.read()).containsOnlyKeys("of p1", "of p2", "of p3"); // as far as it can be read
		assertThat(home.owner("of p3")).contains("p3");
		try (JobJournal heir = new JobJournal(jobs, "q")) {
			Files.createDirectories(jobs.resolve("p0.lock"));
			assertThat(heir.dead()).containsExactly("p1", "p2", "p3");
			assertThat(heir.isHistory("p2")).isFalse();
			heir.put(job("own", 1, JobState.WAITING, heir.keep(GRAPH)));
			heir.commit();
			// as after a take-over that a full disk cut short
			Path adopted = Files.createDirectories(heir.directory().resolve("adopted"));
			for (String program : List.of("p1", "p2", "p3"))
				Files.move(jobs.resolve(program), adopted.resolve(program));
			assertThat(heir.adoptRest()).extracting(entry -> entry.job().id()).containsExactly("of p1", "of p3");
			assertThat(adopted.resolve("p2")).exists();
			assertThat(home.read()).containsOnlyKeys("own", "of p1", "of p2", "of p3");
			Files.delete(adopted.resolve("p2/00000009.journal"));
			assertThat(heir.adoptRest()).extracting(entry -> entry.job().id()).containsExactly("of p2");
			assertThat(adopted).isEmptyDirectory();
		}
	}

	@Test
	void aTakeOverThatACrashCutShortIsCompletedByTheNext() throws IOException {
		JobJournal first = new JobJournal(jobs, "p1");
		first.put(job("j", 3, JobState.WAITING, first.keep(GRAPH)));
		first.close();
		JobJournal second = new JobJournal(jobs, "p2");
		second.put(job("k", 1, JobState.WAITING, second.keep(GRAPH)));
		second.close();
		// as far as the second one came: the first one's directory is moved, and not merged
		Path adopted = Files.createDirectories(second.directory().resolve("adopted"));
		Files.move(jobs.resolve("p1"), adopted.resolve("p1"));
		try (JobJournal third = new JobJournal(jobs, "p3")) {
			assertThat(third.adopt("p2")).extracting(entry -> entry.job().id()).containsExactlyInAnyOrder("j", "k");
		}
	}

	@Test
	void whoLooksWhetherAProgramLivesDoesNotKeepItFromItsFirstJob() throws Exception {
		try (JobJournal journal = new JobJournal(jobs, "p1"); FileChannel looked = FileChannel.open(jobs.resolve("p1.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			FileLock look = looked.lock();
			CompletableFuture<String> kept = new CompletableFuture<>();
			Thread first = Thread.ofPlatform().start(() -> {
				try {
					kept.complete(journal.keep(GRAPH));
				} catch (IOException e) {
					kept.completeExceptionally(e);
				}
			});
			while (first.isAlive() && first.getState() != Thread.State.TIMED_WAITING)
				Thread.onSpinWait();
			look.release();
			assertThat(kept.get()).isNotEmpty();
		}
	}

	@Test
	void theLockOfAProgramThatIsJustMakingItsDirectoryStays() throws IOException {
		Path lock = Files.createFile(jobs.resolve("new.lock"));
		try (JobJournal journal = new JobJournal(jobs, "p1")) {
			assertThat(journal.dead()).isEmpty();
			assertThat(lock).exists();
			Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
			assertThat(journal.dead()).isEmpty();
			assertThat(lock).as("nothing came of it").doesNotExist();
		}
	}
}
