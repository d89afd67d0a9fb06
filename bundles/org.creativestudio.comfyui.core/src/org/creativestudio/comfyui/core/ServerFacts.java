// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import org.eclipse.jdt.annotation.Nullable;

/**
 * What a server said of itself in {@code /system_stats}. Sizes are bytes; null is "not known", never 0.
 *
 * @param comfyuiVersion as the server wrote it, such as {@code 0.3.64}
 * @param pythonVersion  as the server wrote it
 * @param deviceName     of its first device
 * @param deviceType     {@code cuda}, {@code cpu}, {@code mps} ...
 * @param vramTotal      of its first device, as the others of VRAM
 * @param torchVramTotal what torch has taken of it
 * @param torchVramFree  what of that torch could use again
 * @param demo           whether it is the embedded demo engine, which says so itself
 */
public record ServerFacts(@Nullable String comfyuiVersion, @Nullable String pythonVersion, @Nullable String deviceName,
		@Nullable String deviceType, @Nullable Long vramTotal, @Nullable Long vramFree, @Nullable Long ramTotal,
		@Nullable Long ramFree, @Nullable Long torchVramTotal, @Nullable Long torchVramFree, boolean demo) {

	/** What is known of a server that says nothing of torch's memory. */
	public ServerFacts(@Nullable String comfyuiVersion, @Nullable String pythonVersion, @Nullable String deviceName,
			@Nullable String deviceType, @Nullable Long vramTotal, @Nullable Long vramFree, @Nullable Long ramTotal,
			@Nullable Long ramFree, boolean demo) {
		this(comfyuiVersion, pythonVersion, deviceName, deviceType, vramTotal, vramFree, ramTotal, ramFree, null, null, demo);
	}
}
