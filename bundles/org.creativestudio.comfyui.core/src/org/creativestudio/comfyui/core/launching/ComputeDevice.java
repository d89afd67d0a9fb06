// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.launching;

import org.eclipse.jdt.annotation.Nullable;

/**
 * A GPU of this computer, as its maker's tool tells.
 *
 * @param maker       decides how a process is bound to it
 * @param index       the maker's number; for NVIDIA in the order of the PCI bus, as {@code nvidia-smi} counts
 * @param uuid        names it for ever, also when another card is added; null where the tool does not tell
 * @param name        the model
 * @param memoryTotal in bytes; null when not known
 * @param memoryUsed  in bytes, by all programs; null when not known
 */
public record ComputeDevice(Maker maker, int index, @Nullable String uuid, String name, @Nullable Long memoryTotal,
		@Nullable Long memoryUsed) {

	/** Whose tool told of a device. */
	public enum Maker {
		/** {@code nvidia-smi}. */
		NVIDIA,
		/** {@code rocm-smi}. */
		AMD
	}

	/** What an instance's {@code gpuDevice} is for it: {@code cuda:N}, as torch names also AMD's devices. */
	public String device() {
		return "cuda:" + index; //$NON-NLS-1$
	}
}
