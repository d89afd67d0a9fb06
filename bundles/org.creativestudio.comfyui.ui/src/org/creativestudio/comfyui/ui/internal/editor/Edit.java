// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.ConfigurationChange;
import org.eclipse.osgi.util.NLS;

/**
 * What an edit means for a server that runs, in the words of the dialog.
 *
 * @param typedSecrets whether one was typed anew, which waits for a restart, too
 * @param pages        know the labels of what changed
 */
record Edit(ConfigurationChange change, boolean typedSecrets, List<Page> pages) {

	private static final String SECRETS = "secrets"; //$NON-NLS-1$
	/** The row that secrets are in. */
	private static final String ENVIRONMENT = "environment"; //$NON-NLS-1$

	/** A sentence or two; empty for nothing. */
	String effect() {
		String waiting = atRestart();
		String atOnce = change.atOnce().isEmpty() ? "" : NLS.bind(Messages.effect_atOnce, labels(change.atOnce())); //$NON-NLS-1$
		String later = waiting.isEmpty() ? "" : NLS.bind(Messages.effect_atRestart, waiting); //$NON-NLS-1$
		return (atOnce + ' ' + later).strip();
	}

	/** Labels of what waits for a restart; empty for nothing. */
	String atRestart() {
		List<String> names = new ArrayList<>(change.atRestart());
		if (typedSecrets)
			names.add(SECRETS);
		return labels(names);
	}

	private String labels(List<String> names) {
		return names.stream().map(name -> name.equals(SECRETS) ? ENVIRONMENT : name)
				.map(name -> pages.stream().map(page -> page.labelOf(name)).flatMap(Stream::ofNullable).findFirst().orElse(name)).distinct()
				.collect(Collectors.joining(", ")); //$NON-NLS-1$
	}
}
