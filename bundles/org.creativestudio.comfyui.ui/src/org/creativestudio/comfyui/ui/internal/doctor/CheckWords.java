// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.doctor;

import java.util.List;
import java.util.Locale;

import org.creativestudio.comfyui.core.doctor.Check;
import org.creativestudio.comfyui.core.doctor.Check.State;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.osgi.util.NLS;

/** Checks in the user's language. */
final class CheckWords {

	private CheckWords() {
	}

	static String state(State state) {
		return switch (state) {
		case OK -> Messages.state_ok;
		case WARNING -> Messages.state_warning;
		case ERROR -> Messages.state_error;
		};
	}

	/** A shape of its own for each state. */
	static ImageDescriptor icon(State state) {
		return ResourceLocator.imageDescriptorFromBundle("org.creativestudio.comfyui.ui", //$NON-NLS-1$
				"icons/doctor/" + state.name().toLowerCase(Locale.ROOT) + ".svg").orElseGet(ImageDescriptor::getMissingImageDescriptor); //$NON-NLS-1$ //$NON-NLS-2$
	}

	static long count(List<Check> checks, State state) {
		return checks.stream().filter(check -> check.state() == state).count();
	}

	/** @param time when they were made, in words */
	static String summary(List<Check> checks, String time) {
		long sound = count(checks, State.OK);
		return sound == checks.size() ? NLS.bind(Messages.summary_well, Long.valueOf(sound), time)
				: NLS.bind(Messages.summary, new Object[] { Long.valueOf(count(checks, State.ERROR)),
						Long.valueOf(count(checks, State.WARNING)), Long.valueOf(sound), time });
	}

	/** One check whole, as it is shown below the table. */
	static String text(Check check) {
		String first = check.area() + ": " + check.message(); //$NON-NLS-1$
		return check.advice().isEmpty() ? first : first + '\n' + NLS.bind(Messages.advice, check.advice());
	}

	/** All of them for a bug report. */
	static String text(List<Check> checks, String time) {
		StringBuilder text = new StringBuilder(NLS.bind(Messages.copy_title, time)).append('\n').append(summary(checks, time)).append("\n\n"); //$NON-NLS-1$
		for (Check check : checks)
			text.append('[').append(state(check.state())).append("] ").append(text(check).replace("\n", "\n    ")).append('\n'); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		return text.toString();
	}
}
