// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.testing.JobProgram;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.internal.journal.HomeJobs;
import org.creativestudio.comfyui.workflow.internal.journal.JobRecord;

/**
 * Jobs at servers of which one is killed, suspended or unplugged every second, of a program that is killed again and again, each time
 * followed by another one on the same home. At the end every job that was ever on disk must have ended, once, with its own output.
 */
final class JobChaos {

	private static final int SERVERS = 6;
	private static final int PROGRAMS = 20;
	private static final int STEPS = 4;
	private static final long EVENT_MS = 1000;
	private static final long AWAY_MS = 1500;
	private static final long SHORTEST_LIFE_MS = 1500;
	private static final int MORE_LIFE_MS = 2500;
	private static final long DEADLINE_S = 420;
	/** Of the journal, for each job that is kept. */
	private static final double BYTES_PER_JOB = 8192;
	private static final double BYTES_AT_ALL = 1 << 20;
	/** A whole line: the end of a killed program's output comes in pieces. */
	private static final Pattern LINE = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{8} [A-Z]+ \\S+"); //$NON-NLS-1$
	private static final Pattern SEED = Pattern.compile("\"seed\": ?(\\d+)"); //$NON-NLS-1$

	private final Path scratch;
	private final StudioHome home;
	private final Path graph;
	private final Path errors;
	private final Random random;
	private final List<ServerProcess> servers = new ArrayList<>();
	private final List<Cable> cables = new ArrayList<>();
	private final Map<String, JobSnapshot> known = new HashMap<>();
	/** How often an end of a job was told, by all programs together. */
	private final Map<String, Integer> ends = new ConcurrentHashMap<>();
	private final Set<String> stored = ConcurrentHashMap.newKeySet();
	private final AtomicInteger killed = new AtomicInteger();
	private final AtomicInteger suspended = new AtomicInteger();
	private final AtomicInteger unplugged = new AtomicInteger();
	private final CountDownLatch over = new CountDownLatch(1);
	private int changedEnds;
	private double journal;
	private long nextSeed = 1000;

	private JobChaos(Path scratch, long seed) throws IOException {
		this.scratch = scratch;
		home = new StudioHome(scratch.resolve("home")); //$NON-NLS-1$
		graph = Files.writeString(scratch.resolve("graph.json"), Jobs.graph(STEPS).toString()); //$NON-NLS-1$
		errors = scratch.resolve("programs.log"); //$NON-NLS-1$
		random = new Random(seed);
	}

	static Table measure(Product product, int count) throws IOException, InterruptedException {
		long seed = System.nanoTime();
		JobChaos chaos = new JobChaos(product.scratch(), seed);
		try {
			chaos.serve();
			Thread trouble = Thread.ofPlatform().daemon().start(chaos::trouble);
			long begin = System.nanoTime();
			chaos.run(count);
			chaos.over.countDown();
			trouble.join();
			return chaos.table(count, seed, (System.nanoTime() - begin) / 1e9);
		} finally {
			chaos.over.countDown();
			for (Cable cable : chaos.cables)
				cable.close();
			chaos.servers.forEach(ServerProcess::close);
		}
	}

	private void serve() throws IOException, InterruptedException {
		for (int i = 0; i < SERVERS; i++)
			servers.add(new ServerProcess(scratch.resolve("server" + i), 1)); //$NON-NLS-1$
		for (ServerProcess server : servers) {
			server.awaitOpen();
			cables.add(new Cable(server.port()));
		}
	}

	/** Every other server is reached without a cable, so that connections are refused as well as broken. */
	private List<Integer> ports() {
		List<Integer> ports = new ArrayList<>();
		for (int i = 0; i < SERVERS; i++)
			ports.add(i % 2 == 0 ? cables.get(i).port() : servers.get(i).port());
		return ports;
	}

