// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.launching;

import java.util.List;

/** The GPUs of this computer. An OSGi service; safe for any thread. */
public interface ComputeDevices {

	/**
	 * Asks {@code nvidia-smi} and {@code rocm-smi}. Blocks, at most about 10 s for each.
	 *
	 * @return empty where there is no GPU, no such tool, or the tool fails, which is logged
	 */
	List<ComputeDevice> list();
}
