// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.health;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.internal.HealthSink;
import org.creativestudio.comfyui.core.queue.QueueSnapshot;

/** What the monitors of instances share. Safe for any thread; nothing here calls a monitor back. */
interface Host {

	ComfyClient client(String id);

	HealthSink sink();

	MonitorTime time();

	Pace pace();

	/** Whether somebody looks at that instance. */
	boolean isLookedAt(String id);

	/** Whether somebody wants its prompts listed. */
	boolean isListed(String id);

	/** There is something new of a queue. */
	void queueChanged(QueueSnapshot queue);
}
