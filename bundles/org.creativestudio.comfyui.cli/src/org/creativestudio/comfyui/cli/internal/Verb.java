// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A verb: options that all have, and what it works with. */
@Command(sortOptions = false)
abstract class Verb implements Callable<Integer> {

	protected final Context context;

	@Option(names = "--json", description = "${bundle:option.json}")
	protected boolean json;

	@Option(names = { "--help", "-h" }, usageHelp = true, description = "${bundle:option.help}")
	private boolean help;

	Verb(Context context) {
		this.context = context;
	}

	protected final Services services() {
		return context.services();
	}

	protected final Terminal terminal() {
		return context.terminal();
	}
}
