// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/**
 * The answer of {@code /system_stats}. Sizes are bytes; null is "not said".
 *
 * @param os             {@code posix} or {@code nt} in 0.3.64, Python's {@code sys.platform} in 0.38
 * @param comfyuiVersion as the server wrote it
 * @param argv           the server's own command line, from {@code main.py} on
 * @param raw            the whole answer
 */
public record SystemStats(@Nullable String os, @Nullable String comfyuiVersion, @Nullable String pythonVersion,
		@Nullable String pytorchVersion, @Nullable Long ramTotal, @Nullable Long ramFree, List<String> argv,
		List<Device> devices, JsonObject raw) {

	public SystemStats {
		argv = List.copyOf(argv);
		devices = List.copyOf(devices);
	}

	/**
	 * A device of the server, the primary one first.
	 *
	 * @param type  {@code cuda}, {@code cpu}, {@code mps} ...
	 * @param index null for devices without one
	 */
	public record Device(@Nullable String name, @Nullable String type, @Nullable Integer index, @Nullable Long vramTotal,
			@Nullable Long vramFree, @Nullable Long torchVramTotal, @Nullable Long torchVramFree) {
	}
}
