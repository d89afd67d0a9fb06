// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/** Within the fuzzer's process: how many inputs there were, and how much of a processor the slowest one took. */
public final class FuzzMeter {

	/** Names the file into which the figures go. */
	public static final String RESULT_PROPERTY = "creativestudio.fuzz.result"; //$NON-NLS-1$
	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
	/** What takes longer is read once more: the first time classes may have been loaded and instrumented. */
	private static final long SUSPICIOUS = 50_000_000;

	private static long inputs;
	private static long slowest;

	private FuzzMeter() {
	}

	/** Something that reads an input. */
	@FunctionalInterface
	public interface Reading {
		void read() throws IOException;
	}

	/** One input. What the reading throws is the fuzzer's to judge. */
	public static void measure(Reading reading) throws IOException {
		inputs++;
		long nanos = once(reading);
		if (nanos > SUSPICIOUS)
			nanos = Math.min(nanos, once(reading));
		slowest = Math.max(slowest, nanos);
	}

	private static long once(Reading reading) throws IOException {
		long begin = THREADS.getCurrentThreadCpuTime();
		reading.read();
		return THREADS.getCurrentThreadCpuTime() - begin;
	}

	/** An input that stands for nothing. */
	public static void skip() {
		inputs++;
	}

	/** Writes the figures down. */
	public static void end() {
		try {
			Files.writeString(Path.of(System.getProperty(RESULT_PROPERTY)), inputs + " " + slowest); //$NON-NLS-1$
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
