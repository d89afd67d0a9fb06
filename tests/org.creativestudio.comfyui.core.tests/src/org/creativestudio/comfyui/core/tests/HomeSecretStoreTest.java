// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.internal.HomeSecretStore;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Secrets on disk: what is in the files, who may read them, several programs, other keys, damage. */
class HomeSecretStoreTest {

	private static final String VALUE = "hf_Zq7-plänted\u4e2d9";

	@TempDir
	Path directory;
	private StudioHome home;
	private SecretStore store;

	@BeforeEach
	void setUp() {
		// Names that are not what a URL may have.
		home = new StudioHome(directory.resolve("my home %41 #1?"));
		store = open();
	}

	private SecretStore open() {
		return open(Map.of());
	}

	private SecretStore open(Map<String, String> environment) {
		return new HomeSecretStore(home, environment, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
	}

	@Test
	void valuesComeBackInAnotherProgramAndStandInNoFile() throws IOException {
		store.put("a", "HF_TOKEN", VALUE);
		store.put("a", "OTHER_KEY", "two\nlines");
		store.put("b.c-d", "HF_TOKEN", "another");
		SecretStore other = open();
		assertThat(other.instances()).containsExactlyInAnyOrder("a", "b.c-d");
		assertThat(other.names("a")).containsExactlyInAnyOrder("HF_TOKEN", "OTHER_KEY");
		assertThat(other.values("a")).isEqualTo(Map.of("HF_TOKEN", VALUE, "OTHER_KEY", "two\nlines"));
		assertThat(other.values("none")).isEmpty();
		for (Path file : files())
			assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)).doesNotContain(VALUE).doesNotContain("another");
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> all = Files.walk(home.directory())) {
			return all.filter(Files::isRegularFile).toList();
		}
	}

	@Test
	void changesOfAnotherProgramAreSeenAndKept() {
		SecretStore other = open();
		store.put("a", "ONE_KEY", "1111");
		other.put("a", "TWO_KEY", "2222");
		store.put("a", "ONE_KEY", "3333");
		assertThat(other.values("a")).isEqualTo(Map.of("ONE_KEY", "3333", "TWO_KEY", "2222"));
		other.remove("a", "TWO_KEY");
		assertThat(store.names("a")).containsExactly("ONE_KEY");
		store.copy("a", "b");
		other.removeAll("a");
		assertThat(store.instances()).containsExactly("b");
		assertThat(other.values("b")).isEqualTo(Map.of("ONE_KEY", "3333"));
	}

	@Test
	void aCopyKeepsWhatItHasAlready() {
		store.put("a", "ONE_KEY", "1111");
		store.put("a", "TWO_KEY", "2222");
		store.put("b", "TWO_KEY", "own!");
		store.copy("a", "b");
		assertThat(store.values("b")).isEqualTo(Map.of("ONE_KEY", "1111", "TWO_KEY", "own!"));
	}

	@Test
	void ofManyChangesAtOnceNoneIsLost() throws Exception {
		CountDownLatch begin = new CountDownLatch(1);
		List<Future<?>> programs = new ArrayList<>();
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int program = 0; program < 4; program++) {
				String id = "p" + program;
				SecretStore own = open();
				programs.add(executor.submit(() -> {
					begin.await();
					for (int i = 0; i < 10; i++)
						own.put(id, "KEY_" + i, "value " + i);
					return null;
				}));
			}
			begin.countDown();
			for (Future<?> program : programs)
				program.get();
		}
		for (int program = 0; program < 4; program++)
			assertThat(store.names("p" + program)).hasSize(10);
	}

	@Test
	void forgettingWhereNothingIsStoredMakesNothing() {
		store.removeAll("a");
		store.remove("a", "X");
		store.copy("a", "b");
		store.check();
		assertThat(home.secrets()).doesNotExist();
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void onlyTheOwnerCanReadTheKeyAndAKeyThatOthersCanReadIsRefused() throws IOException {
		store.put("a", "HF_TOKEN", VALUE);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.secretsKey()))).isEqualTo("rw-------");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.secretsFile()))).isEqualTo("rw-------");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.secrets()))).isEqualTo("rwx------");
		Files.setPosixFilePermissions(home.secretsKey(), PosixFilePermissions.fromString("rw-r-----"));
		SecretStore other = open();
		assertThatThrownBy(() -> other.values("a")).isInstanceOf(InstanceException.class).hasMessageContaining("chmod 600")
				.hasMessageContaining(home.secretsKey().toString());
		assertThatThrownBy(() -> other.put("a", "HF_TOKEN", "x1x1")).isInstanceOf(InstanceException.class);
		assertThatThrownBy(store::check).isInstanceOf(InstanceException.class);
		assertThat(other.mask("a").mask("a text")).isEqualTo("a text");
		Files.setPosixFilePermissions(home.secretsKey(), PosixFilePermissions.fromString("rw-------"));
		assertThat(other.values("a")).containsEntry("HF_TOKEN", VALUE);
	}

	@Test
	void theKeyCanBeInTheEnvironment() {
		Map<String, String> environment = Map.of(SecretStore.KEY_VARIABLE, "correct horse battery äöü");
		open(environment).put("a", "HF_TOKEN", VALUE);
		assertThat(home.secretsKey()).doesNotExist();
		assertThat(open(environment).values("a")).containsEntry("HF_TOKEN", VALUE);
	}

	@Test
	void anotherKeyReadsNothingAndSpoilsNothing() throws IOException {
		store.put("a", "HF_TOKEN", VALUE);
		byte[] before = Files.readAllBytes(home.secretsFile());
		SecretStore other = open(Map.of(SecretStore.KEY_VARIABLE, "some other long key"));
		assertThatThrownBy(() -> other.values("a")).isInstanceOf(InstanceException.class).hasMessageContaining("another key");
		assertThatThrownBy(() -> other.put("b", "HF_TOKEN", "x1x1")).isInstanceOf(InstanceException.class);
		assertThatThrownBy(() -> open(Map.of(SecretStore.KEY_VARIABLE, "short")).put("b", "HF_TOKEN", "x1x1"))
				.isInstanceOf(InstanceException.class).hasMessageContaining("too short");
		Files.move(home.secretsKey(), home.secrets().resolve("elsewhere"));
		assertThatThrownBy(() -> open().put("b", "HF_TOKEN", "x1x1")).isInstanceOf(InstanceException.class)
				.hasMessageContaining("is gone");
		assertThat(home.secretsKey()).doesNotExist();
		assertThat(Files.readAllBytes(home.secretsFile())).isEqualTo(before);
	}

	@Test
	void aDamagedFileIsKeptAsideAndTold() throws IOException {
		store.put("a", "HF_TOKEN", VALUE);
		Files.writeString(home.secretsFile(), "/half=\\u12");
		SecretStore other = open();
		assertThatThrownBy(() -> other.values("a")).isInstanceOf(InstanceException.class)
				.hasMessageContaining("secure_storage.damaged-19700101-000000-000").hasMessageContaining("all secrets");
		assertThat(home.secrets().resolve("secure_storage.damaged-19700101-000000-000")).hasContent("/half=\\u12");
		assertThat(other.values("a")).isEmpty();
		other.put("a", "HF_TOKEN", "again");
		assertThat(open().values("a")).containsEntry("HF_TOKEN", "again");
	}

	@Test
	void whatCanBeReadOfADamagedFileStays() throws IOException {
		store.put("a", "GOOD_KEY", "good");
		store.put("a", "LOST_KEY", "lost");
		List<String> lines = Files.readAllLines(home.secretsFile());
		assertThat(lines).anyMatch(line -> line.contains("LOST_KEY"));
		Files.write(home.secretsFile(), lines.stream().filter(line -> !line.contains("LOST_KEY")).toList());
		SecretStore other = open();
		assertThatThrownBy(() -> other.values("a")).isInstanceOf(InstanceException.class).hasMessageContaining("a/LOST_KEY");
		assertThat(other.values("a")).isEqualTo(Map.of("GOOD_KEY", "good"));
	}

	@Test
	void namesAndValuesThatCanBeNoneAreRefused() {
		assertThatThrownBy(() -> store.put("a", "A=B", "value")).isInstanceOf(InstanceException.class);
		assertThatThrownBy(() -> store.put("../a", "KEY", "value")).isInstanceOf(InstanceException.class);
		assertThatThrownBy(() -> store.put("a", "KEY", "a\0b")).isInstanceOf(InstanceException.class);
		assertThatThrownBy(() -> store.put("a", "KEY", "")).isInstanceOf(InstanceException.class);
	}
}
