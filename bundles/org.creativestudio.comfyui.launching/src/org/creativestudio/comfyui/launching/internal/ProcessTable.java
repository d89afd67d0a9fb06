// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.Nullable;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** All processes of this computer at one moment, as far as the system shows them. */
public final class ProcessTable {

	/**
	 * One process.
	 *
	 * @param session    its leader's pid; 0 when not known
	 * @param cpuSeconds with those of children that have ended and were waited for; null when not known
	 * @param memory     resident bytes; null when not known
	 */
	public record Row(long pid, long parent, long session, @Nullable Double cpuSeconds, @Nullable Long memory) {
	}

	/** The kernel counts for user programs in 1/100 s, on every architecture that Java runs on. */
	private static final double TICKS = 100;
	private static final int STAT_FIELDS = 22;
	private static final long USUAL_PAGE = 4096;
	private static final Path PROC = Path.of("/proc"); //$NON-NLS-1$
	private static final Duration PS_DEADLINE = Duration.ofSeconds(3);
	private static final List<String> PS = List.of("ps", "-axo", "pid=,ppid=,rss=,time="); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	private static final Pattern PS_LINE = Pattern.compile("\\s*(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(?:(\\d+)-)?(?:(\\d+):)?(\\d+):(\\d+(?:[.,]\\d+)?)\\s*"); //$NON-NLS-1$

	private interface C extends Library {
		int getpagesize();
	}

	private ProcessTable() {
	}

	/** Blocks, for the system or for {@code ps}. */
	static List<Row> read() {
		if (Files.exists(PROC.resolve("self/stat"))) //$NON-NLS-1$
			return proc(PROC, pageSize());
		return Platform.isWindows() ? handles() : ps(Tool.run(PS, PS_DEADLINE));
	}

	private static long pageSize() {
		try {
			return Native.load(Platform.C_LIBRARY_NAME, C.class).getpagesize();
		} catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
			return USUAL_PAGE;
		}
	}

	/** Linux. */
	public static List<Row> proc(Path proc, long pageSize) {
		List<Row> rows = new ArrayList<>();
		try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) { //$NON-NLS-1$
			for (Path process : all)
				try {
					Row row = stat(Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1), pageSize); //$NON-NLS-1$
					if (row != null)
						rows.add(row);
				} catch (IOException e) {
					continue; // has ended meanwhile
				}
		} catch (IOException e) {
			return List.of();
		}
		return rows;
	}

	/** A line of {@code proc(5)}: the name may hold anything, also parentheses and blanks. */
	private static @Nullable Row stat(String stat, long pageSize) {
		int name = stat.indexOf('(');
		int end = stat.lastIndexOf(')');
		if (name < 0 || end + 2 > stat.length())
			return null;
		String[] fields = stat.substring(end + 2).split(" "); //$NON-NLS-1$
		if (fields.length < STAT_FIELDS)
			return null;
		try {
			double ticks = 0;
			for (int i = 11; i <= 14; i++) // utime, stime, cutime, cstime
				ticks += Long.parseLong(fields[i]);
			return new Row(Long.parseLong(stat.substring(0, name).strip()), Long.parseLong(fields[1]), Long.parseLong(fields[3]),
					Double.valueOf(ticks / TICKS), Long.valueOf(Long.parseLong(fields[21].strip()) * pageSize));
		} catch (NumberFormatException e) {
			return null;
		}
	}

	/** macOS and other Unix: lines of pid, parent, kilobytes and time as {@code [[days-]hours:]minutes:seconds}. */
	public static List<Row> ps(String output) {
		List<Row> rows = new ArrayList<>();
		for (String line : output.split("\n")) { //$NON-NLS-1$
			Matcher fields = PS_LINE.matcher(line);
			if (!fields.matches())
				continue;
			double seconds = number(fields.group(4)) * 86_400 + number(fields.group(5)) * 3600 + number(fields.group(6)) * 60
					+ number(fields.group(7));
			rows.add(new Row(Long.parseLong(fields.group(1)), Long.parseLong(fields.group(2)), 0, Double.valueOf(seconds),
					Long.valueOf(Long.parseLong(fields.group(3)) * 1024)));
		}
		return rows;
	}

	private static double number(@Nullable String text) {
		return text == null ? 0 : Double.parseDouble(text.replace(',', '.'));
	}

	/** What Java tells, which is no memory. */
	private static List<Row> handles() {
		Map<Long, Row> rows = new HashMap<>();
		ProcessHandle.allProcesses().forEach(process -> rows.put(process.pid(),
				new Row(process.pid(), process.parent().map(ProcessHandle::pid).orElse(0L), 0,
						process.info().totalCpuDuration().map(used -> used.toNanos() / 1e9).orElse(null), null)));
		return List.copyOf(rows.values());
	}
}
