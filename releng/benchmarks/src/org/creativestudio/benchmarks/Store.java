// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is left of {@code instances.json} when a program that writes it as fast as it can is killed at random moments, and when two
 * programs change it at once. Each program is a process of its own with the product's bundles.
 */
final class Store {

	private static final List<String> BUNDLES = List.of("org.creativestudio.comfyui.core_", "org.creativestudio.comfyui.client_", "com.google.gson", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			"org.eclipse.equinox.", "org.eclipse.core.runtime_", "org.eclipse.osgi_", "org.osgi.service."); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	private static final int CHANGES = 1000;
	/** So many changes are waited for at most before the kill, which then comes within about the time of one. */
	private static final int MOST_CHANGES = 6;
	private static final long ONE_CHANGE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
	private static final int DEADLINE_SECONDS = 600;

	private Store() {
	}

	static Table measure(Product product, int kills) throws IOException, InterruptedException {
		Path home = product.scratch().resolve("store"); //$NON-NLS-1$
		List<String> command = command(product, home);
		run(command, "-1"); //$NON-NLS-1$
		Random random = new Random(kills);
		int damaged = 0;
		int lost = 0;
		int ahead = 0;
		long written = 0;
		int last = -1;
		for (int kill = 0; kill <= kills; kill++) {
			Process process = start(command, kill < kills ? "0" : "1"); //$NON-NLS-1$ //$NON-NLS-2$
			try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
				int read = Integer.parseInt(String.valueOf(out.readLine()));
				if (read < 0)
					damaged++;
				else if (last >= 0 && read == (last + 1) % StoreWriter.MODULUS)
					ahead++;
				else if (last >= 0 && read != last)
					lost++;
				last = Math.max(read, 0);
				int wanted = kill < kills ? random.nextInt(MOST_CHANGES) : 0;
				for (int change = 0; change < wanted; change++, written++)
					last = Integer.parseInt(out.readLine());
				if (kill < kills) {
					LockSupport.parkNanos((long) (random.nextDouble() * ONE_CHANGE_NANOS));
					process.toHandle().destroyForcibly();
				}
				// What was done meanwhile; the last line may have been cut by the kill.
				for (String line = out.readLine(); line != null; line = out.readLine())
					if (line.matches("\\d+")) { //$NON-NLS-1$
						last = Integer.parseInt(line);
						written++;
					}
			}
			process.waitFor();
		}
		double[] seconds = new double[1];
		int missing = together(command, home, product, seconds);
		Table table = new Table("What is left of instances.json", "n"); //$NON-NLS-1$ //$NON-NLS-2$
		table.add(kills + " kill -9 after " + written + " changes: files that can't be read; none may", new double[] { damaged }, damaged, 0.0); //$NON-NLS-1$ //$NON-NLS-2$
		table.add("neither the last version nor the one that was being written", new double[] { lost }, lost, 0.0); //$NON-NLS-1$
		table.add("the one that was being written", new double[] { ahead }); //$NON-NLS-1$
		table.add("two programs, " + CHANGES + " changes each: changes that are lost", new double[] { missing }, missing, 0.0); //$NON-NLS-1$ //$NON-NLS-2$
		table.note(String.format(Locale.ROOT, "Two programs made %.0f changes/s together.", 2 * CHANGES / seconds[0])); //$NON-NLS-1$
		try (Stream<Path> files = Files.list(home)) {
			table.note("In the home afterwards: " //$NON-NLS-1$
					+ files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.joining(", ")) + '.'); //$NON-NLS-1$
		}
		return table;
	}

	/** @return how many changes of both are not in the file */
	private static int together(List<String> command, Path home, Product product, double[] seconds) throws IOException, InterruptedException {
		int before = run(command, "-1"); //$NON-NLS-1$
		Path output = product.scratch().resolve("store.out"); //$NON-NLS-1$
		long begin = System.nanoTime();
		List<Process> both = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			List<String> line = new ArrayList<>(command);
			line.add(Integer.toString(CHANGES));
			both.add(new ProcessBuilder(line).redirectOutput(output.resolveSibling("store.out" + i).toFile()) //$NON-NLS-1$
					.redirectError(ProcessBuilder.Redirect.INHERIT).start());
		}
		for (Process process : both)
			if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS))
				throw new IOException("a program that changes " + home + " does not end"); //$NON-NLS-1$ //$NON-NLS-2$
		seconds[0] = (System.nanoTime() - begin) / 1e9;
		int after = run(command, "-1"); //$NON-NLS-1$
		return Math.floorMod(before + 2 * CHANGES - after, StoreWriter.MODULUS);
	}

	private static Process start(List<String> command, String changes) throws IOException {
		List<String> line = new ArrayList<>(command);
		line.add(changes);
		return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}

	/** @return what it read first */
	private static int run(List<String> command, String changes) throws IOException, InterruptedException {
		Process process = start(command, changes);
		try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
			int read = Integer.parseInt(String.valueOf(out.readLine()));
			while (out.readLine() != null)
				continue;
			process.waitFor();
			return read;
		}
	}

	private static List<String> command(Product product, Path home) throws IOException {
		String path;
		try (Stream<Path> plugins = Files.list(product.directory().resolve("plugins"))) { //$NON-NLS-1$
			path = plugins.filter(file -> BUNDLES.stream().anyMatch(file.getFileName().toString()::startsWith)).map(Path::toString)
					.collect(Collectors.joining(File.pathSeparator));
		}
		// Starts are most of the time that this takes.
		return List.of(product.java().toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+AutoCreateSharedArchive", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				"-XX:SharedArchiveFile=" + product.scratch().resolve("store.jsa"), "-cp", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				product.bundle() + File.pathSeparator + path, StoreWriter.class.getName(), home.toString());
	}
}
