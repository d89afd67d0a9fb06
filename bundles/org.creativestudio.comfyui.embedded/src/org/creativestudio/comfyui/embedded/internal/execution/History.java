// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/** What has run, oldest first; the oldest is forgotten beyond ComfyUI's 10 000, or when all together take too much memory. */
public final class History {

	static final int MAX = 10_000;

	private record Entry(JsonObject json, long bytes) {
	}

	private final Map<String, Entry> entries = new LinkedHashMap<>();
	private final long maxBytes;
	private long bytes;

	/** @param maxBytes of memory for all entries but the newest, which is always kept */
	public History(long maxBytes) {
		this.maxBytes = maxBytes;
	}

	public void add(String promptId, JsonObject entry) {
		Entry added = new Entry(entry, JsonWeight.of(promptId) + JsonWeight.of(entry));
		synchronized (this) {
			Entry replaced = entries.put(promptId, added);
			bytes += added.bytes - (replaced == null ? 0 : replaced.bytes);
			Iterator<Entry> oldest = entries.values().iterator();
			while ((entries.size() > MAX || bytes > maxBytes) && oldest.hasNext()) {
				Entry next = oldest.next();
				if (next != added) {
					bytes -= next.bytes;
					oldest.remove();
				}
			}
		}
	}

	/**
	 * @param maxItems how many, or null for all
	 * @param offset   the first; negative counts so many from the end
	 */
	public synchronized JsonObject list(@Nullable Integer maxItems, int offset) {
		int from = offset;
		if (offset < 0 && maxItems != null) {
			from = entries.size() - maxItems;
		}
		JsonObject result = new JsonObject();
		int index = 0;
		for (Map.Entry<String, Entry> entry : entries.entrySet()) {
			if (index++ >= from && (maxItems == null || result.size() < maxItems)) {
				result.add(entry.getKey(), entry.getValue().json);
			}
		}
		return result;
	}

	public synchronized JsonObject of(String promptId) {
		JsonObject result = new JsonObject();
		Entry entry = entries.get(promptId);
		if (entry != null) {
			result.add(promptId, entry.json);
		}
		return result;
	}

	public synchronized void delete(String promptId) {
		Entry removed = entries.remove(promptId);
		if (removed != null) {
			bytes -= removed.bytes;
		}
	}

	public synchronized void clear() {
		entries.clear();
		bytes = 0;
	}
}
