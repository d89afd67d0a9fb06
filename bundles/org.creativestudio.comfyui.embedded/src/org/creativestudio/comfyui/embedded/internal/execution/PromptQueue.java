// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** The prompts that wait and the one that runs. Safe for use by many threads. */
public final class PromptQueue {

	/** ComfyUI has no limit; this server refuses more. */
	private static final int MAX_PENDING = 10_000;

	private static final Comparator<QueueItem> ORDER = Comparator
			.<QueueItem>comparingDouble(item -> item.number().doubleValue()).thenComparingLong(QueueItem::arrival);

	private final ReentrantLock lock = new ReentrantLock();
	private final Condition changed = lock.newCondition();
	private final TreeSet<QueueItem> pending = new TreeSet<>(ORDER);
	private final Runnable onChange;
	private final long maxBytes;
	/** Of those that wait. */
	private long bytes;
	private @Nullable QueueItem running;
	private long arrivals;
	private long number;

	/**
	 * @param onChange told after each change, without a lock held
	 * @param maxBytes of memory for all that wait; one that waits alone may have more
	 */
	public PromptQueue(Runnable onChange, long maxBytes) {
		this.onChange = onChange;
		this.maxBytes = maxBytes;
	}

	/** The next number; ComfyUI counts refused prompts too. */
	public long nextNumber() {
		lock.lock();
		try {
			return number++;
		} finally {
			lock.unlock();
		}
	}

	/** Adds a prompt. Null, or why not: too many wait already. */
	public @Nullable String put(Number priority, String promptId, JsonObject prompt, JsonObject extraData, List<String> outputs) {
		long size = JsonWeight.of(promptId) + JsonWeight.of(prompt) + JsonWeight.of(extraData);
		lock.lock();
		try {
			if (pending.size() >= MAX_PENDING) {
				return "The queue is full: " + MAX_PENDING + " prompts wait already";
			}
			if (!pending.isEmpty() && bytes + size > maxBytes) {
				return "The queue is full: the " + pending.size() + " prompts that wait leave no memory for one of this size";
			}
			pending.add(new QueueItem(priority, arrivals++, promptId, prompt, extraData, outputs, size));
			bytes += size;
		} finally {
			lock.unlock();
		}
		// told before the worker looks, so that clients see the prompt queued before they see it start
		onChange.run();
		lock.lock();
		try {
			changed.signal();
		} finally {
			lock.unlock();
		}
		return null;
	}

	/**
	 * Waits for a prompt and makes it the running one.
	 *
	 * @param before done before anybody can see that it runs
	 */
	QueueItem take(Runnable before) throws InterruptedException {
		QueueItem item;
		lock.lockInterruptibly();
		try {
			while (pending.isEmpty()) {
				changed.await();
			}
			before.run();
			item = pending.removeFirst();
			bytes -= item.bytes();
			running = item;
		} finally {
			lock.unlock();
		}
		onChange.run();
		return item;
	}

	void done() {
		lock.lock();
		try {
			running = null;
		} finally {
			lock.unlock();
		}
		onChange.run();
	}

	public int remaining() {
		lock.lock();
		try {
			return pending.size() + (running == null ? 0 : 1);
		} finally {
			lock.unlock();
		}
	}

	/** Does something if that prompt runs, and before another one can. */
	public void ifRunning(String promptId, Runnable action) {
		lock.lock();
		try {
			QueueItem item = running;
			if (item != null && item.promptId().equals(promptId)) {
				action.run();
			}
		} finally {
			lock.unlock();
		}
	}

	public void clear() {
		lock.lock();
		try {
			pending.clear();
			bytes = 0;
		} finally {
			lock.unlock();
		}
		onChange.run();
	}

	/** Removes a waiting prompt; the running one stays. */
	public void delete(String promptId) {
		boolean removed = false;
		lock.lock();
		try {
			for (Iterator<QueueItem> items = pending.iterator(); items.hasNext();) {
				QueueItem item = items.next();
				if (item.promptId().equals(promptId)) {
					items.remove();
					bytes -= item.bytes();
					removed = true;
				}
			}
		} finally {
			lock.unlock();
		}
		if (removed) {
			onChange.run();
		}
	}

	public JsonObject toJson() {
		List<QueueItem> waiting;
		QueueItem current;
		lock.lock();
		try {
			waiting = new ArrayList<>(pending);
			current = running;
		} finally {
			lock.unlock();
		}
		JsonArray runningItems = new JsonArray();
		if (current != null) {
			runningItems.add(current.toJson());
		}
		JsonArray pendingItems = new JsonArray();
		waiting.forEach(item -> pendingItems.add(item.toJson()));
		JsonObject queue = new JsonObject();
		queue.add("queue_running", runningItems);
		queue.add("queue_pending", pendingItems);
		return queue;
	}
}
