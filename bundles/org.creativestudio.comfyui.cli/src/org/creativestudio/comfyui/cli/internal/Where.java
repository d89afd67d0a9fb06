// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import org.eclipse.jdt.annotation.Nullable;

import picocli.CommandLine.Option;

/** Where a workflow goes: at most one of these is given. */
final class Where {

	@Option(names = "--instance", paramLabel = "ID", description = "${bundle:run.instance}")
	@Nullable
	String instance;

	@Option(names = "--strategy", paramLabel = "S", description = "${bundle:run.strategy}")
	@Nullable
	String strategy;
}
