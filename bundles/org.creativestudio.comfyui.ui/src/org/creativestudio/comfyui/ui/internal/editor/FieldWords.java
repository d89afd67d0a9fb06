// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.Map;
import java.util.Optional;

/** What the dialog calls the parts of a configuration. */
public final class FieldWords {

	/** By the names of members of {@code instances.json}. */
	private static final Map<String, String> LABELS = Map.ofEntries(Map.entry("name", Messages.name), Map.entry("kind", Messages.kind), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("port", Messages.port), Map.entry("host", Messages.host), Map.entry("description", Messages.description), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			Map.entry("comfyuiDirectory", Messages.comfyui), Map.entry("python", Messages.python), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("gpuDevice", Messages.gpu), Map.entry("vramMode", Messages.vram), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("maxConcurrentWorkflows", Messages.concurrent), Map.entry("environment", Messages.environment), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("customNodesPath", Messages.nodes), Map.entry("modelDirectories", Messages.models), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("baseDirectory", Messages.base), Map.entry("outputDirectory", Messages.output), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("inputDirectory", Messages.input), Map.entry("userDirectory", Messages.user), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("timeoutMs", Messages.timeout), Map.entry("startDeadlineMs", Messages.deadline), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("freeMemoryAfterMs", Messages.free), Map.entry("queueMonitoring", Messages.monitoring), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("autoStart", Messages.autoStart), Map.entry("restartPolicy", Messages.restart), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("tags", Messages.tags), Map.entry("weight", Messages.weight), //$NON-NLS-1$ //$NON-NLS-2$
			Map.entry("extraArguments", Messages.arguments), Map.entry("listen", Messages.listen)); //$NON-NLS-1$ //$NON-NLS-2$

	private FieldWords() {
	}

	/**
	 * @param member name of a member of an instance in {@code instances.json}
	 * @return its label; empty when the dialog has none
	 */
	public static Optional<String> label(String member) {
		return Optional.ofNullable(LABELS.get(member)).map(FieldWords::plain);
	}

	/** A label without its mark of a key, its unit and its colon. */
	static String plain(String label) {
		return label.replace("&", "").replaceFirst("\\s*(\\(\\w+\\))?:$", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	}
}
