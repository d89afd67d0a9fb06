// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.regex.Pattern;

import org.creativestudio.comfyui.client.ComfyEvent;

/** Recognizes that memory did not suffice: what torch says for each kind of device, and ComfyUI's own words. */
final class OutOfMemory {

	private static final Pattern TYPE = Pattern.compile("(^|\\.)(OutOfMemoryError|OOM_EXCEPTION|MemoryError)$"); //$NON-NLS-1$
	private static final Pattern MESSAGE = Pattern.compile(
			"(?i)(CUDA|HIP|MPS backend|XPU) (error: )?out of memory|Allocation on device|not enough memory: you tried to allocate" //$NON-NLS-1$
					+ "|CUBLAS_STATUS_ALLOC_FAILED|UR_RESULT_ERROR_OUT_OF_(DEVICE|HOST)_MEMORY|not enough GPU video memory"); //$NON-NLS-1$

	private OutOfMemory() {
	}

	static boolean is(ComfyEvent.ExecutionError error) {
		return TYPE.matcher(error.exceptionType().strip()).find() || MESSAGE.matcher(error.message()).find();
	}
}
