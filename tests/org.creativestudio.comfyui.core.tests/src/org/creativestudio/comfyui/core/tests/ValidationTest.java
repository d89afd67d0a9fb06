// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceConfiguration.Builder;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of configurations, by the manager as everybody asks it. */
class ValidationTest {

	@TempDir
	Path directory;
	private HomeInstanceManager manager;

	@BeforeEach
	void setUp() throws Exception {
		manager = new HomeInstanceManager(new StudioHome(directory.resolve("home")), Clock.systemUTC(), null, new FakeLauncher());
		manager.create(good("other").name("Other").port(45001).outputDirectory(directory.resolve("shared")).build()).get();
	}

	@AfterEach
	void tearDown() {
		manager.close();
	}

	private static Builder good(String id) {
		return InstanceConfiguration.builder(id, "Good").kind("fake").port(45002);
	}

	private List<Finding> findings(InstanceConfiguration configuration) throws Exception {
		return manager.validate(configuration).get();
	}

	static Stream<Arguments> refused() {
		return Stream.of(bad(Field.ID, b -> b.id("../x")), bad(Field.NAME, b -> b.name("")), bad(Field.NAME, b -> b.name(" x")),
				bad(Field.NAME, b -> b.name("a\u0007")), bad(Field.NAME, b -> b.name("OTHER")), bad(Field.PORT, b -> b.port(0)),
				bad(Field.PORT, b -> b.port(65536)), bad(Field.PORT, b -> b.port(45001)), bad(Field.HOST, b -> b.host("a b")),
				bad(Field.HOST, b -> b.host("http://x")), bad(Field.LISTEN, b -> b.listen("every one")),
				bad(Field.GPU_DEVICE, b -> b.gpuDevice("cuda 0")), bad(Field.ENVIRONMENT, b -> b.environment(Map.of("A=B", "1"))),
				bad(Field.ENVIRONMENT, b -> b.environment(Map.of("LD_PRELOAD", "/tmp/x.so"))),
				bad(Field.ENVIRONMENT, b -> b.environment(Map.of("DYLD_INSERT_LIBRARIES", "x"))),
				bad(Field.ENVIRONMENT, b -> b.environment(Map.of("PYTHONSTARTUP", "x"))),
				bad(Field.ENVIRONMENT, b -> b.environment(Map.of("A", "x\0y"))),
				bad(Field.EXTRA_ARGUMENTS, b -> b.extraArguments(List.of("--port=1"))),
				bad(Field.EXTRA_ARGUMENTS, b -> b.extraArguments(List.of("a\nb"))),
				bad(Field.OUTPUT_DIRECTORY, b -> b.outputDirectory(Path.of("relative"))),
				bad(Field.OUTPUT_DIRECTORY, b -> b.outputDirectory(Path.of("/home/../etc"))),
				bad(Field.OUTPUT_DIRECTORY, b -> b.outputDirectory(Path.of("/etc/comfy"))),
				bad(Field.USER_DIRECTORY, b -> b.userDirectory(Path.of("/"))), bad(Field.INPUT_DIRECTORY, b -> b.inputDirectory(Path.of("/usr/x"))),
				bad(Field.MODEL_DIRECTORIES, b -> b.modelDirectories(List.of(Path.of("x")))),
				bad(Field.TIMEOUT, b -> b.timeout(Duration.ZERO)), bad(Field.START_DEADLINE, b -> b.startDeadline(Duration.ofDays(9))),
				bad(Field.MAX_CONCURRENT_WORKFLOWS, b -> b.maxConcurrentWorkflows(65)));
	}

	private static Arguments bad(Field field, UnaryOperator<Builder> change) {
		return Arguments.of(field, change.apply(good("a")).build());
	}

	@ParameterizedTest
	@MethodSource("refused")
	void whatIsWrongIsNamedAtItsFieldAndCanNotBeStored(Field field, InstanceConfiguration configuration) throws Exception {
		Finding first = findings(configuration).get(0);
		assertThat(first.isError()).isTrue();
		assertThat(first.field()).isEqualTo(field);
		assertThatThrownBy(() -> manager.create(configuration).get()).cause().isInstanceOf(InstanceException.class)
				.hasMessageContaining(first.message());
		assertThat(manager.getInstances()).hasSize(1);
	}

	@Test
	void aGoodOneHasNoFindings() throws Exception {
		assertThat(findings(good("a").build())).isEmpty();
	}

	@Test
	void whatIsAllowedButRiskyIsSaid() throws Exception {
		assertThat(findings(good("a").listen("0.0.0.0").port(80).outputDirectory(directory.resolve("shared"))
				.environment(Map.of("HF_TOKEN", "x", "CUDA_VISIBLE_DEVICES", "1", "LD_LIBRARY_PATH", "/opt/cuda")).build())).noneMatch(Finding::isError)
				.extracting(Finding::field).contains(Field.LISTEN, Field.PORT, Field.OUTPUT_DIRECTORY, Field.ENVIRONMENT, Field.GPU_DEVICE);
	}

	@Test
	void aPortInUseCanBeMended() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			InstanceConfiguration taken = good("a").port(socket.getLocalPort()).build();
			Finding finding = findings(taken).get(0);
			assertThat(finding.field()).isEqualTo(Field.PORT);
			assertThat(finding.message()).contains("is in use by");
			InstanceConfiguration mended = finding.fix().change().apply(taken);
			assertThat(finding.fix().label()).contains(Integer.toString(mended.port()));
			assertThat(findings(mended)).isEmpty();
		}
	}

	@Test
	void directoriesThatAreNotThereOrLeadIntoTheSystemAreSaid() throws Exception {
		Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc"));
		assertThat(findings(good("a").outputDirectory(link).customNodesPath(directory.resolve("none")).build())).extracting(Finding::field)
				.contains(Field.OUTPUT_DIRECTORY, Field.CUSTOM_NODES_PATH);
	}

	@Test
	void aCopyCanBeCreatedAsItIs() throws Exception {
		InstanceConfiguration copy = manager.proposeCopy("other").get();
		assertThat(copy.name()).isEqualTo("Other 2");
		assertThat(copy.port()).isNotEqualTo(45001);
		assertThat(findings(copy)).noneMatch(Finding::isError);
		manager.create(copy).get();
	}
}
