// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportItem.Action;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.migration.FirstLaunch;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.eclipse.osgi.util.NLS;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes over what clearly is to be taken over, once, and makes the Default Instance otherwise. */
@Component(service = FirstLaunch.class)
public final class HomeFirstLaunch implements FirstLaunch {

	private static final System.Logger LOG = System.getLogger(HomeFirstLaunch.class.getName());
	private static final Duration DEADLINE = Duration.ofSeconds(2);

	private final StudioHome home;
	private final InstanceManager manager;
	private final HomeMigration migration;
	private final ConfigurationExchange exchange;

	@Activate
	public HomeFirstLaunch(@Reference InstanceManager manager, @Reference HomeMigration migration, @Reference ConfigurationExchange exchange) {
		this(StudioHome.current(), manager, migration, exchange);
	}

	public HomeFirstLaunch(StudioHome home, InstanceManager manager, HomeMigration migration, ConfigurationExchange exchange) {
		this.home = home;
		this.manager = manager;
		this.migration = migration;
		this.exchange = exchange;
	}

	/** @param plan empty: nothing that comes over without being asked */
	private record Decision(ImportPlan plan, String from, int setups) {
		static final Decision NONE = new Decision(new ImportPlan(List.of(), null, List.of()), "", 0); //$NON-NLS-1$
	}

	@Override
	public CompletableFuture<Optional<Begun>> begin() {
		if (isUsed())
			return CompletableFuture.completedFuture(Optional.empty());
		return migration.findStored().thenCompose(this::decide).completeOnTimeout(Decision.NONE, DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
				.exceptionally(failure -> {
					LOG.log(Level.WARNING, "What is on this computer could not be looked at", failure); //$NON-NLS-1$
					return Decision.NONE;
				}).thenCompose(this::carryOut);
	}

	private boolean isUsed() {
		return Files.exists(home.instancesFile()) || !manager.getInstances().isEmpty() || manager.getProblem().isPresent();
	}

	private CompletableFuture<Decision> decide(List<FoundSetup> found) {
		List<FoundSetup> whole = found.stream().filter(setup -> setup.source().equals(FirstStudio.ID) && !setup.instances().isEmpty()).toList();
		if (!whole.isEmpty())
			return migration.plan(whole.subList(0, 1)).thenApply(plan -> new Decision(plan, from(whole.get(0)), 1));
		return migration.plan(found).thenApply(plan -> {
			List<ImportItem> added = plan.items().stream().filter(item -> item.action() == Action.ADD).toList();
			boolean clear = added.size() == 1 && added.get(0).incoming().id().equals(plan.active()) && canRun(added.get(0).incoming());
			List<FoundSetup> some = found.stream().filter(setup -> !setup.instances().isEmpty() && !setup.source().equals(ComfyDirectory.ID)).toList();
			return clear ? new Decision(plan, added.get(0).source(), 1) : new Decision(Decision.NONE.plan(), "", some.size()); //$NON-NLS-1$
		});
	}

	private static String from(FoundSetup setup) {
		return setup.sourceName() + " (" + setup.location() + ')'; //$NON-NLS-1$
	}

	/** Whether somebody who just wants to begin can begin with it. */
	private static boolean canRun(InstanceConfiguration instance) {
		return instance.comfyuiDirectory() instanceof Path directory && Installation.isComfy(directory);
	}

	private CompletableFuture<Optional<Begun>> carryOut(Decision decision) {
		if (decision.plan().isEmpty())
			return makeDefault(decision);
		return exchange.apply(decision.plan()).thenApply(report -> {
			report.forEach(line -> LOG.log(Level.INFO, "Migration: {0}", line)); //$NON-NLS-1$
			return begun(decision, report);
		}).exceptionallyCompose(failure -> {
			LOG.log(Level.WARNING, "What was found could not be taken over", failure); //$NON-NLS-1$
			return makeDefault(Decision.NONE);
		});
	}

	private Optional<Begun> begun(Decision decision, List<String> report) {
		List<InstanceSnapshot> made = manager.getInstances();
		Optional<InstanceSnapshot> first = manager.getActiveInstance().or(() -> made.stream().findFirst());
		List<String> start = decision.plan().items().stream().filter(item -> item.action() == Action.ADD).map(ImportItem::incoming)
				.filter(instance -> instance.autoStart() && !Likeness.isAttached(instance) || made.size() == 1 && isUndisturbed(instance))
				.map(InstanceConfiguration::id).toList();
		String message = made.size() == 1
				? NLS.bind(Messages.homeFirstLaunch_yourSettingsCameOver, decision.from(), first.map(InstanceSnapshot::name).orElse("")) //$NON-NLS-1$
				: NLS.bind(Messages.homeFirstLaunch_instancesCameOverFrom, made.size(), decision.from());
		return first.map(instance -> new Begun(instance, start, message, report));
	}

	/** Whether it can be started without getting into the way of the same server that runs elsewhere: that one would have its port. */
	private static boolean isUndisturbed(InstanceConfiguration instance) {
		Integer named = Origin.of(instance).map(Origin::port).orElse(null);
		return !Likeness.isAttached(instance) && (named == null || named == instance.port());
	}

	private CompletableFuture<Optional<Begun>> makeDefault(Decision decision) {
		String message = decision.setups() == 0 ? "" //$NON-NLS-1$
				: NLS.bind(Messages.homeFirstLaunch_settingsRunComfyuiFound, decision.setups(),
						decision.setups() == 1 ? Messages.homeFirstLaunch_otherProgram : Messages.homeFirstLaunch_otherPrograms);
		return manager.createDefaultInstance()
				.thenApply(made -> made.map(instance -> new Begun(instance, List.of(instance.id()), message, List.of())));
	}
}
