// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.screenshots;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.creativestudio.comfyui.testing.ui.Condition;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.ui.PlatformUI;

/** Six instances in six states and some jobs, made of demo engines so that the pictures look alike each time. */
final class Fleet implements AutoCloseable {

	static final String HEALTHY = "character";
	static final String BUSY = "batch";
	static final String PAUSED = "experiments";
	static final String FAILED = "upscale";
	static final String STOPPED = "archive";
	static final String REMOTE = "workstation";

	/** Where ComfyUI's ports begin; if a server of this computer is there, hundreds higher. */
	private static final int USUAL_PORT = 8188;
	private static final int PORT_STEP = 100;
	private static final int PORTS = 12;
	private static final long PATIENCE_S = 120;

	/** Whether names are long and in many scripts, to see whether they have their room. */
	private static final boolean UNUSUAL_NAMES = Boolean.getBoolean("creativestudio.unusualNames");
	private static final Map<String, String> NAMES = Map.of(HEALTHY, "\u89d2\u8272\u751f\u6210 \ud83c\udfa8 GPU 0", BUSY,
			"Very long name of an instance ".repeat(4).substring(0, 99), PAUSED, "\u5b9f\u9a13\u30ec\u30f3\u30c0\u30ea\u30f3\u30b0", FAILED,
			"\uc5c5\uc2a4\ucf00\uc77c CPU", STOPPED, "\u062a\u0648\u0644\u064a\u062f \u0627\u0644\u0635\u0648\u0631 2024", REMOTE,
			"Zoe\u0308\u0323 \ud83d\udc69\ud83c\udffd Vide\u0301o");

	private final WorkbenchBot bot = new WorkbenchBot();
	private final InstanceManager manager = service(InstanceManager.class);
	private final WorkflowService workflows = service(WorkflowService.class);
	private final Path samples;
	private final int firstPort = freePorts();
	private final List<ServerSocket> strangers = new ArrayList<>();

	Fleet(Path samples) {
		this.samples = samples;
	}

	private static int freePorts() {
		int first = USUAL_PORT;
		while (!areFree(first))
			first += PORT_STEP;
		return first;
	}

	private static boolean areFree(int first) {
		for (int port = first; port < first + PORTS; port++)
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				socket.getLocalPort();
			} catch (IOException taken) {
				return false;
			}
		return true;
	}

	static <S> S service(Class<S> kind) {
		return UiThread.call(() -> PlatformUI.getWorkbench().getService(kind));
	}

	InstanceManager manager() {
		return manager;
	}

	InstanceSnapshot get(String id) {
		return manager.getInstance(id).orElseThrow();
	}

	/** Removes what the first launch made. */
	void clear() {
		for (InstanceSnapshot instance : manager.getInstances())
			await(manager.delete(instance.id()));
	}

	void build() throws IOException {
		create(HEALTHY, "Character Gen", "Portraits and full figures", 0, "portrait");
		create(BUSY, "Batch", "What may take the night", 1, "batch");
		create(PAUSED, "Experiments", "Nodes that are tried out", 2, "lab");
		create(FAILED, "Upscale CPU", "Enlarges finished images", 3, "batch");
		create(STOPPED, "Archive 2024", "The set-up of the old project", 4, "lab");
		InstanceConfiguration remote = InstanceConfiguration.builder(REMOTE, name(REMOTE, "Video Workstation")).kind(InstanceConfiguration.ATTACHED)
				.host("127.0.0.1").port(firstPort + 11).description("Belongs to the video team").tags(List.of("video")).build();
		await(manager.create(remote));
		strangers.add(new ServerSocket(firstPort + 3, 1, InetAddress.getLoopbackAddress()));
		for (String id : List.of(HEALTHY, BUSY, PAUSED))
			await(manager.start(id));
		manager.start(FAILED).exceptionally(refused -> null);
		await(manager.setActive(HEALTHY));
		for (String id : List.of(HEALTHY, BUSY, PAUSED))
			waitFor(id, now -> now.health().health() == Health.HEALTHY);
		waitFor(FAILED, now -> now.status() == InstanceStatus.ERROR);
		await(manager.pause(PAUSED, PauseOptions.KEEP));
	}

	/** A server dies. @return waits until it was started again and is well */
	Runnable crash() {
		ProcessIdentity dead = Objects.requireNonNull(get(BUSY).process());
		ProcessHandle.of(dead.pid()).ifPresent(ProcessHandle::destroyForcibly);
		return () -> waitFor(BUSY, now -> !dead.equals(now.process()) && now.health().health() == Health.HEALTHY);
	}

	/** Finished, running and waiting jobs; those that run do so until the tour has ended. */
	void work() throws IOException, WorkflowFormatException {
		run("portrait.json", "First_Image.json", HEALTHY);
		run("three_views.json", "Three_Images.json", HEALTHY);
		bot.waitUntil(Condition.of(() -> workflows.getJobs().stream().allMatch(job -> job.state().isFinal()),
				() -> "the jobs are " + workflows.getJobs()), TimeUnit.SECONDS.toMillis(PATIENCE_S));
		run("night_batch.json", "Take_Your_Time.json", BUSY);
		run("night_batch_2.json", "Take_Your_Time.json", BUSY);
		run("upscale_x4.json", "Take_Your_Time.json", HEALTHY);
		for (String id : List.of(HEALTHY, BUSY))
			waitFor(id, now -> now.queue() != null && now.queue().running() > 0);
	}

	private void run(String name, String sample, String instance) throws IOException, WorkflowFormatException {
		String graph = Files.readString(samples.resolve(sample)).replace("\"steps\": 40", "\"steps\": 1600");
		Path file = Files.writeString(Files.createDirectories(StudioHome.current().directory().resolve("tour")).resolve(name), graph);
		workflows.execute(workflows.read(file), WorkflowOptions.onInstance(instance));
	}

	private static String name(String id, String usual) {
		return UNUSUAL_NAMES ? NAMES.getOrDefault(id, usual) : usual;
	}

	private void create(String id, String name, String description, int offset, String tag) {
		await(manager.create(InstanceConfiguration.builder(id, name(id, name)).kind(InstanceConfiguration.EMBEDDED).port(firstPort + offset)
				.description(description).tags(List.of(tag))
				.queueMonitoring(true).timeout(Duration.ofMinutes(30)).build()));
	}

	private void waitFor(String id, Predicate<InstanceSnapshot> wanted) {
		bot.waitUntil(Condition.of(() -> wanted.test(get(id)), () -> id + " is " + get(id)), TimeUnit.SECONDS.toMillis(PATIENCE_S));
	}

	private static <T> T await(CompletableFuture<T> future) {
		try {
			return future.get(PATIENCE_S, TimeUnit.SECONDS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(e);
		} catch (ExecutionException | TimeoutException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Stops all servers: they would outlive the program. */
	@Override
	public void close() throws IOException {
		for (ServerSocket stranger : strangers)
			stranger.close();
		for (InstanceSnapshot instance : manager.getInstances())
			if (!instance.configuration().kind().equals(InstanceConfiguration.ATTACHED))
				await(manager.stop(instance.id()));
	}
}
