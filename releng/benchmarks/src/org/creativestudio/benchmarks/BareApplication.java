// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

/** The least that an Equinox application can do: what the command line is compared with. */
public final class BareApplication implements IApplication {

	@Override
	public Object start(IApplicationContext context) {
		System.out.println("one line"); //$NON-NLS-1$
		return EXIT_OK;
	}

	@Override
	public void stop() {
		// nothing to stop: start() has returned before anybody could ask
	}
}
