// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.EventListener;
import org.creativestudio.comfyui.client.EventStream;
import org.creativestudio.comfyui.client.HistoryEntry;
import org.creativestudio.comfyui.client.OutputFile;
import org.creativestudio.comfyui.client.PromptRequest;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.testing.FixedFleet;
import org.creativestudio.comfyui.workflow.JobListener;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.internal.JobService;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Jobs through the service at four servers of different speed, against a plain loop for each server that submits a prompt, waits for its
 * end, submits the next and fetches the files of the last. Both count until as many jobs are left as there are servers: until then every
 * server has work.
 */
final class Jobs {

	private static final double[] SPEEDS = { 1, 1.5, 2, 4 };
	private static final double THROUGHPUT = 0.95;
	private static final int WARM_UP = 8;

	private final List<ServerProcess> servers;
	private final Path scratch;
	private long seed = 1;

	/** How fast it was. */
	private record Run(double jobsPerSecond, double cpuMsPerJob) {
	}

	private Jobs(List<ServerProcess> servers, Path scratch) {
		this.servers = servers;
		this.scratch = scratch;
	}

	/** @param steps of 50 ms each at the fastest server */
	static JsonObject graph(int steps) {
		return JsonParser.parseString("{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 16, \"height\": 16, \"batch_size\": 1, \"color\": 1}}," //$NON-NLS-1$
				+ " \"5\": {\"class_type\": \"SlowSteps\", \"inputs\": {\"image\": [\"1\", 0], \"steps\": " + steps //$NON-NLS-1$
				+ ", \"delay\": 0.05, \"preview\": false, \"seed\": 1}}," //$NON-NLS-1$
				+ " \"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"5\", 0], \"filename_prefix\": \"t\"}}}").getAsJsonObject(); //$NON-NLS-1$
	}

	static Table measure(Product product, int count) throws IOException, InterruptedException {
		List<ServerProcess> servers = new ArrayList<>();
		try {
			for (double speed : SPEEDS)
				servers.add(new ServerProcess(product.scratch().resolve("server" + servers.size()), speed)); //$NON-NLS-1$
			for (ServerProcess server : servers)
				server.awaitOpen();
			Jobs jobs = new Jobs(servers, product.scratch());
			jobs.plain(WARM_UP);
			jobs.service(WARM_UP);
			Run plain = jobs.plain(count);
			Run service = jobs.service(count);
			return table(count, plain, service);
		} finally {
			servers.forEach(ServerProcess::close);
		}
	}

	private static Table table(int count, Run plain, Run service) {
		Table table = new Table(count + " jobs at " + SPEEDS.length + " servers of different speed; ratio: plain loop over service", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		table.add("jobs/s of plain loops, each server kept busy", new double[] { plain.jobsPerSecond }); //$NON-NLS-1$
		table.add("jobs/s through the service (at least " + THROUGHPUT + " of that)", new double[] { service.jobsPerSecond }, //$NON-NLS-1$ //$NON-NLS-2$
				plain.jobsPerSecond / service.jobsPerSecond, 1 / THROUGHPUT);
		table.add("ms of a server for each job that the plain loop does not need", //$NON-NLS-1$
				new double[] { 1000 * SPEEDS.length * (1 / service.jobsPerSecond - 1 / plain.jobsPerSecond) });
		table.add("ms of processor for each job, plain loop", new double[] { plain.cpuMsPerJob }); //$NON-NLS-1$
		table.add("ms of processor for each job, service", new double[] { service.cpuMsPerJob }); //$NON-NLS-1$
		return table;
	}

	/** Moments of ends, and what this process has used of the processor. */
	private static final class Meter {
		private final int count;
		private final List<Long> ends = new ArrayList<>();
		private final long begin = System.nanoTime();
		private final long cpu = cpu();

		Meter(int count) {
			this.count = count;
		}

		synchronized void ended() {
			ends.add(System.nanoTime());
		}

		synchronized Run run() {
			int counted = Math.max(1, count - SPEEDS.length);
			return new Run(counted * 1e9 / (ends.get(counted - 1) - begin), (cpu() - cpu) / 1e6 / count);
		}

		private static long cpu() {
			return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
		}
	}

	private Run plain(int count) throws InterruptedException {
		AtomicInteger left = new AtomicInteger(count);
		Meter meter = new Meter(count);
		List<Thread> loops = new ArrayList<>();
		for (ServerProcess server : servers) {
			long first = seed;
			seed += count;
			loops.add(Thread.ofVirtual().start(() -> loop(server, left, first, meter)));
		}
		for (Thread loop : loops)
			loop.join();
		return meter.run();
	}

	private void loop(ServerProcess server, AtomicInteger left, long first, Meter meter) {
		BlockingQueue<String> ended = new LinkedBlockingQueue<>();
		try (ComfyClient client = ComfyClient.create(ClientOptions.of(java.net.URI.create("http://127.0.0.1:" + server.port()))); //$NON-NLS-1$
				EventStream events = client.events("plain", new EventListener() { //$NON-NLS-1$
					@Override
					public void event(ComfyEvent event) {
						if (event instanceof ComfyEvent.Executing now && now.node() == null && now.promptId() != null)
							ended.add(now.promptId());
					}
				})) {
			while (!events.isConnected())
				Thread.sleep(1);
			long next = first;
			String running = left.getAndDecrement() > 0 ? submit(client, next++) : null;
			while (running != null) {
				while (!ended.take().equals(running)) {
					// an older one
				}
				String last = running;
				running = left.getAndDecrement() > 0 ? submit(client, next++) : null;
				HistoryEntry entry = client.history(last).join().orElseThrow();
				for (List<OutputFile> files : entry.outputs().values())
					for (OutputFile file : files)
						client.view(file, scratch.resolve(last + file.filename())).join();
				meter.ended();
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private static String submit(ComfyClient client, long seed) {
		JsonObject graph = graph(10);
		graph.getAsJsonObject("5").getAsJsonObject("inputs").addProperty("seed", seed); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		return client.submit(PromptRequest.of(graph).clientId("plain").promptId(UUID.randomUUID().toString())).join().promptId(); //$NON-NLS-1$
	}

	private Run service(int count) throws IOException {
		Path home = Files.createTempDirectory(scratch, "home"); //$NON-NLS-1$
		Meter meter = new Meter(count);
		try (FixedFleet fleet = new FixedFleet(servers.stream().map(ServerProcess::port).toList(), 1);
				JobService service = new JobService(fleet, fleet, new StudioHome(home), Clock.systemUTC())) {
			service.addListener(new JobListener() {
				@Override
				public void jobChanged(@Nullable JobSnapshot before, @Nullable JobSnapshot after) {
					if (after != null && after.state() == JobState.DONE)
						meter.ended();
				}
			});
			Workflow workflow = new Workflow("job.json", Workflow.Format.API, graph(10), null); //$NON-NLS-1$
			var jobs = java.util.stream.IntStream.range(0, count).mapToObj(i -> service.execute(workflow, WorkflowOptions.defaults().seed(seed++))).toList();
			for (var job : jobs) {
				JobSnapshot end = job.result().join();
				if (end.state() != JobState.DONE)
					throw new IOException("The job " + end.id() + " ended as " + end.state() + ": " + end.error()); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			}
			return meter.run();
		}
	}
}
