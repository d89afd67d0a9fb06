// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.util.List;

import org.creativestudio.comfyui.core.launching.InstanceLog;
import org.creativestudio.comfyui.core.secrets.SecretMask;

/**
 * The log of a process that may print its own secrets: they are hidden in what is told of it, and overwritten in the file, which the
 * process itself writes, soon after it has printed them.
 */
final class OutputLog {

	private final InstanceLog log;
	private final SecretMask mask;
	/** Up to here the file has been looked through. */
	private long clean;

	OutputLog(InstanceLog log, SecretMask mask) {
		this.log = log;
		this.mask = mask;
	}

	/** Hides what has been printed since the last time, and rotates the file when it is too large. Blocks for the disk. */
	synchronized void tend() throws IOException {
		if (!mask.isEmpty())
			clean = log.hide(mask, clean);
		log.rotate();
	}

	/** The newest lines, with secrets hidden. */
	List<String> lastLines(int count) {
		return log.lastLines(count).stream().map(mask::mask).toList();
	}
}
