// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.util.Optional;

import org.eclipse.core.runtime.Status;
import org.eclipse.ui.services.IServiceLocator;
import org.eclipse.ui.statushandlers.StatusManager;

/** Parts of the program that a command cannot do without; a bundle that did not start takes its services with it. */
public final class Needed {

	private Needed() {
	}

	/** Empty when it is not running, which the user is told then. Returns at once. */
	public static <T> Optional<T> service(IServiceLocator site, Class<T> type) {
		Optional<T> found = Optional.ofNullable(site.getService(type));
		if (found.isEmpty())
			StatusManager.getManager().handle(Status.error(missing()), StatusManager.SHOW);
		return found;
	}

	/** What the user is told. */
	public static String missing() {
		return Messages.service_missing;
	}
}
