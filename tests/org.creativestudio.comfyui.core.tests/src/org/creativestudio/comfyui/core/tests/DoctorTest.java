// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.doctor.Check;
import org.creativestudio.comfyui.core.doctor.Check.State;
import org.creativestudio.comfyui.core.doctor.Examination;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.internal.HomeSecretStore;
import org.creativestudio.comfyui.core.internal.doctor.DoctorComponent;
import org.creativestudio.comfyui.core.internal.doctor.HomeExamination;
import org.creativestudio.comfyui.core.internal.doctor.InstancesExamination;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The examinations of home and instances, and that none can hold the others up. */
class DoctorTest {

	@TempDir
	Path directory;
	private StudioHome home;
	private HomeInstanceManager manager;
	private SecretStore secrets;

	@BeforeEach
	void setUp() {
		home = new StudioHome(directory.resolve("home"));
		begin();
	}

	private void begin() {
		secrets = new HomeSecretStore(home, Map.of(), Clock.systemUTC());
		manager = new HomeInstanceManager(home, Clock.systemUTC(), null, new FakeLauncher());
	}

	@AfterEach
	void tearDown() {
		manager.close();
	}

	private List<Check> home() {
		return new HomeExamination(home, manager, secrets).examine();
	}

	private List<Check> instances() {
		return new InstancesExamination(home, manager, secrets).examine();
	}

	private static List<String> messages(List<Check> checks, State state) {
		return checks.stream().filter(check -> check.state() == state).map(Check::message).toList();
	}

	@Test
	void beforeAnythingIsStoredNothingIsWrong() {
		assertThat(messages(home(), State.ERROR)).isEmpty();
		assertThat(home.directory()).doesNotExist();
		assertThat(instances()).isEmpty();
	}

	@Test
	void whatValidationFindsAndSecretsWithoutValueAreTold() {
		manager.create(InstanceConfiguration.builder("a", "A").kind(InstanceConfiguration.EMBEDDED).port(18911).listen("0.0.0.0").secrets(List.of("HF_TOKEN")).build()).join();
		List<Check> checks = instances();
		assertThat(checks).allSatisfy(check -> assertThat(check.instanceId()).isEqualTo("a"));
		assertThat(messages(checks, State.WARNING)).anyMatch(message -> message.contains("no authentication"));
		assertThat(messages(checks, State.ERROR)).singleElement().asString().contains("HF_TOKEN");
	}

	@Test
	void aConfigurationThatCantBeReadAndOneOfANewerProgram() throws IOException {
		Files.createDirectories(home.directory());
		Files.writeString(home.instancesFile(), "{");
		assertThat(messages(home(), State.ERROR)).anyMatch(message -> message.contains("can't be read"));
		Files.writeString(home.instancesFile(), "{\"schemaVersion\":99,\"instances\":[]}");
		assertThat(messages(home(), State.WARNING)).anyMatch(message -> message.contains("newer"));
		assertThat(messages(home(), State.ERROR)).isEmpty();
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void rightsOfOthersOnTheHome() throws IOException {
		Files.createDirectories(home.directory());
		Files.setPosixFilePermissions(home.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
		assertThat(messages(home(), State.WARNING)).anyMatch(message -> message.contains("rwxr-xr-x"));
		Files.setPosixFilePermissions(home.directory(), PosixFilePermissions.fromString("rwxrwx---"));
		assertThat(messages(home(), State.ERROR)).anyMatch(message -> message.contains("Others may change"));
		Files.setPosixFilePermissions(home.directory(), PosixFilePermissions.fromString("rwx------"));
		assertThat(home()).noneMatch(check -> check.message().contains("Others"));
	}

	@Test
	void aSupervisorIsSeen() throws IOException {
		Files.createDirectories(home.run());
		assertThat(messages(home(), State.OK)).noneMatch(message -> message.contains("A program supervises"));
		try (FileChannel channel = FileChannel.open(home.run().resolve("supervisor.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
				FileLock lock = channel.lock()) {
			assertThat(lock.isValid()).isTrue();
			assertThat(messages(home(), State.OK)).anyMatch(message -> message.contains("A program supervises"));
		}
	}

	@Test
	void anExaminationThatFailsOrHangsIsAWarningAndTheOthersAreThere() throws InterruptedException {
		DoctorComponent doctor = new DoctorComponent(manager, secrets, Duration.ofMillis(50));
		CountDownLatch interrupted = new CountDownLatch(1);
		doctor.add(new Part(2, "good", () -> List.of(Check.ok("good", "Good."))));
		doctor.add(new Part(1, "failing", () -> {
			throw new InstanceException(Reason.FAILED, "no disk");
		}));
		doctor.add(new Part(3, "hanging", () -> {
			try {
				new CountDownLatch(1).await();
			} catch (InterruptedException e) {
				interrupted.countDown();
			}
			return List.of();
		}));
		List<Check> checks = doctor.examine().join();
		assertThat(checks).extracting(Check::area).containsExactly("failing", "good", "hanging");
		assertThat(checks).extracting(Check::state).containsExactly(State.WARNING, State.OK, State.WARNING);
		interrupted.await();
	}

	private record Part(int order, String name, java.util.function.Supplier<List<Check>> work) implements Examination {
		@Override
		public List<Check> examine() {
			return work.get();
		}
	}
}
