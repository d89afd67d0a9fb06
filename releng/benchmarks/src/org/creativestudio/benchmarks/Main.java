// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code Main CHECKOUT PRODUCT BUNDLE [NAME [COUNT]]}: runs the benchmark of that name and prints its table; without a name lists them.
 * Exit code 1: a stated figure was missed; 2: no such benchmark.
 */
public final class Main {

	/** A benchmark: what it measures in one line, how often where that can be chosen, and how. */
	private record Entry(String description, int count, Measurement measurement) {
	}

	@FunctionalInterface
	private interface Measurement {
		Table measure(Path checkout, Product product, int count) throws IOException, InterruptedException;
	}

	private static final Map<String, Entry> ALL = new TreeMap<>(Map.ofEntries( //
			Map.entry("health", new Entry("monitoring 10, 100 ... COUNT attached instances at 5 s: processor, heap, threads, late checks; heap with an hour of figures", 1000, //$NON-NLS-1$ //$NON-NLS-2$
					(checkout, product, count) -> MonitoredFleet.measure(product, count))), //
			Map.entry("reconnect", new Entry("monitoring servers that close connections, until COUNT: threads, descriptors, heap that are left", 10_000, //$NON-NLS-1$ //$NON-NLS-2$
					(checkout, product, count) -> Reconnects.measure(product, count))), //
			Map.entry("terminal", new Entry("'instance list' against a bare Equinox application that prints one line", 0, //$NON-NLS-1$ //$NON-NLS-2$
					(checkout, product, count) -> TerminalStart.measure(checkout, product))), //
			Map.entry("startup", new Entry("workbench start until the first cards, against an empty perspective", 0, //$NON-NLS-1$ //$NON-NLS-2$
					(checkout, product, count) -> WorkbenchStart.measure(checkout, product))), //
			Map.entry("cards", new Entry("the Instances view with 10, 50, 100 and COUNT instances, each changing 5 times a second", 1000, //$NON-NLS-1$ //$NON-NLS-2$
					(checkout, product, count) -> Cards.measure(product, count))), //
			Map.entry("chaos", new Entry("start, stop and kill -9 at random moments, COUNT cycles: what is left", 200, //$NON-NLS-1$ //$NON-NLS-2$
					(checkout, product, count) -> Chaos.measure(product, count))), //
			Map.entry("crash", new Entry("from kill -9 of a server to the line that tells of it, COUNT kills", 100, //$NON-NLS-1$ //$NON-NLS-2$
					(checkout, product, count) -> CrashLatency.measure(product, count))), //
			Map.entry("fleet", new Entry("memory and processor of the supervising program with COUNT running instances", 50, //$NON-NLS-1$ //$NON-NLS-2$
					(checkout, product, count) -> RunningFleet.measure(product, count))), //
			Map.entry("fuzz", new Entry("readers of foreign files under a fuzzer, COUNT inputs in all, and with hostile files of 10 MiB", 1_000_000, //$NON-NLS-1$ //$NON-NLS-2$
					Fuzz::measure)), //
			Map.entry("store", new Entry("the store under COUNT kill -9 of a program that writes it, and under two programs at once", 1000, //$NON-NLS-1$ //$NON-NLS-2$
					(checkout, product, count) -> Store.measure(product, count))), //
			Map.entry("build", new Entry("clean build without tests, and the size of what is downloaded and made", 0, //$NON-NLS-1$ //$NON-NLS-2$
					(checkout, product, count) -> CleanBuild.measure(checkout, product))), //
			Map.entry("jobs", new Entry("COUNT jobs through the service at 4 servers of different speed, against plain loops", 400, //$NON-NLS-1$ //$NON-NLS-2$
					(checkout, product, count) -> Jobs.measure(product, count))), //
			Map.entry("jobchaos", new Entry("COUNT jobs at 6 servers, one killed, suspended or unplugged each second, the program killed 20 times", 2000, //$NON-NLS-1$ //$NON-NLS-2$
					(checkout, product, count) -> JobChaos.measure(product, count))), //
			Map.entry("strategies", new Entry("makespan of each strategy over a lower bound on simulated fleets, and what a choice costs", 0, //$NON-NLS-1$ //$NON-NLS-2$
					(checkout, product, count) -> Strategies.measure()))));

	private Main() {
	}

	public static void main(String[] arguments) throws IOException, InterruptedException {
		Path checkout = Path.of(arguments[0]);
		if (arguments.length < 4) {
			ALL.forEach((name, entry) -> System.out.printf("%-10s %s%n", name, entry.description)); //$NON-NLS-1$
			return;
		}
		Entry entry = ALL.get(arguments[3]);
		if (entry == null) {
			System.err.println("There is no benchmark '" + arguments[3] + "'. There are: " + String.join(", ", ALL.keySet())); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			System.exit(2);
			return;
		}
		Path scratch = Files.createTempDirectory("creative-studio-benchmark"); //$NON-NLS-1$
		Path java = Path.of(System.getProperty("java.home"), "bin", "java"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		Table table = entry.measurement.measure(checkout, new Product(Path.of(arguments[1]), scratch, java, Path.of(arguments[2])),
				arguments.length > 4 ? Integer.parseInt(arguments[4]) : entry.count);
		table.print();
		System.exit(table.met() ? 0 : 1);
	}
}
