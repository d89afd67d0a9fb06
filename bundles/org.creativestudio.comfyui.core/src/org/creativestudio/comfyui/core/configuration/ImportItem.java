// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.configuration;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.jdt.annotation.Nullable;

/**
 * One instance that could come in, and what would happen to it. Immutable; the user's decisions make new ones.
 *
 * @param incoming      as it would be stored
 * @param source        where it was found, for the user: a file, a program
 * @param state         how it relates to what is there
 * @param existing      the instance of this home that it would replace or that it equals; null when there is none
 * @param action        what will be done
 * @param findings      what is to be said of it here: ports, names, paths that are missing
 * @param missing       secrets that the source names without values, and what could not be taken over, a sentence each
 */
public record ImportItem(InstanceConfiguration incoming, String source, State state, @Nullable InstanceConfiguration existing,
		Action action, List<Finding> findings, List<String> missing) {

	/** How an incoming instance relates to the home. */
	public enum State {
		/** Nothing here is like it. */
		NEW,
		/** There is an instance with its id, and it differs. */
		CHANGED,
		/** It is here already. */
		SAME,
		/** It can't be stored as it is: its name or port is another instance's, or it has an error. */
		CONFLICT
	}

	/** What is done with an incoming instance. */
	public enum Action {
		ADD, REPLACE, SKIP
	}

	public ImportItem {
		findings = List.copyOf(findings);
		missing = List.copyOf(missing);
	}

	public ImportItem incoming(InstanceConfiguration value) {
		return new ImportItem(value, source, state, existing, action, findings, missing);
	}

	public ImportItem action(Action value) {
		return new ImportItem(incoming, source, state, existing, value, findings, missing);
	}
}
