// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceConfiguration.Builder;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.internal.HomeExchange;
import org.creativestudio.comfyui.core.internal.HomeInstanceManager;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.testing.Hostile;
import org.creativestudio.comfyui.testing.Hostile.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** The corpus of hostile paths and variables, by each way into the core: as it is typed, stored, found in the file, and imported. */
class HostileConfigurationTest {

	private static final List<String> WRITTEN = List.of("outputDirectory", "inputDirectory", "userDirectory", "baseDirectory");

	@TempDir
	Path directory;

	static Stream<String> paths() {
		return Stream.concat(Hostile.paths().stream(), Hostile.relativePaths().stream());
	}

	static Stream<Entry> environment() {
		return Hostile.environment().stream();
	}

	private void managed(Consumer<HomeInstanceManager> test) {
		try (HomeInstanceManager manager = new HomeInstanceManager(home(), Clock.systemUTC(), null, new FakeLauncher())) {
			test.accept(manager);
		}
	}

	private StudioHome home() {
		return new StudioHome(directory.resolve("home"));
	}

	private static Builder good() {
		return InstanceConfiguration.builder("a", "A").kind("fake").port(15001);
	}

	private void isRefused(InstanceConfiguration configuration) {
		managed(manager -> {
			assertThat(manager.validate(configuration).join()).anyMatch(Finding::isError);
			invalid(() -> manager.create(configuration).get());
			if (manager.getInstance("b").isEmpty())
				manager.create(good().id("b").name("B").port(15002).build()).join();
			invalid(() -> manager.update(configuration.toBuilder().id("b").name("B").port(15002).build()).get());
		});
	}

	private static void invalid(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
		assertThatThrownBy(call).cause().isInstanceOfSatisfying(InstanceException.class, e -> {
			assertThat(e.reason()).isEqualTo(Reason.INVALID);
			assertThat(e.getMessage().chars()).noneMatch(c -> c == 0 || c == 27);
		});
	}

	@ParameterizedTest
	@MethodSource("paths")
	void aPathIsRefusedWhenItIsTypedOrStored(String text) {
		Path path;
		try {
			path = Path.of(text);
		} catch (InvalidPathException e) {
			assertThat(e).isNotNull();
			return;
		}
		isRefused(good().outputDirectory(path).build());
		isRefused(good().inputDirectory(path).build());
		isRefused(good().userDirectory(path).build());
		isRefused(good().baseDirectory(path).build());
	}

	@ParameterizedTest
	@MethodSource("paths")
	void aPathInTheFileIsNeverUsed(String text) throws Exception {
		for (String field : WRITTEN) {
			JsonObject instance = json();
			instance.addProperty(field, text);
			isNeverUsed(instance);
		}
	}

	@ParameterizedTest
	@MethodSource("paths")
	void aPathIsNotImported(String text) throws Exception {
		for (String field : WRITTEN) {
			JsonObject instance = json();
			instance.addProperty(field, text);
			isNotImported(instance);
		}
	}

	@ParameterizedTest
	@MethodSource("environment")
	void aVariableIsRefusedWhenItIsTypedOrStored(Entry entry) {
		isRefused(good().environment(Map.of(entry.name(), entry.value())).build());
		if (!entry.name().equals("A"))
			isRefused(good().secrets(List.of(entry.name())).build());
	}

	@ParameterizedTest
	@MethodSource("environment")
	void aVariableInTheFileIsNeverUsed(Entry entry) throws Exception {
		isNeverUsed(json(entry));
	}

	@ParameterizedTest
	@MethodSource("environment")
	void aVariableIsNotImported(Entry entry) throws Exception {
		JsonObject instance = json(entry);
		JsonArray confirmed = new JsonArray();
		confirmed.add(entry.name());
		instance.add("confirmedVariables", confirmed);
		isNotImported(instance);
	}

	private static JsonObject json() {
		JsonObject instance = new JsonObject();
		instance.addProperty("id", "a");
		instance.addProperty("kind", "fake");
		instance.addProperty("port", 15001);
		return instance;
	}

	private static JsonObject json(Entry entry) {
		JsonObject environment = new JsonObject();
		environment.addProperty(entry.name(), entry.value());
		JsonObject instance = json();
		instance.add("environment", environment);
		return instance;
	}

	private static String document(JsonObject instance) {
		return "{\"schemaVersion\": 1, \"instances\": [" + instance + "]}";
	}

	private void isNeverUsed(JsonObject instance) throws Exception {
		Files.createDirectories(home().directory());
		Files.writeString(home().instancesFile(), document(instance));
		FakeLauncher launcher = new FakeLauncher();
		try (HomeInstanceManager manager = new HomeInstanceManager(home(), Clock.systemUTC(), null, launcher)) {
			if (manager.getProblem().isEmpty())
				invalid(() -> manager.start("a").get());
			assertThat(launcher.launched).isEmpty();
		}
	}

	private void isNotImported(JsonObject instance) throws Exception {
		Path file = Files.writeString(directory.resolve("import.json"), document(instance));
		managed(manager -> {
			HomeExchange exchange = new HomeExchange(manager, manager, () -> null, home(), Clock.systemUTC());
			ImportPlan plan = exchange.planImport(file).join();
			if (plan.items().isEmpty())
				assertThat(plan.notes()).hasSize(1);
			else
				invalid(() -> exchange.apply(plan).get());
			assertThat(manager.getInstances()).isEmpty();
		});
	}

	@Test
	void anExplicitYesAllowsALoaderVariableButNothingElse() {
		InstanceConfiguration loader = good().id("c").name("C").port(15003).environment(Map.of("LD_PRELOAD", "/opt/x.so")).build();
		managed(manager -> {
			Finding finding = manager.validate(loader).join().get(0);
			assertThat(finding.fix().label()).isEqualTo("Allow LD_PRELOAD");
			InstanceConfiguration confirmed = finding.fix().change().apply(loader);
			assertThat(manager.validate(confirmed).join()).singleElement()
					.satisfies(said -> assertThat(said.message()).contains("you allowed"));
			manager.create(confirmed).join();
		});
		isRefused(good().environment(Map.of("A B", "x")).confirmedVariables(List.of("A B")).build());
		isRefused(good().environment(Map.of("CREATIVE_STUDIO_HOME", "x")).confirmedVariables(List.of("CREATIVE_STUDIO_HOME")).build());
	}
}
