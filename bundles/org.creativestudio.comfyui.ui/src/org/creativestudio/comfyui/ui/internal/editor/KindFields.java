// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;

/** What means nothing for the kind of an instance, and so can't be entered. */
final class KindFields {

	/** For a server that we start. */
	private static final List<String> LOCAL = List.of("gpuDevice", "vramMode", "environment", "listen", "extraArguments", "autoStart", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
			"restartPolicy", "startDeadlineMs", "outputDirectory", "inputDirectory", "userDirectory"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
	/** For a ComfyUI on this computer. */
	private static final List<String> COMFYUI = List.of("comfyuiDirectory", "python", "baseDirectory", "modelDirectories", "customNodesPath"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$

	private KindFields() {
	}

	static void enable(Page page, InstanceConfiguration configuration) {
		boolean ours = !configuration.kind().equals(InstanceConfiguration.ATTACHED);
		boolean comfyui = configuration.kind().equals(InstanceConfiguration.COMFYUI);
		LOCAL.forEach(name -> page.enable(name, ours));
		COMFYUI.forEach(name -> page.enable(name, comfyui));
	}
}
