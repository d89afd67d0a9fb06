// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.creativestudio.benchmarks.Runs.Outcome;
import org.creativestudio.benchmarks.Runs.Program;

/** How long a new contributor waits, and how much is downloaded. Builds a clone, not the checkout. */
final class CleanBuild {

	private static final double MEGABYTE = 1e6;

	private CleanBuild() {
	}

	static Table measure(Path checkout, Product product) throws IOException, InterruptedException {
		Path clone = product.scratch().resolve("clone"); //$NON-NLS-1$
		Path repository = product.scratch().resolve("repository"); //$NON-NLS-1$
		Runs runs = new Runs(product.scratch());
		runs.once(new Program(List.of("git", "clone", "-q", checkout.toString(), clone.toString()), Map.of(), Duration.ofMinutes(15), Outcome::millis)); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		String maven = System.getenv("CREATIVE_STUDIO_MAVEN"); //$NON-NLS-1$
		if (maven == null)
			throw new IOException("CREATIVE_STUDIO_MAVEN is not set; start the benchmark with releng/benchmarks/run"); //$NON-NLS-1$
		Program build = new Program(List.of(maven, "-q", "-f", clone.resolve("pom.xml").toString(), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				"-Dmaven.repo.local=" + repository, "clean", "verify", "-DskipTests"), Map.of(), Duration.ofMinutes(15), Outcome::millis); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		double cold = runs.once(build).millis() / 1000;
		double warm = runs.once(build).millis() / 1000;
		Table table = new Table("Clean build of everything without tests, once", ""); //$NON-NLS-1$ //$NON-NLS-2$
		table.add("with an empty local repository, s", new double[] { cold }); //$NON-NLS-1$
		table.add("with a filled local repository, s", new double[] { warm }, warm / cold, null); //$NON-NLS-1$
		table.add("local repository after it, MB", new double[] { size(repository) }); //$NON-NLS-1$
		Path products = clone.resolve("releng/product/target/products"); //$NON-NLS-1$
		try (Stream<Path> files = Files.list(products)) {
			for (Path file : files.filter(Files::isRegularFile).sorted().toList())
				table.add(file.getFileName() + ", MB", new double[] { Files.size(file) / MEGABYTE }); //$NON-NLS-1$
		}
		table.add("update site, MB", new double[] { size(clone.resolve("releng/updatesite/target/repository")) }); //$NON-NLS-1$ //$NON-NLS-2$
		return table;
	}

	private static double size(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum() / MEGABYTE;
		}
	}
}
