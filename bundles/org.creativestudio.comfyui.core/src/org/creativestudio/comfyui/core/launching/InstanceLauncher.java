// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.launching;

import java.util.List;
import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.validation.Finding;

/**
 * A way to run instances, contributed through the extension point {@code org.creativestudio.comfyui.core.launchers}. Methods are
 * called on virtual threads, may block, and are interrupted when the user cancels. They report failure with an
 * {@link org.creativestudio.comfyui.core.InstanceException}.
 */
public interface InstanceLauncher {

	/**
	 * What could be run on this computer without further questions, best first; used when nothing is configured. Name, id and
	 * port of the proposals are replaced by the caller.
	 */
	List<InstanceConfiguration> detect(StudioHome home);

	/**
	 * Whether this launcher starts and stops its instances. False: they are only watched and used; {@link #launch} and
	 * {@link #adopt} then give a stand-in without a process, and {@link LaunchedInstance#stop()} is not called.
	 */
	default boolean controls() {
		return true;
	}

	/**
	 * What only this launcher can say of a configuration of its kind, before it is started: arguments that the installed server does
	 * not know, say. The user waits for it as he types, so it should be cheap.
	 */
	default List<Finding> check(InstanceConfiguration configuration) {
		return List.of();
	}

	/** Starts the instance and returns as soon as the process is alive, long before its server answers. */
	LaunchedInstance launch(InstanceConfiguration configuration, StudioHome home);

	/**
	 * Finds the process that an earlier program (or another one on this home) started for this instance. Asked about once a
	 * second for each instance that is not up, so it should be cheap.
	 *
	 * @return empty when none is alive, or what is alive is not provably that process
	 */
	Optional<LaunchedInstance> adopt(InstanceConfiguration configuration, StudioHome home);
}
