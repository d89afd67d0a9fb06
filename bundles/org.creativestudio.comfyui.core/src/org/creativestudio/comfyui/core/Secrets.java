// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Tells by its name what is secret, and hides it in what a user may show to others. */
public final class Secrets {

	/** Stands where a secret was. */
	public static final String MASK = "********"; //$NON-NLS-1$

	private static final Pattern NAME = Pattern.compile("(?i).*(TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|API_?KEY|(^|[_-])KEY($|[_-])).*"); //$NON-NLS-1$
	private static final Pattern IN_URL = Pattern.compile("(?<=://)[^/@\\s:]+:[^/@\\s]+(?=@)"); //$NON-NLS-1$
	private static final int SHORTEST = 4;

	private Secrets() {
	}

	/** Whether a variable or an option of that name holds a secret: TOKEN, KEY, SECRET, PASSWORD and the like. */
	public static boolean isSecret(String name) {
		// A file with a key is no key.
		return NAME.matcher(name).matches() && !name.toLowerCase(java.util.Locale.ROOT).endsWith("file"); //$NON-NLS-1$
	}

	/** A command line as it may be shown: values of secret options, and passwords in addresses, are hidden. */
	public static List<String> mask(List<String> command) {
		List<String> shown = new ArrayList<>();
		boolean hideNext = false;
		for (String argument : command) {
			int equals = argument.indexOf('=');
			if (hideNext && !argument.startsWith("-")) //$NON-NLS-1$
				shown.add(MASK);
			else if (equals > 0 && isSecret(argument.substring(0, equals)))
				shown.add(argument.substring(0, equals + 1) + MASK);
			else
				shown.add(IN_URL.matcher(argument).replaceAll(MASK));
			hideNext = argument.startsWith("--") && equals < 0 && isSecret(argument); //$NON-NLS-1$
		}
		return shown;
	}

	/** A text in which the values of secret variables are hidden wherever they stand, and passwords in addresses. */
	public static String mask(String text, Map<String, String> environment) {
		String shown = IN_URL.matcher(text).replaceAll(MASK);
		for (Map.Entry<String, String> variable : environment.entrySet())
			if (isSecret(variable.getKey()) && variable.getValue().length() >= SHORTEST)
				shown = shown.replace(variable.getValue(), MASK);
		return shown;
	}
}
