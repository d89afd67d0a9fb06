// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal.tests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.creativestudio.comfyui.cli.internal.Cli;
import org.creativestudio.comfyui.cli.internal.Context;
import org.creativestudio.comfyui.cli.internal.Interruption;
import org.creativestudio.comfyui.cli.internal.SecretInput;
import org.creativestudio.comfyui.cli.internal.Services;
import org.creativestudio.comfyui.cli.internal.Terminal;
import org.creativestudio.comfyui.core.Housekeeping;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.StrategyOption;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.balancing.WorkRequest;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.doctor.Check;
import org.creativestudio.comfyui.core.doctor.Doctor;
import org.creativestudio.comfyui.core.health.HealthMonitor;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevice.Maker;
import org.creativestudio.comfyui.core.launching.ComputeDevices;
import org.creativestudio.comfyui.core.metrics.Metrics;
import org.creativestudio.comfyui.core.migration.FirstLaunch;
import org.creativestudio.comfyui.core.migration.FirstLaunch.Begun;
import org.creativestudio.comfyui.core.migration.Migration;
import org.creativestudio.comfyui.core.notifications.Notifications;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The command line with fake services, and what it wrote. */
final class Program implements Services, StrategyRegistry {

	private static final Descriptor LEAST_LOADED = new Descriptor("least-loaded", "Least Loaded", "The shortest queue.");
	private static final Descriptor ROUND_ROBIN = new Descriptor("round-robin", "Round Robin", "One after the other.",
			List.of(new StrategyOption("laps", "Laps", "", StrategyOption.Type.INT, "2", 1, 9, List.of())));

	final FakeInstances instances = new FakeInstances();
	final FakeWorkflows workflows = new FakeWorkflows();
	/** What the verbs get; the fake one unless a test has a better one. */
	WorkflowService queue = workflows;
	final Interruption interruption = new Interruption();
	final FakeSecrets secrets = new FakeSecrets();
	/** What the doctor finds. */
	List<Check> checks = List.of();
	/** What the verbs get; the fake ones unless a test has better ones. */
	InstanceManager manager = instances;
	ConfigurationExchange exchange;
	final FakeFigures figures = new FakeFigures();
	final FakeMigration migration = new FakeMigration();
	/** What the first launch makes; null: what the instance manager makes. */
	@Nullable
	Supplier<Begun> begun;
	boolean interactive;
	boolean live;
	/** What is piped into the program. */
	String in = "";
	Path sample;
	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	int run(String... arguments) {
		out.reset();
		err.reset();
		Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8),
				new PrintStream(err, true, StandardCharsets.UTF_8), interactive, live,
				new SecretInput(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), false));
		return new Cli(new Context(this, terminal, interruption)).run(arguments);
	}

	String out() {
		return out.toString(StandardCharsets.UTF_8);
	}

	String err() {
		return err.toString(StandardCharsets.UTF_8);
	}

	/** Standard output as the one JSON document that it must be. */
	JsonObject json() {
		return JsonParser.parseString(out()).getAsJsonObject();
	}

	@Override
	public InstanceManager instances() {
		return manager;
	}

	@Override
	public ConfigurationExchange exchange() {
		return exchange;
	}

	@Override
	public HealthMonitor health() {
		return instances;
	}

	@Override
	public WorkflowService workflows() {
		return queue;
	}

	@Override
	public StrategyRegistry strategies() {
		return this;
	}

	@Override
	public ComputeDevices devices() {
		return () -> List.of(new ComputeDevice(Maker.NVIDIA, 0, "GPU-aaaa", "NVIDIA GeForce RTX 4090", 24L << 30, 1L << 30),
				new ComputeDevice(Maker.AMD, 1, null, "Radeon", null, null));
	}

	@Override
	public SecretStore secrets() {
		return secrets;
	}

	@Override
	public Doctor doctor() {
		return new Doctor() {
			@Override
			public CompletableFuture<List<Check>> examine() {
				return CompletableFuture.completedFuture(checks);
			}

			@Override
			public List<String> forgotten() {
				return secrets.instances().stream().filter(id -> instances.getInstance(id).isEmpty()).toList();
			}
		};
	}

	@Override
	public Metrics metrics() {
		return figures;
	}

	@Override
	public Notifications notifications() {
		return figures.notifications();
	}

	@Override
	public Housekeeping housekeeping() {
		return figures;
	}

	@Override
	public Migration migration() {
		return migration;
	}

	@Override
	public FirstLaunch firstLaunch() {
		return () -> !instances.getInstances().isEmpty() ? CompletableFuture.completedFuture(Optional.empty()) : begun != null ? CompletableFuture.completedFuture(Optional.of(begun.get())) : instances.createDefaultInstance()
				.thenApply(made -> made.map(instance -> new Begun(instance, List.of(instance.id()), "", List.of())));
	}

	@Override
	public Path sample() throws IOException {
		return sample;
	}

	@Override
	public String version() {
		return "1.2.3";
	}

	@Override
	public List<Descriptor> getStrategies() {
		return List.of(LEAST_LOADED, ROUND_ROBIN);
	}

	@Override
	public Optional<Descriptor> getStrategy(String id) {
		return getStrategies().stream().filter(strategy -> strategy.id().equals(id)).findFirst();
	}

	@Override
	public Descriptor getDefault() {
		return LEAST_LOADED;
	}

	@Override
	public Choice choose(String strategyId, WorkRequest request, List<Candidate> candidates) {
		throw new UnsupportedOperationException();
	}
}
