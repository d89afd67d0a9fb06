// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * Ports that the system has uses of its own for.
 *
 * @param firstOutgoing from which on the system takes ports for connections that programs make
 * @param lastOutgoing  up to which
 * @param reserved      what the administrator keeps for named programs, as in {@code ip_local_reserved_ports}: {@code 8080,9000-9010}
 */
public record ReservedPorts(int firstOutgoing, int lastOutgoing, String reserved) {

	/** Of this computer, as it was when this program began. */
	static final ReservedPorts HERE = of(Path.of("/proc/sys/net/ipv4")); //$NON-NLS-1$
	/** What IANA says, and Windows and macOS do. */
	private static final int FIRST_DYNAMIC = 49152;

	/** @param settings where Linux keeps its settings; need not be there */
	public static ReservedPorts of(Path settings) {
		String[] range = text(settings.resolve("ip_local_port_range")).split("\\s+"); //$NON-NLS-1$ //$NON-NLS-2$
		boolean known = range.length == 2 && Stream.of(range).allMatch(number -> number.matches("\\d{1,5}")); //$NON-NLS-1$
		return new ReservedPorts(known ? Integer.parseInt(range[0]) : FIRST_DYNAMIC, known ? Integer.parseInt(range[1]) : 65535,
				text(settings.resolve("ip_local_reserved_ports"))); //$NON-NLS-1$
	}

	private static String text(Path file) {
		try {
			return Files.readString(file).strip();
		} catch (IOException e) {
			return ""; //$NON-NLS-1$
		}
	}

	/** What the system does with a port, the end of a sentence that begins with the port; null when nothing. */
	@Nullable
	public String reason(int port) {
		if (Stream.of(reserved.split(",")).anyMatch(part -> contains(part.strip(), port))) //$NON-NLS-1$
			return Messages.reservedPorts_reservedAdministratorComputerNet;
		if (port >= firstOutgoing && port <= lastOutgoing)
			return NLS.bind(Messages.reservedPorts_oneThoseSystemTakes, firstOutgoing, lastOutgoing);
		return null;
	}

	private static boolean contains(String part, int port) {
		if (!part.matches("\\d{1,5}(-\\d{1,5})?")) //$NON-NLS-1$
			return false;
		String[] ends = part.split("-"); //$NON-NLS-1$
		return port >= Integer.parseInt(ends[0]) && port <= Integer.parseInt(ends[ends.length - 1]);
	}
}
