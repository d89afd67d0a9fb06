// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.core.launching.ServerOptions.Option;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.fieldassist.ContentProposal;
import org.eclipse.jface.fieldassist.IContentProposal;
import org.eclipse.jface.fieldassist.IContentProposalProvider;

/** Completes extra arguments with what the installed ComfyUI knows: flags, and the values of those that take one of a few. UI thread. */
public final class ArgumentProposals implements IContentProposalProvider {

	private List<Option> options = List.of();

	public void setOptions(List<Option> known) {
		options = known;
	}

	@Override
	public IContentProposal[] getProposals(@Nullable String contents, int position) {
		String before = contents == null ? "" : contents.substring(0, Math.min(position, contents.length())); //$NON-NLS-1$
		int begin = before.length();
		while (begin > 0 && !Character.isWhitespace(before.charAt(begin - 1)) && before.charAt(begin - 1) != '=')
			begin--;
		String word = before.substring(begin);
		List<IContentProposal> proposals = new ArrayList<>();
		Option valued = begin == 0 ? null : option(lastWord(before.substring(0, begin - 1)));
		if (valued != null)
			valued.choices().stream().filter(choice -> choice.startsWith(word)).forEach(choice -> proposals.add(proposal(choice, word, choice, valued)));
		if (proposals.isEmpty())
			for (Option option : options)
				if (option.flag().startsWith(word) && before.indexOf(option.flag() + ' ') < 0)
					proposals.add(proposal(option.flag() + (option.value() ? " " : ""), word, label(option), option)); //$NON-NLS-1$ //$NON-NLS-2$
		return proposals.toArray(IContentProposal[]::new);
	}

	/** What is still missing of a word. */
	private static IContentProposal proposal(String whole, String word, String label, Option option) {
		return new ContentProposal(whole.substring(word.length()), label, option.help().isEmpty() ? null : option.help());
	}

	private static String label(Option option) {
		return option.choices().isEmpty() ? option.flag() : option.flag() + ' ' + String.join("|", option.choices()); //$NON-NLS-1$
	}

	private @Nullable Option option(String flag) {
		return options.stream().filter(option -> option.flag().equals(flag)).findFirst().orElse(null);
	}

	private static String lastWord(String text) {
		String stripped = text.stripTrailing();
		int begin = stripped.length();
		while (begin > 0 && !Character.isWhitespace(stripped.charAt(begin - 1)))
			begin--;
		return stripped.substring(begin);
	}
}
