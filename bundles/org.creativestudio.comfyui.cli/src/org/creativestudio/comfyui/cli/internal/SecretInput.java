// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * Where values come from that must not stand in a command line: a terminal that does not show what is typed, else standard input, a
 * line for each value. Asks only when a verb needs a value.
 */
public final class SecretInput {

	/** The property in which the launch script says that standard input is a terminal. */
	static final String TERMINAL_PROPERTY = "creativestudio.input"; //$NON-NLS-1$
	private static final int LONGEST_LINE = 20_000;

	private final InputStream in;
	private final @Nullable Boolean terminal;
	private @Nullable BufferedReader lines;

	/** @param terminal whether {@code in} is a terminal; null: not known */
	public SecretInput(InputStream in, @Nullable Boolean terminal) {
		this.in = in;
		this.terminal = terminal;
	}

	/** Of this process. */
	static SecretInput ofProcess() {
		String told = System.getProperty(TERMINAL_PROPERTY);
		return new SecretInput(System.in, told == null ? null : Boolean.valueOf(told));
	}

	/** The value for a variable; fails where there is none. Blocks for the user. */
	String read(String variable) {
		if (!Boolean.FALSE.equals(terminal)) {
			Console console = System.console();
			if (console != null && isTerminal(console)) {
				char[] typed = console.readPassword("%s", NLS.bind(Messages.secret_prompt, variable)); //$NON-NLS-1$
				return present(variable, typed == null ? null : new String(typed));
			}
			if (Boolean.TRUE.equals(terminal))
				// What is typed here would be seen.
				throw new Failure(ExitCode.USAGE, NLS.bind(Messages.secret_shown, variable));
		}
		try {
			return present(variable, line());
		} catch (IOException e) {
			throw new Failure(ExitCode.FAILED, NLS.bind(Messages.secret_unreadable, variable, e.getMessage()));
		}
	}

	private static String present(String variable, @Nullable String value) {
		if (value == null || value.isEmpty())
			throw new Failure(ExitCode.USAGE, NLS.bind(Messages.secret_missing, variable));
		return value;
	}

	private @Nullable String line() throws IOException {
		BufferedReader reader = lines;
		if (reader == null) {
			reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
			lines = reader;
		}
		StringBuilder line = new StringBuilder();
		for (int c = reader.read(); c >= 0 && c != '\n'; c = reader.read()) {
			if (line.length() >= LONGEST_LINE)
				throw new IOException(NLS.bind(Messages.secret_long, Integer.valueOf(LONGEST_LINE)));
			line.append((char) c);
		}
		if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r')
			line.setLength(line.length() - 1);
		return line.toString();
	}

	/** Since Java 22 there may be a console without a terminal; before, a console is one. */
	private static boolean isTerminal(Console console) {
		try {
			return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console)); //$NON-NLS-1$
		} catch (NoSuchMethodException e) {
			return true;
		} catch (ReflectiveOperationException e) {
			return false;
		}
	}
}
