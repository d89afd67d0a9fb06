// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.configuration.Backup;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.configuration.Difference;
import org.creativestudio.comfyui.core.configuration.FileContents;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportItem.Action;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Export, import and backups of one home, on top of its store. */
@Component
public final class HomeExchange implements ConfigurationExchange {

	/** How long disk and network may take to say what they have to say of a plan; later than that nothing is said. */
	private static final long SURROUNDINGS_SECONDS = 5;

	private final StoreAccess store;
	private final InstanceManager manager;
	private final Supplier<@Nullable List<ComputeDevice>> devices;
	private final StudioHome home;
	private final Clock clock;

	@Activate
	public HomeExchange(@Reference StoreAccess store, @Reference InstanceManager manager, @Reference KnownDevices devices) {
		this(store, manager, devices, StudioHome.current(), Clock.systemUTC());
	}

	public HomeExchange(StoreAccess store, InstanceManager manager, Supplier<@Nullable List<ComputeDevice>> devices, StudioHome home, Clock clock) {
		this.devices = devices;
		this.store = store;
		this.manager = manager;
		this.home = home;
		this.clock = clock;
	}

	@Override
	public CompletableFuture<Integer> exportTo(Path file, Collection<String> instanceIds) {
		List<String> ids = List.copyOf(instanceIds);
		return store.with(stored -> {
			Document document = stored.read();
			ExportFile.write(file, ExportFile.json(document, ids, clock.instant()), home);
			return ExportFile.choose(document, ids).size();
		});
	}

	@Override
	public CompletableFuture<FileContents> read(Path file) {
		return ask(() -> ImportFile.read(file.toAbsolutePath().normalize(), this::installed));
	}

	/** Blocks, but not long. */
	private @Nullable InstanceConfiguration installed() {
		return manager.detect().completeOnTimeout(List.of(), SURROUNDINGS_SECONDS, TimeUnit.SECONDS).join().stream()
				.filter(found -> found.kind().equals(InstanceConfiguration.COMFYUI) && found.comfyuiDirectory() != null).findFirst().orElse(null);
	}

	@Override
	public CompletableFuture<ImportPlan> planImport(Path file) {
		return read(file).thenCompose(contents -> store.with(ConfigurationStore::read).thenCompose(document -> ask(() -> {
			ImportPlanner planner = new ImportPlanner(document);
			return surroundings(planner, planner.plan(contents, document.active() != null));
		})));
	}

	@Override
	public CompletableFuture<ImportPlan> review(ImportPlan plan) {
		return store.with(ConfigurationStore::read).thenCompose(document -> ask(() -> {
			ImportPlanner planner = new ImportPlanner(document);
			return surroundings(planner, planner.review(plan));
		}));
	}

	/** Adds what disk and network say of what would come in. Blocks, but not long. */
	private ImportPlan surroundings(ImportPlanner planner, ImportPlan plan) {
		List<CompletableFuture<List<Finding>>> answers = new ArrayList<>();
		for (ImportItem item : plan.items())
			answers.add(item.action() == Action.SKIP ? CompletableFuture.completedFuture(List.of())
					: ask(() -> new SurroundingsCheck(ImportPlanner.result(item), planner.others(item, plan.items()), holdsItsPort(item),
							devices, manager.getSettings().launching().firstPort()).findings())
							.completeOnTimeout(List.of(), SURROUNDINGS_SECONDS, TimeUnit.SECONDS));
		List<ImportItem> items = new ArrayList<>();
		for (int i = 0; i < answers.size(); i++) {
			ImportItem item = plan.items().get(i);
			List<Finding> findings = new ArrayList<>(item.findings());
			findings.addAll(answers.get(i).join());
			findings.sort(java.util.Comparator.comparing(Finding::severity));
			items.add(new ImportItem(item.incoming(), item.source(), item.state(), item.existing(), item.action(), findings, item.missing()));
		}
		return new ImportPlan(items, plan.active(), plan.notes());
	}

	private boolean holdsItsPort(ImportItem item) {
		return item.existing() instanceof InstanceConfiguration existing && manager.getInstance(existing.id())
				.map(InstanceSnapshot::process).filter(process -> process.port() == item.incoming().port()).isPresent();
	}

	@Override
	public CompletableFuture<List<String>> apply(ImportPlan plan) {
		return store.with(stored -> {
			ImportApplication application = new ImportApplication(plan);
			stored.change(application::apply);
			return application.report();
		});
	}

	@Override
	public CompletableFuture<List<Backup>> backups() {
		return store.with(ConfigurationStore::backups);
	}

	@Override
	public CompletableFuture<List<Difference>> compare(Backup backup) {
		return store.with(stored -> Differences.between(readable(stored), stored.read(backup.file())));
	}

	/** Today's configuration; nothing where it can't be read. */
	private static Document readable(ConfigurationStore stored) {
		try {
			return stored.read();
		} catch (InstanceException e) {
			return Document.EMPTY;
		}
	}

	@Override
	@SuppressWarnings("null") // Void has no other value
	public CompletableFuture<Void> restore(Backup backup) {
		return store.with(stored -> {
			stored.restore(backup.file());
			return null;
		});
	}

	@Override
	public CompletableFuture<List<Checked>> check() {
		return store.with(ConfigurationStore::read).thenCompose(document -> {
			List<CompletableFuture<List<Finding>>> answers = document.instances().stream().map(manager::validate).toList();
			return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).thenApply(done -> {
				List<Checked> checked = new ArrayList<>();
				for (int i = 0; i < answers.size(); i++)
					if (!answers.get(i).join().isEmpty())
						checked.add(new Checked(document.instances().get(i), answers.get(i).join()));
				return checked;
			});
		});
	}

	/** For what blocks and does not need the store. */
	private static <T> CompletableFuture<T> ask(Supplier<T> question) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		Thread.ofVirtual().name("exchange").start(() -> { //$NON-NLS-1$
			try {
				answer.complete(question.get());
			} catch (RuntimeException | Error e) { // nobody shall wait for ever
				answer.completeExceptionally(e);
			}
		});
		return answer;
	}
}
