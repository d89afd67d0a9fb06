// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.configuration;

import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

/**
 * What an import or a migration would do. Nothing has been changed yet.
 *
 * @param items    in the order of the source
 * @param active   id, among the incoming ones, of the instance that becomes active; null: that stays as it is
 * @param notes    what is to be said of the whole, a sentence each: what was skipped and why
 */
public record ImportPlan(List<ImportItem> items, @Nullable String active, List<String> notes) {
	public ImportPlan {
		items = List.copyOf(items);
		notes = List.copyOf(notes);
	}

	/** Whether nothing would be changed. */
	public boolean isEmpty() {
		return items.stream().allMatch(item -> item.action() == ImportItem.Action.SKIP);
	}
}
