// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.Supervision;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.InstanceLauncher;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The instances of one home: reads and writes its configuration, and follows what other programs on the home do. */
@Component(service = { InstanceManager.class, HealthSink.class, StoreAccess.class })
public final class HomeInstanceManager implements InstanceManager, HealthSink, StoreAccess, AutoCloseable {

	/** How long it may take at most to find out how the instances that were found are. */
	private static final Duration READY = Duration.ofSeconds(2);
	/** How soon another program's doings are seen. */
	private static final Duration WATCH = Duration.ofSeconds(1);

	private final StudioHome home;
	private final FollowedStore store;
	private final LauncherRegistry launchers;
	private final InstanceNews news = new InstanceNews();
	private final ScheduledExecutorService watcher = Executors
			.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("instance-watch").factory()); //$NON-NLS-1$
	private final ManagedInstances instances;
	private volatile FleetSettings settings = FleetSettings.DEFAULTS;
	private final Leadership leadership;
	private final Proposals proposals;
	private final InstanceSecrets secrets;
	private final CompletableFuture<Void> ready;

	@Activate
	public HomeInstanceManager(@Reference IExtensionRegistry registry, @Reference SecretStore secrets, @Reference KnownDevices devices) {
		this(StudioHome.current(), Clock.systemUTC(), null,
				LauncherRegistry.contributed(new Contributions<>(registry, "launchers", "launcher", InstanceLauncher.class)), secrets, devices); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** Without secrets, and where nobody can tell which GPUs there are. */
	public HomeInstanceManager(StudioHome home, Clock clock, @Nullable Timer timer, LauncherRegistry launchers) {
		this(home, clock, timer, launchers, null);
	}

	/** Where nobody can tell which GPUs there are. */
	public HomeInstanceManager(StudioHome home, Clock clock, @Nullable Timer timer, LauncherRegistry launchers,
			@Nullable SecretStore secretStore) {
		this(home, clock, timer, launchers, secretStore, () -> null);
	}

	/**
	 * @param timer       null: one that follows the real time
	 * @param secretStore null where there are no secrets
	 */
	public HomeInstanceManager(StudioHome home, Clock clock, @Nullable Timer timer, LauncherRegistry launchers,
			@Nullable SecretStore secretStore, Supplier<@Nullable List<ComputeDevice>> devices) {
		this.home = home;
		secrets = new InstanceSecrets(secretStore);
		this.launchers = launchers;
		store = new FollowedStore(new ConfigurationStore(home, clock), this::show);
		leadership = new Leadership(home);
		proposals = new Proposals(home, launchers, devices, this::getInstances, this::getSettings);
		instances = new ManagedInstances(new Surroundings(home, clock, timer != null ? timer : Timer.on(watcher), launchers,
				leadership::isLeading, leadership::isFollowing, this::getSettings, news::publish));
		Document document = store.begin();
		settings = document.settings();
		ready = instances.begin(document).exceptionally(failure -> null).completeOnTimeout(null, READY.toMillis(), TimeUnit.MILLISECONDS);
		watcher.scheduleWithFixedDelay(() -> store.execute(this::look), WATCH.toMillis(), WATCH.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** On the store's executor: what have other programs done? */
	private void look() {
		store.look();
		leadership.seek();
		instances.look(PauseMark.marked(home));
	}

	/** On the store's executor: makes what others see match the document. Completes when they do. */
	private CompletableFuture<Void> show(Document document) {
		FleetSettings before = settings;
		settings = document.settings();
		if (!settings.equals(before))
			news.settingsChanged(document.settings());
		return instances.show(document);
	}

	@Override
	public List<InstanceSnapshot> getInstances() {
		return instances.all().stream().map(ManagedInstance::snapshot).toList();
	}

	@Override
	public CompletableFuture<Void> ready() {
		return ready.copy();
	}

	@Override
	public Supervision supervise() {
		return leadership.join();
	}

	@Override
	public boolean isSupervising() {
		return leadership.isLeading();
	}

	@Override
	public Optional<InstanceException> getProblem() {
		return Optional.ofNullable(store.problem());
	}

	@Override
	public Optional<InstanceSnapshot> getInstance(String id) {
		return Optional.ofNullable(instances.find(id)).map(ManagedInstance::snapshot);
	}

	@Override
	public Optional<InstanceSnapshot> find(String idOrName) {
		Optional<InstanceSnapshot> exact = getInstance(idOrName)
				.or(() -> getInstances().stream().filter(instance -> instance.name().equals(idOrName)).findFirst());
		if (exact.isPresent())
			return exact;
		List<InstanceSnapshot> similar = getInstances().stream().filter(instance -> instance.name().equalsIgnoreCase(idOrName)).toList();
		return similar.size() == 1 ? Optional.of(similar.get(0)) : Optional.empty();
	}

	@Override
	public Optional<InstanceSnapshot> getActiveInstance() {
		return getInstances().stream().filter(InstanceSnapshot::active).findFirst();
	}

	@Override
	public CompletableFuture<Optional<InstanceSnapshot>> createDefaultInstance() {
		return store.with(stored -> {
			if (stored.exists())
				return Optional.<String>empty();
			InstanceConfiguration proposal = proposals.detect().stream().findFirst()
					.orElseThrow(() -> new InstanceException(Reason.FAILED,
							Messages.homeInstanceManager_noComfyuiFoundOn));
			int port = proposals.freePort();
			String id = newId();
			InstanceConfiguration instance = proposal.toBuilder().id(id).name(Messages.homeInstanceManager_defaultInstance).port(port).autoStart(true).build();
			stored.change(document -> document.instances().isEmpty() ? document.withInstances(List.of(instance)).withActive(id) : document);
			return Optional.of(id);
		}, id -> id.flatMap(this::getInstance));
	}

	@Override
	public CompletableFuture<InstanceSnapshot> create(InstanceConfiguration instance) {
		return changed(instance.id(), document -> {
			if (document.find(instance.id()).isPresent())
				throw new InstanceException(Reason.INVALID, NLS.bind(Messages.homeInstanceManager_thereInstanceIdAlready, instance.id()));
			InstanceValidator.check(instance, document.instances(), document.settings());
			List<InstanceConfiguration> all = new ArrayList<>(document.instances());
			all.add(instance);
			return document.withInstances(all);
		}, () -> secrets.created(instance));
	}

	@Override
	public CompletableFuture<InstanceSnapshot> update(InstanceConfiguration instance) {
		InstanceConfiguration old = getInstance(instance.id()).map(InstanceSnapshot::configuration).orElse(null);
		return changed(instance.id(), document -> {
			if (document.find(instance.id()).isEmpty())
				throw unknown(instance.id());
			InstanceValidator.check(instance, document.instances(), document.settings());
			return document.withInstances(
					document.instances().stream().map(other -> other.id().equals(instance.id()) ? instance : other).toList());
		}, () -> secrets.updated(old, instance));
	}

	@Override
	public CompletableFuture<List<Finding>> validate(InstanceConfiguration instance) {
		return ask(() -> proposals.validate(instance));
	}

	@Override
	public CompletableFuture<Integer> freePort() {
		return ask(proposals::freePort);
	}

	@Override
	public CompletableFuture<List<InstanceConfiguration>> detect() {
		return ask(proposals::detect);
	}

	@Override
	public CompletableFuture<InstanceConfiguration> proposeCopy(String id) {
		return ask(() -> secrets.proposed(proposals.copy(getInstance(id).orElseThrow(() -> unknown(id)), newId()), id));
	}

	/** For what only reads, but blocks. */
	private static <T> CompletableFuture<T> ask(Supplier<T> question) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		Thread.ofVirtual().name("proposal").start(() -> { //$NON-NLS-1$
			try {
				answer.complete(question.get());
			} catch (RuntimeException | Error e) { // of a launcher that was contributed, say: nobody shall wait for ever
				answer.completeExceptionally(e);
			}
		});
		return answer;
	}

	@Override
	public <T> CompletableFuture<T> with(Function<ConfigurationStore, T> work) {
		return store.with(work);
	}

	@SuppressWarnings("null") // Void has no other value
	private CompletableFuture<Void> change(UnaryOperator<Document> change) {
		return store.with(stored -> stored.change(change), document -> null);
	}

	/** @param afterwards when it is stored */
	private CompletableFuture<InstanceSnapshot> changed(String id, UnaryOperator<Document> change, Runnable afterwards) {
		return store.with(stored -> stored.change(change), document -> {
			afterwards.run();
			return getInstance(id).orElseThrow(() -> unknown(id));
		});
	}

	@Override
	public CompletableFuture<Void> delete(String id) {
		boolean controlled = getInstance(id).flatMap(instance -> launchers.find(instance.configuration().kind()))
				.map(InstanceLauncher::controls).orElse(Boolean.TRUE);
		CompletableFuture<?> stopped = controlled ? stop(id) : CompletableFuture.completedFuture(null);
		return stopped.thenCompose(ended -> change(document -> {
			Document rest = document
					.withInstances(document.instances().stream().filter(instance -> !instance.id().equals(id)).toList());
			return id.equals(rest.active()) ? rest.withActive(null) : rest;
		})).thenApply(done -> {
			secrets.deleted(id);
			return done;
		});
	}

	@Override
	public CompletableFuture<InstanceSnapshot> start(String id) {
		return with(id, ManagedInstance::start);
	}

	@Override
	public CompletableFuture<InstanceSnapshot> stop(String id) {
		return with(id, ManagedInstance::stop);
	}

	@Override
	public CompletableFuture<InstanceSnapshot> stopWhenIdle(String id) {
		return with(id, ManagedInstance::stopWhenIdle);
	}

	@Override
	public CompletableFuture<InstanceSnapshot> restart(String id) {
		return with(id, ManagedInstance::restart);
	}

	@Override
	public CompletableFuture<InstanceSnapshot> pause(String id, PauseOptions options) {
		return with(id, instance -> instance.pause(options));
	}

	@Override
	public CompletableFuture<InstanceSnapshot> resume(String id) {
		return with(id, ManagedInstance::resume);
	}

	private CompletableFuture<InstanceSnapshot> with(String id, Function<ManagedInstance, CompletableFuture<InstanceSnapshot>> action) {
		ManagedInstance instance = instances.find(id);
		return instance == null ? CompletableFuture.failedFuture(unknown(id)) : action.apply(instance);
	}

	@Override
	public CompletableFuture<String> diagnostics(String id) {
		return getInstance(id).map(instance -> CompletableFuture.supplyAsync(
				() -> new Diagnostics(instance, home, secrets.mask(id)).text(),
				work -> Thread.ofVirtual().name("diagnostics-" + id).start(work))) //$NON-NLS-1$
				.orElseGet(() -> CompletableFuture.failedFuture(unknown(id)));
	}

	@Override
	public CompletableFuture<Void> setActive(@Nullable String id) {
		return change(document -> {
			if (id != null && document.find(id).isEmpty())
				throw unknown(id);
			return document.withActive(id);
		});
	}

	@Override
	public FleetSettings getSettings() {
		return settings;
	}

	@Override
	public CompletableFuture<Void> changeSettings(UnaryOperator<FleetSettings> change) {
		return change(document -> document.withSettings(change.apply(document.settings())));
	}

	@Override
	public String newId() {
		return IntStream.iterate(1, number -> number + 1).mapToObj(number -> String.format(Locale.ROOT, "instance_%03d", number)) //$NON-NLS-1$
				.filter(id -> instances.find(id) == null).findFirst().orElseThrow();
	}

	@Override
	public ComfyClient client(String id) {
		ManagedInstance instance = instances.find(id);
		if (instance == null)
			throw unknown(id);
		return instance.client();
	}

	@Override
	public CompletableFuture<Void> checked(String id, HealthReport report, @Nullable ServerFacts facts, @Nullable QueueLoad queue) {
		ManagedInstance instance = instances.find(id);
		return instance == null ? CompletableFuture.completedFuture(null) : instance.facts().checked(report, facts, queue);
	}

	@Override
	public void queued(String id, QueueLoad queue) {
		ManagedInstance instance = instances.find(id);
		if (instance != null)
			instance.facts().queued(queue);
	}

	@Override
	public void addListener(InstanceListener listener) {
		news.add(listener);
	}

	@Override
	public void removeListener(InstanceListener listener) {
		news.remove(listener);
	}

	private InstanceException unknown(String id) {
		// Where nothing can be read, that is why it is not known.
		if (store.problem() instanceof InstanceException damaged && instances.all().isEmpty())
			return damaged;
		return new InstanceException(Reason.NOT_FOUND, NLS.bind(Messages.homeInstanceManager_thereNoInstance, id));
	}

	/** Ends what this object owns; processes go on. */
	@Override
	@Deactivate
	public void close() {
		watcher.shutdownNow();
		store.close();
		instances.close();
		leadership.close();
		news.close();
	}
}
