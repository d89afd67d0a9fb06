// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.flags;

import java.util.List;

/** ComfyUI's flags (0.3.64 and 0.38) that mean nothing to this server: taken, so that a manager may pass them, and ignored. */
final class KnownFlags {

	/** Without a value. */
	static final List<String> SWITCHES = List.of("--auto-launch", "--disable-auto-launch", "--cuda-malloc",
			"--disable-cuda-malloc", "--force-fp32", "--force-fp16", "--fp32-unet", "--fp64-unet", "--bf16-unet", "--fp16-unet",
			"--fp8_e4m3fn-unet", "--fp8_e5m2-unet", "--fp8_e8m0fnu-unet", "--fp16-vae", "--fp32-vae", "--bf16-vae", "--cpu-vae",
			"--fp8_e4m3fn-text-enc", "--fp8_e5m2-text-enc", "--fp16-text-enc", "--fp32-text-enc", "--bf16-text-enc",
			"--force-channels-last", "--disable-ipex-optimize", "--supports-fp8-compute", "--use-split-cross-attention",
			"--use-quad-cross-attention", "--use-pytorch-cross-attention", "--use-sage-attention", "--use-flash-attention",
			"--disable-xformers", "--force-upcast-attention", "--dont-upcast-attention", "--gpu-only", "--highvram", "--normalvram",
			"--lowvram", "--novram", "--cpu", "--force-non-blocking", "--disable-smart-memory", "--deterministic",
			"--mmap-torch-files", "--disable-mmap", "--windows-standalone-build", "--disable-api-nodes",
			"--enable-compress-response-body", "--cache-classic", "--date-based-output", "--disable-dynamic-vram",
			"--enable-dynamic-vram", "--disable-async-offload", "--disable-pinned-memory", "--high-ram", "--disable-partner-nodes",
			"--offline", "--enable-manager", "--disable-manager-ui", "--enable-manager-legacy-ui", "--disable-assets",
			"--enable-assets", "--enable-asset-hashing");

	/** With one value. */
	static final List<String> VALUES = List.of("--cuda-device", "--default-device", "--oneapi-device-selector",
			"--preview-method", "--preview-size", "--cache-lru", "--reserve-vram", "--vram-headroom", "--default-hashing-function",
			"--front-end-version", "--front-end-root", "--comfy-api-base", "--database-url", "--date-output-format",
			"--models-directory", "--disabled-nodes-config", "--feature-flag");

	/** With one value or none. */
	static final List<String> OPTIONAL_VALUES = List.of("--directml", "--async-offload");

	/** With any number of values. */
	static final List<String> LISTS = List.of("--fast", "--cache-ram", "--verbose");

	private KnownFlags() {
	}
}
