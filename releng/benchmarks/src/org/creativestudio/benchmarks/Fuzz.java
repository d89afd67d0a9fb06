// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.creativestudio.benchmarks.Runs.Outcome;

/**
 * Every reader of what nobody vouches for, under a fuzzer that follows which branches an input takes (Jazzer), and with hostile files of
 * 10 MiB in a process whose heap is bounded.
 */
final class Fuzz {

	private static final double SLOWEST_MS = 1000;
	private static final double MOST_MIB = 64;
	/** For what the process holds before it reads anything. */
	private static final int IDLE_MIB = 8;
	private static final int LONGEST_INPUT = 4096;

	/**
	 * A reader.
	 *
	 * @param name  for the table
	 * @param type  the class with {@code fuzzerTestOneInput} and {@code read}
	 * @param seeds directories in {@code fuzz/}
	 * @param words dictionaries there
	 * @param files kinds of hostile files for the measurement of memory
	 */
	private record Target(String name, String type, List<String> seeds, String words, HostileFiles.Kind files) {
	}

	/** The fuzzer looks through the whole class path. */
	private static final Pattern NEEDED = Pattern
			.compile("^(org\\.creativestudio|com\\.google\\.gson|gson|.*snakeyaml|org\\.eclipse\\.(osgi|equinox|core)|org\\.osgi).*\\.jar$"); //$NON-NLS-1$

	private static final List<Target> TARGETS = List.of(
			new Target("store", "org.creativestudio.comfyui.core.internal.FuzzedStore", List.of("json"), "json.dict", HostileFiles.Kind.JSON), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			new Target("import", "org.creativestudio.comfyui.core.internal.FuzzedImport", List.of("json", "first"), "json.dict", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
					HostileFiles.Kind.JSON),
			new Target("migration", "org.creativestudio.benchmarks.FuzzedMigration", List.of("migration"), "migration.dict", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
					HostileFiles.Kind.ANY));

	private final Path checkout;
	private final Product product;
	private final Path work;
	private final List<Path> fuzzer;

	private Fuzz(Path checkout, Product product) throws IOException {
		this.checkout = checkout;
		this.product = product;
		Path memory = Path.of("/dev/shm"); //$NON-NLS-1$
		work = Files.isWritable(memory) ? Files.createTempDirectory(memory, "creative-studio-fuzz") //$NON-NLS-1$
				: Files.createTempDirectory("creative-studio-fuzz"); //$NON-NLS-1$
		Path tools = checkout.resolve(".studio").resolve("fuzz"); //$NON-NLS-1$ //$NON-NLS-2$
		try (Stream<Path> jars = Files.list(tools)) {
			fuzzer = jars.filter(jar -> jar.toString().endsWith(".jar")).toList(); //$NON-NLS-1$
		}
	}

