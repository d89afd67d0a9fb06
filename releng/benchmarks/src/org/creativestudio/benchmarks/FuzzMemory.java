// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.reflect.Method;
import java.nio.file.Path;

/**
 * {@code FuzzMemory TARGET FILE}: a reader reads one file in a process of its own, whose heap is bounded; prints how many MiB it held at
 * most beyond what it held before.
 */
public final class FuzzMemory {

	private FuzzMemory() {
	}

	public static void main(String[] arguments) throws ReflectiveOperationException {
		Method read = Class.forName(arguments[0]).getMethod("read", Path.class); //$NON-NLS-1$
		// Loads the classes: they are no matter of the file.
		read.invoke(null, Path.of(arguments[1]).resolveSibling("warm-up")); //$NON-NLS-1$
		System.gc();
		long before = used(false);
		ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
		read.invoke(null, Path.of(arguments[1]));
		System.out.println((used(true) - before) / (double) (1 << 20));
	}

	private static long used(boolean peak) {
		return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
				.mapToLong(pool -> (peak ? pool.getPeakUsage() : pool.getUsage()).getUsed()).sum();
	}
}
