// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.configuration.Backup;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.configuration.Difference;
import org.creativestudio.comfyui.core.configuration.FileContents;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportItem.Action;
import org.creativestudio.comfyui.core.configuration.ImportItem.State;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.creativestudio.comfyui.core.migration.Migration;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** An exchange of configurations that does what a test says; the port 8188 is always taken. */
final class FakeExchange implements ConfigurationExchange, AutoCloseable {

	static final String TAKEN = "Port 8188 is another instance's.";

	final List<String> asked = new CopyOnWriteArrayList<>();
	final List<ImportPlan> applied = new CopyOnWriteArrayList<>();
	volatile List<ImportItem> items = List.of();
	volatile List<Backup> backups = List.of();
	volatile List<Difference> differences = List.of();
	volatile @Nullable String failure;
	/** Holds reviews back until it is completed; null: they come at once. */
	volatile @Nullable CompletableFuture<Void> holdReview;
	/** What an export waits for; null: it is done at once. */
	volatile @Nullable CompletableFuture<Integer> exporting;
	volatile CompletableFuture<List<FoundSetup>> found = CompletableFuture.completedFuture(List.of());

	private final List<ServiceRegistration<?>> registrations = List.of(register(ConfigurationExchange.class, this),
			register(Migration.class, new FakeMigration()));

	private static <S> ServiceRegistration<S> register(Class<S> type, S service) {
		return FrameworkUtil.getBundle(PlatformUI.class).getBundleContext().registerService(type, service,
				new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1000)));
	}

	static ImportItem item(String name, int port) {
		return checked(new ImportItem(InstanceConfiguration.builder(name.toLowerCase(), name).port(port).build(), "file", State.NEW, null,
				Action.ADD, List.of(), List.of()));
	}

	private static ImportItem checked(ImportItem item) {
		boolean taken = item.incoming().port() == 8188;
		return new ImportItem(item.incoming(), item.source(), taken ? State.CONFLICT : State.NEW, item.existing(), item.action(),
				taken ? List.of(new Finding(Severity.ERROR, Field.PORT, TAKEN,
						new Finding.Fix("Use port 8200", before -> before.toBuilder().port(8200).build()))) : List.of(),
				item.missing());
	}

	@Override
	public CompletableFuture<Integer> exportTo(Path file, Collection<String> instanceIds) {
		asked.add("export " + List.copyOf(instanceIds) + " to " + file.getFileName());
		CompletableFuture<Integer> lasting = exporting;
		return lasting == null ? CompletableFuture.completedFuture(instanceIds.size()) : lasting;
	}

	@Override
	public CompletableFuture<FileContents> read(Path file) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<ImportPlan> planImport(Path file) {
		asked.add("plan " + file.getFileName());
		String problem = failure;
		return problem != null ? CompletableFuture.failedFuture(new InstanceException(InstanceException.Reason.INVALID, problem))
				: CompletableFuture.completedFuture(new ImportPlan(items, null, List.of()));
	}

	@Override
	public CompletableFuture<ImportPlan> review(ImportPlan plan) {
		List<ImportItem> reviewed = new ArrayList<>();
		plan.items().forEach(item -> reviewed.add(checked(item)));
		CompletableFuture<Void> hold = holdReview;
		ImportPlan answer = new ImportPlan(reviewed, plan.active(), plan.notes());
		return hold == null ? CompletableFuture.completedFuture(answer) : hold.thenApply(released -> answer);
	}

	@Override
	public CompletableFuture<List<String>> apply(ImportPlan plan) {
		String problem = failure;
		if (problem != null)
			return CompletableFuture.failedFuture(new InstanceException(InstanceException.Reason.INVALID, problem));
		applied.add(plan);
		return CompletableFuture.completedFuture(List.of("All of it came over."));
	}

	@Override
	public CompletableFuture<List<Backup>> backups() {
		return CompletableFuture.completedFuture(backups);
	}

	@Override
	public CompletableFuture<List<Difference>> compare(Backup backup) {
		return CompletableFuture.completedFuture(differences);
	}

	@Override
	public CompletableFuture<Void> restore(Backup backup) {
		asked.add("restore " + backup.file().getFileName());
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<List<Checked>> check() {
		throw new UnsupportedOperationException();
	}

	private final class FakeMigration implements Migration {
		@Override
		public CompletableFuture<List<FoundSetup>> find() {
			return found;
		}

		@Override
		public CompletableFuture<List<FoundSetup>> read(Path place) {
			return found;
		}

		@Override
		public CompletableFuture<ImportPlan> plan(Collection<FoundSetup> setups) {
			asked.add("plan " + setups.stream().map(FoundSetup::source).toList());
			return CompletableFuture.completedFuture(new ImportPlan(items, null, List.of()));
		}
	}

	@Override
	public void close() {
		registrations.forEach(ServiceRegistration::unregister);
	}
}
