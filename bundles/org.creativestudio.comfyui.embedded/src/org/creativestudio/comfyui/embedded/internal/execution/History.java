// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/** What has run, oldest first; the oldest is forgotten beyond ComfyUI's 10 000. */
public final class History {

	static final int MAX = 10_000;

	private final Map<String, JsonObject> entries = new LinkedHashMap<>();

	synchronized void add(String promptId, JsonObject entry) {
		entries.put(promptId, entry);
		Iterator<String> oldest = entries.keySet().iterator();
		while (entries.size() > MAX) {
			oldest.next();
			oldest.remove();
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
		for (Map.Entry<String, JsonObject> entry : entries.entrySet()) {
			if (index++ >= from && (maxItems == null || result.size() < maxItems)) {
				result.add(entry.getKey(), entry.getValue());
			}
		}
		return result;
	}

	public synchronized JsonObject of(String promptId) {
		JsonObject result = new JsonObject();
		JsonObject entry = entries.get(promptId);
		if (entry != null) {
			result.add(promptId, entry);
		}
		return result;
	}

	public synchronized void delete(String promptId) {
		entries.remove(promptId);
	}

	public synchronized void clear() {
		entries.clear();
	}
}
