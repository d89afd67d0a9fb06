// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevices;
import org.osgi.service.component.annotations.Component;

/** Asks the makers' tools, which come with the drivers. */
@Component(service = ComputeDevices.class)
public final class LocalDevices implements ComputeDevices {

	@Override
	public List<ComputeDevice> list() {
		List<ComputeDevice> devices = new ArrayList<>(SmiTools.nvidia(Tool.run(SmiTools.NVIDIA)));
		devices.addAll(SmiTools.rocm(Tool.run(SmiTools.ROCM)));
		return devices;
	}
}
