// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.active;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.core.commands.IParameterValues;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.PlatformUI;

/** The first nine instances by name, for key preferences and Quick Access. */
public final class SwitchTargets implements IParameterValues {

	private static final int KEYS = 9;

	@Override
	public Map<String, String> getParameterValues() {
		InstanceManager manager = PlatformUI.getWorkbench().getService(InstanceManager.class);
		List<InstanceSnapshot> all = manager == null ? List.of() : manager.getInstances();
		Map<String, String> values = new LinkedHashMap<>();
		for (int i = 0; i < KEYS; i++) {
			String number = String.valueOf(i + 1);
			values.put(i < all.size() ? NLS.bind(Messages.target, number, all.get(i).name()) : number, number);
		}
		return values;
	}
}
