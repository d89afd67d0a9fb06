// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

/** Looks at a port of this computer for other packages of this bundle. */
public final class PortLook {

	private PortLook() {
	}

	/** Who holds a port, for the user; empty when it is free. Blocks for moments. */
	public static String holder(int port) {
		return Ports.isFree(port) ? "" : Ports.holder(port).map(Ports.Holder::toString).orElse(Messages.portLook_anotherProgram); //$NON-NLS-1$
	}
}
