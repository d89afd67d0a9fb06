// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.active;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.instances.InstanceOperations;
import org.creativestudio.comfyui.ui.internal.run.Needed;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.handlers.HandlerUtil;

/** Makes the instance of a place in the user's order the active one; does nothing where there is none. */
public final class SwitchHandler extends AbstractHandler {

	static final String NUMBER = "org.creativestudio.comfyui.ui.instance.switch.number"; //$NON-NLS-1$

	@Override
	public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
		InstanceManager manager = Needed.service(HandlerUtil.getActiveWorkbenchWindowChecked(event), InstanceManager.class).orElse(null);
		String number = event == null ? null : event.getParameter(NUMBER);
		if (manager == null || number == null || !number.matches("[1-9]")) //$NON-NLS-1$
			return null;
		List<InstanceSnapshot> all = manager.getInstances();
		int index = number.charAt(0) - '1';
		if (index < all.size() && !all.get(index).active())
			new InstanceOperations(manager).setActive(all.get(index).id());
		return null;
	}
}
