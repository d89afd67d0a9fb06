// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel says of processes. Linux. */
final class Processes {

	private static final Path PROC = Path.of("/proc"); //$NON-NLS-1$
	/** Of {@code /proc/PID/stat}: clock ticks are 10 ms on every Linux that Java runs on. */
	private static final double TICKS_PER_SECOND = 100;
	private static final int AFTER_NAME_PARENT = 1;
	private static final int AFTER_NAME_USER_TIME = 11;

	private Processes() {
	}

	/** Those, dead ones too, in whose environment that text stands. */
	static List<ProcessHandle> withEnvironment(String text) {
		return ProcessHandle.allProcesses().filter(process -> read(process.pid(), "environ").contains(text)).toList(); //$NON-NLS-1$
	}

	/** How many children of a process are dead and not waited for. */
	static long zombies(long parent) {
		return ProcessHandle.allProcesses().map(process -> fields(process.pid()))
				.filter(fields -> fields.length > 1 && fields[0].equals("Z") && fields[AFTER_NAME_PARENT].equals(Long.toString(parent))) //$NON-NLS-1$
				.count();
	}

	static double cpuSeconds(long pid) {
		String[] fields = fields(pid);
		return (Long.parseLong(fields[AFTER_NAME_USER_TIME]) + Long.parseLong(fields[AFTER_NAME_USER_TIME + 1])) / TICKS_PER_SECOND;
	}

	static double megabytes(long pid) {
		return status(pid, "VmRSS:") / 1024.0; //$NON-NLS-1$
	}

	static long threads(long pid) {
		return status(pid, "Threads:"); //$NON-NLS-1$
	}

	static long descriptors(long pid) throws IOException {
		try (Stream<Path> open = Files.list(PROC.resolve(Long.toString(pid)).resolve("fd"))) { //$NON-NLS-1$
			return open.count();
		}
	}

	private static long status(long pid, String name) {
		return read(pid, "status").lines().filter(line -> line.startsWith(name)) //$NON-NLS-1$
				.map(line -> line.substring(name.length()).strip().split("\\s+")[0]).mapToLong(Long::parseLong).findFirst().orElseThrow(); //$NON-NLS-1$
	}

	/** What stands after the name, which may have any character. */
	private static String[] fields(long pid) {
		String stat = read(pid, "stat"); //$NON-NLS-1$
		return stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "); //$NON-NLS-1$
	}

	private static String read(long pid, String file) {
		try {
			return Files.readString(PROC.resolve(Long.toString(pid)).resolve(file), StandardCharsets.ISO_8859_1);
		} catch (IOException e) {
			return ""; // it has ended //$NON-NLS-1$
		}
	}
}
