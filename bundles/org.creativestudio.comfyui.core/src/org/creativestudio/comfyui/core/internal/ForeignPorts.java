// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Who listens on a port where there is no {@code /proc}: {@code lsof} on macOS, {@code netstat} on Windows. */
final class ForeignPorts {

	private static final int MAX_OUTPUT = 1 << 20;
	private static final long DEADLINE_SECONDS = 5;

	private ForeignPorts() {
	}

	static Optional<Ports.Holder> holder(int port) {
		boolean windows = java.io.File.separatorChar == '\\';
		List<String> command = windows ? List.of("netstat", "-ano", "-p", "TCP") //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
				: List.of("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fp"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
		String output = output(command);
		OptionalLong pid = windows ? netstat(output, port) : lsof(output);
		return pid.isEmpty() ? Optional.empty()
				: ProcessHandle.of(pid.getAsLong()).map(process -> new Ports.Holder(name(process), process.pid()));
	}

	/** Lines such as {@code p4711}. */
	static OptionalLong lsof(String output) {
		return output.lines().filter(line -> line.matches("p\\d{1,10}")).mapToLong(line -> Long.parseLong(line.substring(1))).findFirst(); //$NON-NLS-1$
	}

	/** Lines such as {@code TCP 127.0.0.1:8188 0.0.0.0:0 LISTENING 4711}; the word for listening is in the system's language. */
	static OptionalLong netstat(String output, int port) {
		return output.lines().map(line -> line.strip().split("\\s+")) //$NON-NLS-1$
				.filter(fields -> fields.length >= 4 && fields[0].equals("TCP") && fields[1].endsWith(":" + port) //$NON-NLS-1$ //$NON-NLS-2$
						&& fields[2].endsWith(":0") && fields[fields.length - 1].matches("\\d{1,10}")) //$NON-NLS-1$ //$NON-NLS-2$
				.mapToLong(fields -> Long.parseLong(fields[fields.length - 1])).findFirst();
	}

	static String name(ProcessHandle process) {
		return process.info().command().map(command -> Path.of(command).getFileName().toString()).orElse(Messages.foreignPorts_process);
	}

	private static String output(List<String> command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			process.getOutputStream().close();
			process.onExit().completeOnTimeout(process, DEADLINE_SECONDS, TimeUnit.SECONDS).thenAccept(Process::destroyForcibly);
			try (InputStream in = process.getInputStream()) {
				return new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
			}
		} catch (IOException e) {
			return ""; //$NON-NLS-1$
		}
	}
}
