// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.instances.InstanceFilter.Term;
import org.eclipse.jface.fieldassist.ContentProposal;
import org.eclipse.jface.fieldassist.IContentProposal;
import org.eclipse.jface.fieldassist.IContentProposalProvider;

/** Proposes what can be named in a search, and the values that there are. */
public final class SearchProposals implements IContentProposalProvider {

	private final Supplier<List<InstanceSnapshot>> instances;

	public SearchProposals(Supplier<List<InstanceSnapshot>> instances) {
		this.instances = instances;
	}

	/** Each is the whole text with the word at the position completed. */
	@Override
	public IContentProposal[] getProposals(String text, int position) {
		int end = Math.clamp(position, 0, text.length());
		int begin = text.lastIndexOf(' ', end - 1) + 1;
		String word = text.substring(begin, end).toLowerCase(Locale.ROOT);
		List<IContentProposal> proposals = new ArrayList<>();
		for (String completed : completed(word)) {
			String before = text.substring(0, begin) + completed;
			proposals.add(new ContentProposal(before + text.substring(end), completed, null, before.length()));
		}
		return proposals.toArray(IContentProposal[]::new);
	}

	private List<String> completed(String word) {
		List<String> words = new ArrayList<>();
		for (Term term : Term.values()) {
			String prefix = term.prefix();
			if (word.startsWith(prefix))
				instances.get().stream().flatMap(term::values).map(value -> prefix + value.toLowerCase(Locale.ROOT).replace(' ', '_'))
						.distinct().sorted().filter(value -> value.startsWith(word) && !value.equals(word)).forEach(words::add);
			else if (prefix.startsWith(word))
				words.add(prefix);
		}
		return words;
	}
}
