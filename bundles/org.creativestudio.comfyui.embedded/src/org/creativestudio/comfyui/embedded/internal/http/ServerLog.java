// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

import java.io.PrintStream;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The lines this server prints; the last 300 are kept, as ComfyUI keeps them. */
public final class ServerLog {

	private static final int MAX = 300;

	/** A line and when it was written. */
	record Entry(String time, String line) {
	}

	private final PrintStream out;
	private final Deque<Entry> entries = new ArrayDeque<>();

	public ServerLog(PrintStream out) {
		this.out = out;
	}

	public synchronized void info(String line) {
		entries.add(new Entry(LocalDateTime.now().toString(), line + "\n"));
		if (entries.size() > MAX) {
			entries.removeFirst();
		}
		out.println(line);
	}

	public void error(String line) {
		info(line);
	}

	synchronized List<Entry> entries() {
		return new ArrayList<>(entries);
	}
}
