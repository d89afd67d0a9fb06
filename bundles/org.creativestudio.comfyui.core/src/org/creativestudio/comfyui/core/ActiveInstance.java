// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import org.creativestudio.comfyui.core.health.Health;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * What the user's choice of an active instance comes to at one moment. Immutable.
 *
 * @param chosen   the active instance; null: none, the strategy chooses
 * @param usable   whether new work goes there: it runs and is not unhealthy; false when none is chosen
 * @param reason   one sentence for the user: why it is not usable or that it is
 * @param fallback what happens to new work while it is not usable
 */
public record ActiveInstance(@Nullable InstanceSnapshot chosen, boolean usable, String reason, ActiveFallback fallback) {

	/** As it is now. Never blocks. */
	public static ActiveInstance of(InstanceManager manager) {
		ActiveFallback fallback = manager.getSettings().activeFallback();
		InstanceSnapshot chosen = manager.getActiveInstance().orElse(null);
		if (chosen == null)
			return new ActiveInstance(null, false, Messages.activeInstance_noInstanceActiveStrategy, fallback);
		if (isUsable(chosen))
			return new ActiveInstance(chosen, true, NLS.bind(Messages.activeInstance_newWorkGoes, chosen.name()), fallback);
		return new ActiveInstance(chosen, false, why(chosen), fallback);
	}

	/** Whether an instance takes new work. */
	public static boolean isUsable(InstanceSnapshot instance) {
		return instance.status() == InstanceStatus.RUNNING && instance.health().health() != Health.UNHEALTHY;
	}

	/** Whether new work is sent elsewhere because the chosen one can't take it. */
	public boolean fallsBack() {
		return chosen != null && !usable && fallback == ActiveFallback.FALL_BACK;
	}

	private static String why(InstanceSnapshot instance) {
		return switch (instance.status()) {
		case RUNNING -> NLS.bind(Messages.activeInstance_unhealthy, instance.name(), instance.health().reason());
		case STOPPED -> NLS.bind(Messages.activeInstance_stopped, instance.name());
		case STARTING -> NLS.bind(Messages.activeInstance_stillStarting, instance.name());
		case STOPPING -> NLS.bind(Messages.activeInstance_beingStopped, instance.name());
		case PAUSED -> NLS.bind(Messages.activeInstance_paused, instance.name());
		case ERROR -> NLS.bind(Messages.activeInstance_down, instance.name());
		};
	}
}
