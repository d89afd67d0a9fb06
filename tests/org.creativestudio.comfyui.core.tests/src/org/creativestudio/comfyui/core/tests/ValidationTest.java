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
import org.creativestudio.comfyui.core.LaunchSettings;
import org.creativestudio.comfyui.core.SecuritySettings;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.internal.PortSearch;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** What is said of configurations, by the manager as everybody asks it. */
class ValidationTest {

	@TempDir
	Path directory;
	private HomeInstanceManager manager;

	@BeforeEach
	void setUp() throws Exception {
		manager = new HomeInstanceManager(new StudioHome(directory.resolve("home")), Clock.systemUTC(), null, new FakeLauncher());
		manager.create(good("other").name("Other").port(15001).outputDirectory(directory.resolve("shared")).build()).get();
	}

	@AfterEach
	void tearDown() {
		manager.close();
	}

	private static Builder good(String id) {
		return InstanceConfiguration.builder(id, "Good").kind("fake").port(15002);
	}

	private List<Finding> findings(InstanceConfiguration configuration) throws Exception {
		return manager.validate(configuration).get();
	}

	static Stream<Arguments> refused() {
		return Stream.of(bad(Field.ID, b -> b.id("../x")), bad(Field.NAME, b -> b.name("")), bad(Field.NAME, b -> b.name(" x")),
				bad(Field.NAME, b -> b.name("a\u0007")), bad(Field.NAME, b -> b.name("OTHER")), bad(Field.PORT, b -> b.port(0)),
				bad(Field.PORT, b -> b.port(65536)), bad(Field.PORT, b -> b.port(15001)), bad(Field.HOST, b -> b.host("a b")),
				bad(Field.HOST, b -> b.host("http://x")),
				bad(Field.HOST, b -> b.host("10.0.0.5:8188")), bad(Field.HOST, b -> b.host("256.1.1.1")), bad(Field.HOST, b -> b.host("1.2.3.4.5")),
				bad(Field.HOST, b -> b.host("a..b")), bad(Field.HOST, b -> b.host("-a")), bad(Field.HOST, b -> b.host("::::")),
				bad(Field.HOST, b -> b.host("")), bad(Field.HOST, b -> b.host("x".repeat(300))), bad(Field.LISTEN, b -> b.listen("1:2")),
				bad(Field.LISTEN, b -> b.listen("every one")),
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
				bad(Field.PORT, b -> b.host("127.0.0.1").port(15001)), bad(Field.KIND, b -> b.kind("")), bad(Field.SECRETS, b -> b.secrets(List.of("A B"))),
				bad(Field.TAGS, b -> b.tags(List.of("a b"))), bad(Field.TAGS, b -> b.tags(List.of("a", "A"))), bad(Field.TAGS, b -> b.tags(List.of(""))),
				bad(Field.WEIGHT, b -> b.weight(0)), bad(Field.WEIGHT, b -> b.weight(101)),
				bad(Field.FREE_MEMORY_AFTER, b -> b.freeMemoryAfter(Duration.ofMillis(-1))),
				bad(Field.FREE_MEMORY_AFTER, b -> b.freeMemoryAfter(Duration.ofDays(8))),
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

	@ParameterizedTest
	@ValueSource(strings = { "gpu.01", "my_gpu", "gpu-box.local.", "7up", "10.0.0.5", "127.1", "::1", "[::1]", "fe80::1%eth0" })
	void whatNetworksTakeForAHostIsOne(String host) throws Exception {
		InstanceConfiguration instance = good("a").host(host).build();
		assertThat(findings(instance)).noneMatch(Finding::isError);
		assertThat(instance.baseUri()).hasToString("http://" + (host.startsWith(":") || host.startsWith("fe") ? '[' + host + ']' : host) + ":15002");
	}

	@ParameterizedTest
	@CsvSource({ "http://gpu.01:8188/, gpu.01, 8188", "10.0.0.5:9000, 10.0.0.5, 9000", "http://[::1]:9000, [::1], 9000", "http://x, x, 15002" })
	void ofAnAddressTheHostAndThePortAreProposed(String text, String host, int port) throws Exception {
		Finding wrong = findings(good("a").host(text).build()).get(0);
		assertThat(wrong.message()).contains('\'' + text + '\'', "without http://");
		InstanceConfiguration mended = wrong.fix().change().apply(good("a").host(text).build());
		assertThat(mended.host()).isEqualTo(host);
		assertThat(mended.port()).isEqualTo(port);
		assertThat(findings(mended)).noneMatch(Finding::isError);
	}

	/** It may stand in the file, where nobody has checked it. */
	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "10.0.0.5:8188", "::::", "a/b", "[", "a#b", "é" })
	void whatIsNoHostHasAnAddressThatNobodyKnows(String host) {
		assertThat(good("a").host(host).build().baseUri().getHost()).isNull();
	}