	private void trouble() {
		try {
			while (!over.await(EVENT_MS, TimeUnit.MILLISECONDS)) {
				int one = random.nextInt(SERVERS);
				switch (random.nextInt(3)) {
				case 0 -> {
					servers.get(one).kill();
					killed.incrementAndGet();
				}
				case 1 -> {
					servers.get(one).suspend();
					suspended.incrementAndGet();
					over.await(AWAY_MS, TimeUnit.MILLISECONDS);
					servers.get(one).resume();
				}
				default -> {
					Cable cable = cables.get(one / 2 * 2);
					cable.unplug();
					unplugged.incrementAndGet();
					over.await(AWAY_MS, TimeUnit.MILLISECONDS);
					cable.plug();
				}
				}
			}
		} catch (IOException e) {
			throw new IllegalStateException(e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private void run(int count) throws IOException, InterruptedException {
		int each = Math.ceilDiv(count, PROGRAMS);
		for (int i = 0; i < PROGRAMS; i++) {
			Process program = program(Math.min(each, Math.max(0, count - stored.size())));
			Thread.sleep(SHORTEST_LIFE_MS + random.nextInt(MORE_LIFE_MS));
			program.destroyForcibly().waitFor();
			look();
		}
		Process last = program(Math.max(0, count - stored.size()));
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
		do {
			Thread.sleep(EVENT_MS);
			look();
		} while (System.nanoTime() < deadline && last.isAlive()
				&& (stored.size() < count || known.values().stream().anyMatch(job -> !job.state().isFinal())));
		last.getOutputStream().close();
		if (!last.waitFor(EVENT_MS, TimeUnit.MILLISECONDS))
			last.destroyForcibly().waitFor();
		look();
	}

	private Process program(int count) throws IOException {
		Process program = JobProgram.start(home.directory(), ports(), nextSeed, count, graph, errors);
		nextSeed += count;
		Thread.ofPlatform().daemon().start(() -> {
			try (BufferedReader lines = program.inputReader()) {
				for (String line = lines.readLine(); line != null; line = lines.readLine())
					if (LINE.matcher(line).matches())
						told(line.split(" ")); //$NON-NLS-1$
			} catch (IOException e) {
				return; // it was killed
			}
		});
		return program;
	}

	private void told(String[] line) {
		stored.add(line[0]);
		if (Stream.of(JobState.values()).anyMatch(state -> state.name().equals(line[1]) && state.isFinal()))
			ends.merge(line[0], 1, Integer::sum);
	}

	/** What is on disk. Jobs that ended long ago may be forgotten there. */
	private void look() throws IOException {
		Map<String, JobRecord> now;
		try {
			now = new HomeJobs(home.jobs()).read();
			journal = Math.max(journal, size(home.jobs()) / (BYTES_AT_ALL + BYTES_PER_JOB * now.size()));
		} catch (NoSuchFileException e) {
			return; // it was just being taken over
		}
		now.forEach((id, entry) -> {
			stored.add(id);
			JobSnapshot before = known.put(id, entry.job());
			if (before != null && before.state().isFinal() && before.state() != entry.job().state())
				changedEnds++;
		});
	}

	private static double size(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.mapToLong(file -> {
				try {
					return Files.isRegularFile(file) ? Files.size(file) : 0;
				} catch (IOException e) {
					return 0;
				}
			}).sum();
		} catch (java.io.UncheckedIOException e) {
			return 0;
		}
	}

	private Table table(int count, long seed, double seconds) throws IOException {
		Map<String, Integer> states = new TreeMap<>();
		Map<String, Integer> failures = new TreeMap<>();
		known.values().forEach(job -> {
			states.merge(job.state().name(), 1, Integer::sum);
			if (job.state().isFinal() && job.state() != JobState.DONE)
				failures.merge(job.error() == null ? job.why() : job.error().message().replaceAll("s?\\d{4,}", "N"), 1, Integer::sum); //$NON-NLS-1$ //$NON-NLS-2$
		});
		int given = failures.entrySet().stream().filter(each -> each.getKey().contains("different instances died") || each.getKey().contains("is not sent again")) //$NON-NLS-1$ //$NON-NLS-2$
				.mapToInt(Map.Entry::getValue).sum();
		int bad = failures.values().stream().mapToInt(Integer::intValue).sum() - given;
		Table table = new Table(String.format("%d jobs at %d servers, %.0f s; programs killed: %d, servers killed %d, suspended %d, unplugged %d; seed %d", //$NON-NLS-1$
				count, SERVERS, seconds, PROGRAMS, killed.get(), suspended.get(), unplugged.get(), seed), ""); //$NON-NLS-1$
		table.add("jobs that were stored", new double[] { stored.size() }); //$NON-NLS-1$
		none(table, "jobs asked for and never stored", Math.max(0, count - stored.size())); //$NON-NLS-1$
		none(table, "jobs stored and not found on disk later", stored.stream().filter(id -> !known.containsKey(id)).count()); //$NON-NLS-1$
		none(table, "jobs that have not ended", known.values().stream().filter(job -> !job.state().isFinal()).count()); //$NON-NLS-1$
		none(table, "jobs whose end was told twice or changed", changedEnds + ends.values().stream().filter(times -> times > 1).count()); //$NON-NLS-1$
		none(table, "jobs that failed although instances came back", bad); //$NON-NLS-1$
		table.add("jobs given up by rule: lost 3 times, or at 2 that died", new double[] { given }); //$NON-NLS-1$
		outputs(table);
		table.add("journal against " + (int) (BYTES_PER_JOB / 1024) + " KiB a job and 1 MiB", new double[] { journal }, journal, 1.0); //$NON-NLS-1$ //$NON-NLS-2$
		table.note(states.toString());
		stored.stream().filter(id -> !known.containsKey(id)).forEach(id -> table.note("not found: " + id)); //$NON-NLS-1$
		failures.forEach((why, times) -> table.note(times + " x " + why)); //$NON-NLS-1$
		return table;
	}

	/** Each job's directory has one file, with the job's own seed; a server has saved a seed again only after one was killed. */
	private void outputs(Table table) throws IOException {
		int wrong = 0;
		Set<Long> seeds = new HashSet<>();
		int again = 0;
		for (JobSnapshot job : known.values()) {
			if (job.state() != JobState.DONE)
				continue;
			List<Path> files = files(home.outputs(job.id()));
			Long seed = job.options().seed();
			if (files.size() != 1 || seed == null || !seed.equals(seedOf(files.get(0))) || job.outputs().size() != 1) {
				wrong++;
				table.note(job.id() + " of seed " + seed + " has the files " + files + " and says " + job.outputs()); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			}
			if (seed != null && !seeds.add(seed))
				again++;
		}
		none(table, "done jobs without their own one file", wrong); //$NON-NLS-1$
		none(table, "seeds that two jobs had", again); //$NON-NLS-1$
		Map<Long, Integer> runs = new HashMap<>();
		for (ServerProcess server : servers)
			for (Path file : files(server.output()))
				runs.merge(seedOf(file), 1, Integer::sum);
		runs.remove(-1L); // killed while it wrote
		double twice = runs.values().stream().mapToInt(times -> times - 1).sum();
		table.add("runs that servers saved twice, against kills of servers", new double[] { twice }, twice / Math.max(1, killed.get()), 1.0); //$NON-NLS-1$
	}

	private static List<Path> files(Path directory) throws IOException {
		if (!Files.isDirectory(directory))
			return List.of();
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter(Files::isRegularFile).toList();
		}
	}

	private static long seedOf(Path image) throws IOException {
		Matcher seed = SEED.matcher(Files.readString(image, StandardCharsets.ISO_8859_1));
		return seed.find() ? Long.parseLong(seed.group(1)) : -1;
	}

	private static void none(Table table, String what, double count) {
		table.add(what, new double[] { count }, count, 0.0);
	}
}
