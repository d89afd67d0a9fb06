// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.launching;

import java.nio.file.Path;
import java.util.List;

/** What the command line of a ComfyUI on this computer can be given. An OSGi service; safe for any thread. */
public interface ServerOptions {

	/** Reads the installation's own source. Blocks for the disk; never fails. */
	Known of(Path comfyui);

	/**
	 * What is known of one installation.
	 *
	 * @param version such as {@code 0.3.64}; "of unknown version" when it does not tell
	 * @param options sorted by flag; empty when its source can't be read, and then nothing can be said
	 */
	record Known(String version, List<Option> options) {
		public Known {
			options = List.copyOf(options);
		}
	}

	/**
	 * One option.
	 *
	 * @param flag    such as {@code --preview-method}
	 * @param help    what its own help says, in one line; may be empty
	 * @param value   whether a value follows it
	 * @param choices the values that it takes; empty when any
	 */
	record Option(String flag, String help, boolean value, List<String> choices) {
		public Option {
			choices = List.copyOf(choices);
		}
	}
}