	@Test
	void aPortThatAnotherProgramUsesIsNotProposed() throws Exception {
		try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			manager.changeSettings(settings -> settings.launching(
					new LaunchSettings(stranger.getLocalPort(), settings.launching().restarts(), settings.launching().startDeadline()))).get();
			Finding taken = findings(good("a").port(15001).build()).get(0);
			assertThat(taken.field()).isEqualTo(Field.PORT);
			assertThat(taken.fix().change().apply(good("a").build()).port()).isGreaterThan(stranger.getLocalPort());
		}
	}

	@ParameterizedTest
	@MethodSource("refused")
	void whatCanBeMendedAtOnceIsMendedByItsFix(Field field, InstanceConfiguration configuration) throws Exception {
		Finding first = findings(configuration).get(0);
		if (first.fix() == null)
			return;
		InstanceConfiguration mended = first.fix().change().apply(configuration);
		assertThat(first.fix().label()).isNotBlank();
		assertThat(findings(mended)).noneMatch(finding -> finding.isError() && finding.message().equals(first.message()));
	}

	@Test
	void aGpuThatIsNotThereIsToldWithThoseThatAre() throws Exception {
		ComputeDevice card = new ComputeDevice(ComputeDevice.Maker.NVIDIA, 0, "GPU-aaaa", "RTX", null, null);
		try (HomeInstanceManager knowing = new HomeInstanceManager(new StudioHome(directory.resolve("gpu")), Clock.systemUTC(), null, new FakeLauncher(),
				null, () -> List.of(card))) {
			assertThat(knowing.validate(good("a").gpuDevice("cuda:0").build()).get()).isEmpty();
			assertThat(knowing.validate(good("a").gpuDevice("GPU-aaaa").build()).get()).isEmpty();
			assertThat(knowing.validate(good("a").gpuDevice("cuda:1").build()).get()).singleElement()
					.satisfies(finding -> assertThat(finding.message()).contains("'cuda:1' is not in this computer", "cuda:0 (RTX)"));
		}
	}

	static Stream<Arguments> visible() {
		return Stream.of(Arguments.of("cuda:1", "1", false), Arguments.of("cuda:1", "0", true), Arguments.of("cuda:0", "0,1", true),
				Arguments.of("cpu", "", false), Arguments.of("cpu", "-1", false), Arguments.of("cpu", "0", true), Arguments.of("auto", "3", false),
				Arguments.of("GPU-aaaa", "GPU-aaaa", false));
	}

	@ParameterizedTest
	@MethodSource("visible")
	void visibleDevicesThatContradictTheGpuAreTold(String gpu, String visible, boolean told) throws Exception {
		InstanceConfiguration configuration = good("a").gpuDevice(gpu).environment(Map.of("CUDA_VISIBLE_DEVICES", visible)).build();
		List<Finding> findings = findings(configuration);
		assertThat(findings).hasSize(told ? 1 : 0);
		if (told)
			assertThat(findings(findings.get(0).fix().change().apply(configuration))).isEmpty();
	}

	@Test
	void directoriesThatTwoInstancesShareAreToldUnderEveryName() throws Exception {
		Path shared = Files.createDirectory(directory.resolve("shared"));
		Path link = Files.createSymbolicLink(directory.resolve("link"), shared);
		for (Path same : List.of(shared, shared.resolve("deeper"), directory, link, link.resolve("deeper")))
			assertThat(findings(good("a").outputDirectory(same).build())).as(same.toString()).singleElement().satisfies(finding -> {
				assertThat(finding.field()).isEqualTo(Field.OUTPUT_DIRECTORY);
				assertThat(finding.message()).contains("'Other'", "overwrite");
			});
		assertThat(findings(good("a").outputDirectory(directory.resolve("shared2")).build())).isEmpty();
		Path dangling = Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("nowhere"));
		assertThat(findings(good("a").userDirectory(dangling).build())).singleElement()
				.satisfies(finding -> assertThat(finding.message()).contains("whose target is not there"));
	}

	@Test
	void aHostIsLookedForButNotForEver() throws Exception {
		assertThat(findings(good("a").kind("attached").host("nobody.invalid").build())).singleElement()
				.satisfies(finding -> assertThat(finding.message()).containsAnyOf("not known to this network", "nobody told who"));
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(findings(good("a").kind("attached").port(socket.getLocalPort()).build())).isEmpty();
		}
	}

	@Test
	void aGoodOneHasNoFindings() throws Exception {
		assertThat(findings(good("a").build())).isEmpty();
	}

	@Test
	void whatIsAllowedButRiskyIsSaid() throws Exception {
		assertThat(findings(good("a").listen("0.0.0.0").port(80).gpuDevice("cuda:0").outputDirectory(directory.resolve("shared"))
				.environment(Map.of("HF_TOKEN", "x", "CUDA_VISIBLE_DEVICES", "1", "LD_LIBRARY_PATH", "/opt/cuda")).build())).noneMatch(Finding::isError)
				.extracting(Finding::field).contains(Field.LISTEN, Field.PORT, Field.OUTPUT_DIRECTORY, Field.ENVIRONMENT, Field.GPU_DEVICE);
	}

	@Test
	void whatIsDangerousIsRefusedWhenTheUserDecidedSo() throws Exception {
		InstanceConfiguration open = good("a").listen("0.0.0.0").build();
		InstanceConfiguration readable = good("b").environment(Map.of("HF_TOKEN", "value")).build();
		InstanceConfiguration argument = good("c").extraArguments(List.of("--api-key=value")).build();
		for (InstanceConfiguration each : List.of(open, readable, argument))
			assertThat(findings(each)).isNotEmpty().noneMatch(Finding::isError);
		manager.changeSettings(settings -> settings.security(new SecuritySettings(true, true, 16))).get();
		for (InstanceConfiguration each : List.of(open, readable, argument)) {
			assertThat(findings(each)).anyMatch(Finding::isError);
			assertThat(manager.create(each)).failsWithin(Duration.ofSeconds(10)).withThrowableThat().withMessageContaining("can't be stored");
		}
	}

	@Test
	void whatWasStoredBeforeItWasRefusedIsNotStarted() throws Exception {
		manager.create(good("a").listen("0.0.0.0").build()).get();
		manager.changeSettings(settings -> settings.security(new SecuritySettings(false, true, 16))).get();
		assertThat(manager.start("a")).failsWithin(Duration.ofSeconds(10)).withThrowableThat().withMessageContaining("can't be used for a start");
	}

	@Test
	void aFreePortIsLookedForFromTheFirstOneOn() throws Exception {
		manager.changeSettings(settings -> settings.launching(new LaunchSettings(23_456, 5, Duration.ofMinutes(5)))).get();
		assertThat(manager.freePort().get()).isBetween(23_456, 24_000);
		assertThat(manager.proposeCopy("other").get().port()).isBetween(23_456, 24_000);
	}

	/** 500 instances may have all ports from the last possible first one on. */
	@Test
	void whereNoPortFromTheFirstOneOnIsFreeAnEarlierOneIsProposed() throws Exception {
		manager.close();
		JsonArray instances = new JsonArray();
		for (int port = 65_000; port <= 65_535; port++) {
			JsonObject instance = new JsonObject();
			instance.addProperty("id", "i" + port);
			instance.addProperty("port", port);
			instances.add(instance);
		}
		JsonObject root = JsonParser.parseString("{\"schemaVersion\": 1, \"settings\": {\"firstPort\": 65000}}").getAsJsonObject();
		root.add("instances", instances);
		StudioHome home = new StudioHome(directory.resolve("full"));
		Files.createDirectories(home.directory());
		Files.writeString(home.instancesFile(), root.toString());
		manager = new HomeInstanceManager(home, Clock.systemUTC(), null, new FakeLauncher());
		manager.ready().get();
		Finding taken = findings(good("a").port(65_001).build()).get(0);
		assertThat(taken.message()).contains("belongs to the instance 'i65001' already");
		assertThat(taken.fix().change().apply(good("a").build()).port()).isBetween(1024, 64_999);
		assertThatThrownBy(manager.create(good("a").port(65_001).build())::get).hasMessageContaining("belongs to the instance 'i65001' already");
		assertThat(manager.freePort().get()).isBetween(1024, 64_999);
	}

	@Test
	void portsThatTheSystemHasUsesForAreProposedOnlyWhereThereIsNoOther() {
		assertThat(PortSearch.first(60_000, port -> port < 60_005, port -> false)).hasValue(60_005);
		assertThat(PortSearch.first(60_000, port -> port >= 60_000, port -> false)).hasValue(1024);
		assertThat(PortSearch.first(60_000, port -> port >= 60_000, port -> port < 30_000)).hasValue(30_000);
		assertThat(PortSearch.first(60_000, port -> port >= 60_000, port -> true)).as("nothing else is left").hasValue(1024);
		assertThat(PortSearch.first(81, port -> false, port -> false)).as("the system's").hasValue(1024);
		assertThat(PortSearch.first(60_000, port -> true, port -> false)).isEmpty();
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
		assertThat(copy.port()).isNotEqualTo(15001);
		assertThat(findings(copy)).noneMatch(Finding::isError);
		manager.create(copy).get();
	}
}