	/** @param count inputs for all readers together */
	static Table measure(Path checkout, Product product, int count) throws IOException, InterruptedException {
		Fuzz fuzz = new Fuzz(checkout, product);
		Table table = new Table("Readers of foreign files: " + count + " inputs of a coverage-guided fuzzer, hostile files of 10 MiB", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		try {
			for (Target target : TARGETS)
				fuzz.inputs(table, target, Math.max(1, count / TARGETS.size()));
			for (Target target : TARGETS)
				fuzz.memory(table, target);
		} finally {
			delete(fuzz.work);
		}
		return table;
	}

	private List<String> java(List<String> options, boolean withFuzzer) throws IOException {
		List<String> classPath = new ArrayList<>();
		if (withFuzzer)
			fuzzer.forEach(jar -> classPath.add(jar.toString()));
		classPath.add(product.bundle().toString());
		try (Stream<Path> plugins = Files.list(product.directory().resolve("plugins"))) { //$NON-NLS-1$
			plugins.filter(plugin -> NEEDED.matcher(plugin.getFileName().toString()).find()).sorted().forEach(plugin -> classPath.add(plugin.toString())); //$NON-NLS-1$
		}
		List<String> command = new ArrayList<>();
		command.add(product.java().toString());
		command.addAll(options);
		command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath))); //$NON-NLS-1$
		return command;
	}

	private void inputs(Table table, Target target, int count) throws IOException, InterruptedException {
		Path directory = Files.createDirectories(work.resolve(target.name));
		Path result = directory.resolve("result"); //$NON-NLS-1$
		Path corpus = Files.createDirectories(directory.resolve("corpus")); //$NON-NLS-1$
		Path log = product.scratch().resolve("fuzz-" + target.name + ".log"); //$NON-NLS-1$ //$NON-NLS-2$
		List<String> command = java(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				"--enable-native-access=ALL-UNNAMED", "-D" + FuzzMeter.RESULT_PROPERTY + '=' + result, //$NON-NLS-1$ //$NON-NLS-2$
				"-D" + FuzzFiles.DIRECTORY_PROPERTY + '=' + directory.resolve("files")), true); //$NON-NLS-1$ //$NON-NLS-2$
		command.addAll(List.of("com.code_intelligence.jazzer.Jazzer", "--target_class=" + target.type, //$NON-NLS-1$ //$NON-NLS-2$
				"--instrumentation_includes=org.creativestudio.**:com.google.gson.**:org.snakeyaml.**", //$NON-NLS-1$
				"--instrumentation_excludes=org.creativestudio.benchmarks.**", "-runs=" + count, "-max_len=" + LONGEST_INPUT, //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				"-timeout=30", "-rss_limit_mb=4096", "-seed=1", "-artifact_prefix=" + product.scratch() + "/found-" + target.name + '-', //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
				"-dict=" + fuzz(target.words), corpus.toString())); //$NON-NLS-1$
		for (String seeds : target.seeds)
			command.add(fuzz(seeds).toString());
		System.err.println("Fuzzing " + target.name + " with " + count + " inputs; see " + log); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		int code = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start()
				.waitFor();
		String[] figures = Files.exists(result) ? Files.readString(result).split(" ") : new String[] { "0", "0" }; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		double inputs = Double.parseDouble(figures[0]);
		double slowest = Double.parseDouble(figures[1]) / 1e6;
		// One finding ends a run.
		int findings = code == 0 && inputs >= count ? 0 : 1;
		table.add(target.name + ": inputs; ratio: findings", new double[] { inputs }, findings, Double.valueOf(0)); //$NON-NLS-1$
		table.add(target.name + ": slowest input, ms of processor", new double[] { slowest }, slowest / SLOWEST_MS, Double.valueOf(1)); //$NON-NLS-1$
		if (findings > 0)
			table.note(target.name + ": exit code " + code + " after " + (long) inputs + " inputs; see " + log + " and " + product.scratch() //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
					+ "/found-" + target.name + "-*"); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private Path fuzz(String name) {
		return checkout.resolve("releng").resolve("benchmarks").resolve("fuzz").resolve(name); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	private void memory(Table table, Target target) throws IOException, InterruptedException {
		Path directory = Files.createDirectories(work.resolve(target.name + "-memory")); //$NON-NLS-1$
		Files.writeString(directory.resolve("warm-up"), "{}"); //$NON-NLS-1$ //$NON-NLS-2$
		Map<String, HostileFiles.Content> files = HostileFiles.of(target.files);
		double[] held = new double[files.size()];
		String worst = ""; //$NON-NLS-1$
		double most = -1;
		int next = 0;
		for (Map.Entry<String, HostileFiles.Content> hostile : files.entrySet()) {
			Path file = directory.resolve("hostile"); //$NON-NLS-1$
			HostileFiles.write(file, hostile.getValue());
			double mib = held(target, file);
			held[next++] = mib;
			if (mib > most) {
				most = mib;
				worst = hostile.getKey();
			}
		}
		table.add(target.name + ": memory for " + held.length + " files of 10 MiB, MiB", held, most / MOST_MIB, Double.valueOf(1)); //$NON-NLS-1$ //$NON-NLS-2$
		table.note(target.name + ": the most memory for: " + worst + " (of: " + String.join(", ", files.keySet()) + ")"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	}

	private double held(Target target, Path file) throws IOException, InterruptedException {
		List<String> command = java(List.of("-Xmx" + ((int) MOST_MIB + IDLE_MIB) + "m", "-XX:+UseSerialGC", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				"-D" + FuzzFiles.DIRECTORY_PROPERTY + '=' + file.getParent().resolve("files")), false); //$NON-NLS-1$ //$NON-NLS-2$
		command.addAll(List.of(FuzzMemory.class.getName(), target.type, file.toString()));
		Outcome outcome;
		try {
			outcome = new Runs(product.scratch()).once(new Runs.Program(command, Map.of(), java.time.Duration.ofMinutes(1), Outcome::millis));
		} catch (IOException e) {
			System.err.println(target.name + ": " + e.getMessage()); //$NON-NLS-1$
			return Double.POSITIVE_INFINITY; // it ran out of memory, or threw
		}
		return Double.parseDouble(outcome.output().strip());
	}

	private static void delete(Path directory) throws IOException {
		try (Stream<Path> all = Files.walk(directory)) {
			for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList())
				Files.delete(path);
		}
	}
}
