// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.io.PrintStream;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

/**
 * Where a verb writes.
 *
 * @param out         results
 * @param err         messages
 * @param interactive whether somebody looks at {@code err}: lines may be rewritten
 * @param live        whether somebody looks at {@code out}: the screen may be redrawn
 * @param secrets     where values come from that must not stand in a command line
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive, boolean live, SecretInput secrets) {

	/** A terminal on which results are printed one after the other. */
	public Terminal(PrintStream out, PrintStream err, boolean interactive, SecretInput secrets) {
		this(out, err, interactive, false, secrets);
	}

	public Terminal(PrintStream out, PrintStream err, boolean interactive) {
		this(out, err, interactive, SecretInput.ofProcess());
	}

	/** The one document of {@code --json}; in ASCII, so that no terminal setting can spoil it. */
	public void json(JsonElement document) {
		String text = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create().toJson(document);
		StringBuilder ascii = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < 128)
				ascii.append(c);
			else
				ascii.append(String.format("\\u%04x", (int) c)); //$NON-NLS-1$
		}
		out.println(ascii);
	}

	public void say(String message) {
		err.println(message);
	}
}
