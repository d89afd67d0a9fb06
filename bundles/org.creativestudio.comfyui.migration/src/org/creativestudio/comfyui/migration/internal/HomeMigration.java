// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportItem.Action;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.creativestudio.comfyui.core.migration.Migration;
import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Looks for set-ups of this computer and plans what would be made of them in one home. */
@Component(service = { Migration.class, HomeMigration.class })
public final class HomeMigration implements Migration {

	private final InstanceManager manager;
	private final ConfigurationExchange exchange;
	private final Computer computer;
	private final RunningServers servers;

	@Activate
	public HomeMigration(@Reference InstanceManager manager, @Reference ConfigurationExchange exchange) {
		this(manager, exchange, Computer.current(), RunningServers.USUAL_PORTS);
	}

	/** @param ports of this computer that are asked for running servers */
	public HomeMigration(InstanceManager manager, ConfigurationExchange exchange, Computer computer, List<Integer> ports) {
		this.manager = manager;
		this.exchange = exchange;
		this.computer = computer;
		this.servers = new RunningServers(ports);
	}

	@Override
	public CompletableFuture<List<FoundSetup>> find() {
		return findStored().thenCombine(servers.find(ourPorts()), (stored, running) -> {
			List<FoundSetup> all = new ArrayList<>(stored);
			all.addAll(running);
			return all;
		});
	}

	/** What files tell, without asking a port. */
	CompletableFuture<List<FoundSetup>> findStored() {
		return ask(() -> {
			List<FoundSetup> found = new ArrayList<>();
			Set<Path> comfyDirectories = new LinkedHashSet<>();
			Set<String> seen = new HashSet<>();
			for (Source source : Source.ALL)
				for (Path place : places(source, comfyDirectories)) {
					if (!Texts.exists(place))
						continue;
					FoundSetup setup = read(source, place);
					if (setup != null && isNew(setup, seen)) {
						found.add(setup);
						setup.instances().forEach(instance -> remember(instance, comfyDirectories));
					}
				}
			return found;
		});
	}

	/** Where one may be; one that fails has a bug, and the others go on. */
	private List<Path> places(Source source, Set<Path> comfyDirectories) {
		try {
			return List.copyOf(source.places(computer, comfyDirectories));
		} catch (RuntimeException e) {
			System.getLogger(HomeMigration.class.getName()).log(Level.ERROR, "Where " + source.name() + " keeps its settings could not be found out", e); //$NON-NLS-1$ //$NON-NLS-2$
			return List.of();
		}
	}

	private static void remember(InstanceConfiguration instance, Set<Path> comfyDirectories) {
		if (instance.comfyuiDirectory() instanceof Path directory)
			comfyDirectories.add(directory);
		if (instance.baseDirectory() instanceof Path base)
			comfyDirectories.add(base);
	}

	private static boolean isNew(FoundSetup setup, Set<String> seen) {
		return setup.location() == null || seen.add(setup.source() + ' ' + Texts.real(setup.location()));
	}

	@Override
	public CompletableFuture<List<FoundSetup>> read(Path place) {
		return ask(() -> {
			List<FoundSetup> found = new ArrayList<>();
			Set<String> seen = new HashSet<>();
			for (Source source : Source.ALL) {
				FoundSetup setup = read(source, place.toAbsolutePath().normalize());
				if (setup != null && isNew(setup, seen))
					found.add(setup);
			}
			return found;
		});
	}

	/** A reader that fails has a bug; the others go on. */
	private @Nullable FoundSetup read(Source source, Path place) {
		try {
			return source.read(place, computer).orElse(null);
		} catch (RuntimeException e) {
			System.getLogger(HomeMigration.class.getName()).log(Level.ERROR, "What " + source.name() + " keeps in " + place + " could not be read", e); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			return new FoundSetup(source.id(), source.name(), place, List.of(), null, false,
					List.of(NLS.bind(Messages.homeMigration_couldNotReadError, place)));
		}
	}

	@Override
	public CompletableFuture<ImportPlan> plan(Collection<FoundSetup> setups) {
		List<FoundSetup> all = List.copyOf(setups);
		return ask(() -> {
			List<InstanceConfiguration> here = manager.getInstances().stream().map(InstanceSnapshot::configuration).toList();
			return new Planner(here, manager.getActiveInstance().isPresent(), FreePorts::isFree).plan(all);
		}).thenCompose(exchange::review).thenApply(HomeMigration::withoutErrors);
	}

	/** One that can't be stored as it is keeps none of the others out. */
	private static ImportPlan withoutErrors(ImportPlan plan) {
		List<ImportItem> items = plan.items().stream()
				.map(item -> item.action() != Action.SKIP && item.findings().stream().anyMatch(Finding::isError) ? item.action(Action.SKIP) : item).toList();
		Set<String> added = items.stream().filter(item -> item.action() != Action.SKIP).map(item -> item.incoming().id()).collect(Collectors.toSet());
		String active = plan.active();
		return new ImportPlan(items, active != null && added.contains(active) ? active : null, plan.notes());
	}

	private Set<Integer> ourPorts() {
		Set<Integer> ports = new HashSet<>();
		for (InstanceSnapshot instance : manager.getInstances())
			if (Address.isLoopback(instance.configuration().host())) {
				ports.add(instance.configuration().port());
				if (instance.process() != null)
					ports.add(instance.process().port());
			}
		return ports;
	}

	private static <T> CompletableFuture<T> ask(Supplier<T> question) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		Thread.ofVirtual().name("migration").start(() -> { //$NON-NLS-1$
			try {
				answer.complete(question.get());
			} catch (RuntimeException | Error e) { // nobody shall wait for ever
				answer.completeExceptionally(e);
			}
		});
		return answer;
	}
}
