// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files of 10 MiB that want to cost their reader more than that. */
final class HostileFiles {

	/** The largest size that readers take. */
	private static final int BYTES = 10 << 20;
	private static final int SMALLER = 1 << 20;

	/** What a reader expects. */
	enum Kind {
		JSON,
		/** JSON, YAML or lines of text; some readers take files of 1 MiB at most. */
		ANY
	}

	/**
	 * A file: a beginning, something that is repeated up to the full size ({@code %d}: its number, {@code %p}: the one before), an end.
	 *
	 * @param unit  in ISO 8859-1, so that it can hold any byte
	 * @param bytes its size
	 */
	record Content(String begin, String unit, String end, int bytes) {
		Content(String begin, String unit, String end) {
			this(begin, unit, end, BYTES);
		}

		Content smaller() {
			return new Content(begin, unit, end, SMALLER);
		}
	}

	private HostileFiles() {
	}

	static Map<String, Content> of(Kind kind) {
		Map<String, Content> all = new LinkedHashMap<>();
		String begin = "{\"schemaVersion\":1,\"instances\":["; //$NON-NLS-1$
		all.put("deep nesting", new Content("", "[", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		all.put("deep objects", new Content("", "{\"a\":", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		all.put("a huge number", new Content("{\"schemaVersion\":", "9", "}")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		all.put("many numbers", new Content("{\"instances\":[0", ",1e999999999", "]}")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		all.put("many members", new Content("{\"a\":0", ",\"%d\":0", "}")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		all.put("duplicate keys", new Content("{\"a\":0", ",\"a\":0", "}")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		all.put("many instances", new Content(begin + "{}", ",{\"id\":\"i%d\",\"name\":\"n%d\",\"port\":8188}", "]}")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		all.put("large instances", new Content(begin + "{}", ",{\"id\":\"i%d\",\"name\":\"n\",\"description\":\"" + "d".repeat(9000) + "\"}", "]}")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
		all.put("one long text", new Content(begin + "{\"name\":\"", "x", "\"}]}")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		all.put("escapes", new Content(begin + "{\"name\":\"", "\\u00e4", "\"}]}")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		all.put("empty lists", new Content(begin + "[]", ",[]", "]}")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		all.put("blanks", new Content("", " ", "{}")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		if (kind == Kind.ANY) {
			Map<String, Content> lines = new LinkedHashMap<>();
			lines.put("aliases of aliases", new Content("a0: &a0 [x,x]\n", "a%d: &a%d [*a%p,*a%p,*a%p,*a%p,*a%p]\n", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			lines.put("deep lists", new Content("a: ", "[", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			lines.put("deep blocks", new Content("", "- ", "x")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			lines.put("many sections", new Content("", "s%d:\n  base_path: /x\n", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			lines.put("a long text", new Content("a:\n  base_path: |\n", "    /x/y/z\n", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			lines.put("many lines", new Content("", "set COMMANDLINE_ARGS=--port %d\n", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			lines.put("many sections of a list", new Content("", "%d:\n    type: comfyui_api\n", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			lines.put("one long command", new Content("python main.py ", "--a\"b ", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			lines.forEach((name, content) -> all.put(name + ", 1 MiB", content.smaller())); //$NON-NLS-1$
			all.putAll(lines);
		}
		all.put("no UTF-8", new Content("", "\u00ff\u00fe\u00c0", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		all.put("one line", new Content("", "x", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		all.put("NUL", new Content("", "\0", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		return all;
	}

	static void write(Path file, Content content) throws IOException {
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
			out.write(content.begin.getBytes(StandardCharsets.ISO_8859_1));
			int written = content.begin.length();
			boolean numbered = content.unit.contains("%d"); //$NON-NLS-1$
			byte[] unit = content.unit.getBytes(StandardCharsets.ISO_8859_1);
			for (int number = 1;; number++) {
				byte[] next = numbered ? content.unit.replace("%d", Integer.toString(number)) //$NON-NLS-1$
						.replace("%p", Integer.toString(number - 1)).getBytes(StandardCharsets.ISO_8859_1) : unit; //$NON-NLS-1$
				if (written + next.length + content.end.length() > content.bytes)
					break;
				out.write(next);
				written += next.length;
			}
			out.write(content.end.getBytes(StandardCharsets.ISO_8859_1));
		}
	}
}
