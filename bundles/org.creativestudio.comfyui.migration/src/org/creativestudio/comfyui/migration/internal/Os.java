// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

/** A system on which other programs keep their settings. */
public enum Os {
	LINUX, WINDOWS, MACOS;

	/** @param name of the system as Java tells it in {@code os.name} */
	static Os of(String name) {
		return name.startsWith("Windows") ? WINDOWS : name.startsWith("Mac") ? MACOS : LINUX; //$NON-NLS-1$ //$NON-NLS-2$
	}
}
