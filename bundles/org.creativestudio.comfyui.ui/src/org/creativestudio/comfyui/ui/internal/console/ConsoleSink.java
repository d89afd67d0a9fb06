// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.console;

import java.io.IOException;
import java.nio.file.Path;

import org.creativestudio.comfyui.core.launching.LogFollower;
import org.creativestudio.comfyui.core.secrets.SecretMask;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.console.IOConsoleOutputStream;

/** Writes a followed log into a console: colours stay, what moves a terminal's cursor does not. */
final class ConsoleSink implements LogFollower.Sink {

	private final Path file;
	private final IOConsoleOutputStream out;
	private final AnsiFilter ansi = new AnsiFilter();
	private final SecretMask.Streamer masked;

	/** @param mask hides what nobody who looks over the user's shoulder shall see */
	ConsoleSink(Path file, IOConsoleOutputStream out, SecretMask mask) {
		masked = mask.stream();
		this.file = file;
		this.out = out;
	}

	@Override
	public void text(String text) throws IOException {
		String shown = ansi.filter(masked.next(text));
		if (!shown.isEmpty())
			out.write(shown);
	}

	@Override
	public void waiting() throws IOException {
		out.write(NLS.bind(Messages.waiting, file) + '\n');
	}

	@Override
	public void skipped(long bytes) throws IOException {
		out.write(NLS.bind(Messages.skipped, Long.valueOf(bytes)) + '\n');
	}

	@Override
	public void begunAnew() throws IOException {
		masked.end();
		out.write('\n' + Messages.anew + '\n');
	}

	@Override
	public void unreadable(IOException why) throws IOException {
		out.write(NLS.bind(Messages.unreadable, file, why.getLocalizedMessage()) + '\n');
	}
}
