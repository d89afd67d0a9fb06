// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.queue.QueueSnapshot;
import org.creativestudio.comfyui.ui.internal.run.LinkText;
import org.eclipse.osgi.util.NLS;

/** What is to be said above the rows: how much there is, and of which servers not all is known. */
public final class QueueNotice {

	private QueueNotice() {
	}

	/**
	 * @param left   how many instances there are beyond those that are followed
	 * @param all    whether none is selected
	 * @param queues what is known of an instance's queue
	 * @return may contain links, which ask the servers
	 */
	public static String of(List<InstanceSnapshot> followed, int left, boolean all, Function<InstanceSnapshot, Optional<QueueSnapshot>> queues) {
		if (followed.isEmpty())
			return all ? Messages.notice_noneUp : Messages.notice_none;
		List<String> texts = new ArrayList<>();
		int running = 0;
		int waiting = 0;
		int known = 0;
		List<String> off = new ArrayList<>();
		List<String> unknown = new ArrayList<>();
		List<String> old = new ArrayList<>();
		for (InstanceSnapshot instance : followed) {
			QueueSnapshot queue = queues.apply(instance).orElse(null);
			if (queue != null) {
				known++;
				running += queue.running().size();
				waiting += Math.max(queue.waiting().size(), queue.remaining() - queue.running().size());
				if (!queue.live() && instance.configuration().queueMonitoring())
					old.add(LinkText.of(instance.name()));
			}
			String name = LinkText.of(instance.name());
			switch (instance.status()) {
			case STOPPED -> texts.add(NLS.bind(Messages.notice_stopped, name));
			case STARTING -> texts.add(NLS.bind(Messages.notice_starting, name));
			case STOPPING -> texts.add(NLS.bind(Messages.notice_stopping, name));
			case ERROR -> texts.add(NLS.bind(Messages.notice_error, name));
			case RUNNING, PAUSED -> {
				if (!instance.configuration().queueMonitoring())
					off.add(name);
				else if (queue == null)
					unknown.add(name);
			}
			}
		}
		if (known > 0)
			texts.addFirst(running + waiting == 0 ? Messages.notice_empty : NLS.bind(Messages.notice_count, running, waiting));
		if (!off.isEmpty())
			texts.add(NLS.bind(Messages.notice_off, String.join(", ", off))); //$NON-NLS-1$
		if (!unknown.isEmpty())
			texts.add(NLS.bind(Messages.notice_unknown, String.join(", ", unknown))); //$NON-NLS-1$
		if (!old.isEmpty())
			texts.add(NLS.bind(Messages.notice_old, String.join(", ", old))); //$NON-NLS-1$
		if (left > 0)
			texts.add(NLS.bind(Messages.notice_left, followed.size(), left));
		return String.join(" ", texts); //$NON-NLS-1$
	}
}
