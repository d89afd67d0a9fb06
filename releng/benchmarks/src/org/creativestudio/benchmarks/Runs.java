// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Runs whole programs in turn, A B A B, so that a drifting machine touches both alike. */
final class Runs {

	/**
	 * A program to measure.
	 *
	 * @param environment added to this program's own
	 * @param deadline    after it the program is killed, which fails the benchmark
	 * @param value       reads the measured milliseconds from a finished run
	 */
	record Program(List<String> command, Map<String, String> environment, Duration deadline,
			ToDoubleFunction<Outcome> value) {
	}

	/**
	 * A finished run.
	 *
	 * @param millis wall time from start to end
	 * @param output standard output
	 */
	record Outcome(double millis, String output) {
	}


	private final Path scratch;

	Runs(Path scratch) {
		this.scratch = scratch;
	}

	/** One warm-up of each, then {@code count} counted runs of each in turn. */
	double[][] alternate(int count, Program... programs) throws IOException, InterruptedException {
		double[][] values = new double[programs.length][count];
		for (int run = -1; run < count; run++)
			for (int p = 0; p < programs.length; p++) {
				double value = programs[p].value.applyAsDouble(once(programs[p]));
				if (run >= 0)
					values[p][run] = value;
			}
		return values;
	}

	/** One run. */
	Outcome once(Program program) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(program.command);
		builder.environment().putAll(program.environment);
		builder.redirectError(scratch.resolve("stderr.log").toFile()); //$NON-NLS-1$
		builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())); //$NON-NLS-1$
		long start = System.nanoTime();
		Process process = builder.start();
		Thread deadline = Thread.ofVirtual().start(() -> {
			try {
				if (!process.waitFor(program.deadline.toMillis(), TimeUnit.MILLISECONDS))
					process.destroyForcibly();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		int code = process.waitFor();
		double millis = (System.nanoTime() - start) / 1e6;
		deadline.interrupt();
		if (code != 0)
			throw new IOException("exit code " + code + " of " + String.join(" ", program.command) + "; see " //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
					+ scratch.resolve("stderr.log")); //$NON-NLS-1$
		return new Outcome(millis, output);
	}
}
