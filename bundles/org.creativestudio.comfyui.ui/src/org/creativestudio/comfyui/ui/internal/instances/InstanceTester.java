// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.core.expressions.PropertyTester;
import org.eclipse.jdt.annotation.Nullable;

/** What commands ask of an instance to know whether they make sense. */
public final class InstanceTester extends PropertyTester {
	@Override
	public boolean test(@Nullable Object receiver, @Nullable String property, Object @Nullable [] args, @Nullable Object expected) {
		if (!(receiver instanceof InstanceSnapshot instance) || property == null)
			return false;
		boolean value = switch (property) {
		case "startable" -> InstanceActions.canStart(instance); //$NON-NLS-1$
		case "stoppable" -> InstanceActions.canStop(instance); //$NON-NLS-1$
		case "restartable" -> InstanceActions.canRestart(instance); //$NON-NLS-1$
		case "pausable" -> InstanceActions.canPause(instance); //$NON-NLS-1$
		case "resumable" -> InstanceActions.canResume(instance); //$NON-NLS-1$
		case "up" -> instance.status().isUp(); //$NON-NLS-1$
		case "active" -> instance.active(); //$NON-NLS-1$
		default -> throw new IllegalArgumentException(property);
		};
		return value == (expected == null || Boolean.TRUE.equals(expected));
	}
}
