// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.Nullable;

/** How ComfyUI uses the memory of its GPU; each is a flag of its command line. */
public enum VramMode {
	/** ComfyUI decides. */
	AUTO(null),
	/** Everything stays on the GPU. */
	GPU_ONLY("--gpu-only"), //$NON-NLS-1$
	/** Models stay on the GPU after use. */
	HIGH("--highvram"), //$NON-NLS-1$
	/** Forces normal use where ComfyUI would choose low; unknown to ComfyUI 0.38 and later. */
	NORMAL("--normalvram"), //$NON-NLS-1$
	/** Models are split to use less. */
	LOW("--lowvram"), //$NON-NLS-1$
	/** For when low is not enough. */
	NONE("--novram"); //$NON-NLS-1$

	private final @Nullable String flag;

	VramMode(@Nullable String flag) {
		this.flag = flag;
	}

	/** The flag of ComfyUI's command line; null for none. */
	public @Nullable String flag() {
		return flag;
	}

	/** The word in files and on the command line: {@code auto}, {@code gpu-only}, {@code high} and so on. */
	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** The mode of that word. */
	public static Optional<VramMode> of(String word) {
		return Stream.of(values()).filter(mode -> mode.word().equals(word)).findFirst();
	}
}
