// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

/** A program's part in supervising the instances of a home, see {@link InstanceManager#supervise()}; lasts until it is closed. */
public interface Supervision extends AutoCloseable {

	/** Whether this program is the one that supervises now. */
	boolean isLeading();

	@Override
	void close();
}
