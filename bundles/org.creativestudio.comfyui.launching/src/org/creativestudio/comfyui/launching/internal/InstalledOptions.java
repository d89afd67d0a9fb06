// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.creativestudio.comfyui.core.launching.ServerOptions;
import org.osgi.service.component.annotations.Component;

/** Reads the options of an installed ComfyUI from its {@code comfy/cli_args.py}, whose calls are plain literals. */
@Component(service = ServerOptions.class)
public final class InstalledOptions implements ServerOptions {

	private static final Pattern CALL = Pattern.compile("add_argument\\("); //$NON-NLS-1$
	/** Without stepping back, for which long texts would need more stack than there is. */
	private static final Pattern LITERAL = Pattern
			.compile("\"([^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+)\"|'([^'\\\\\\n]*+(?:\\\\.[^'\\\\\\n]*+)*+)'"); //$NON-NLS-1$
	private static final Pattern HELP = Pattern.compile("help\\s*=\\s*"); //$NON-NLS-1$
	private static final Pattern CHOICES = Pattern.compile("choices\\s*=\\s*\\[([^\\]]{0,2000})\\]"); //$NON-NLS-1$
	private static final Pattern NO_VALUE = Pattern.compile("action\\s*=\\s*[\"']store_(true|false|const)[\"']"); //$NON-NLS-1$
	private static final int MAX_OPTIONS = 1000;
	private static final int MAX_HELP = 300;

	@Override
	public Known of(Path comfyui) {
		ComfyFlags flags = ComfyFlags.of(comfyui);
		String source = ComfyFlags.source(comfyui);
		List<Option> options = new ArrayList<>();
		Matcher call = CALL.matcher(source);
		while (call.find() && options.size() < MAX_OPTIONS)
			option(arguments(source, call.end()), options);
		options.sort(Comparator.comparing(Option::flag));
		return new Known(flags.version(), options);
	}

	private static void option(String arguments, List<Option> options) {
		Matcher flag = LITERAL.matcher(arguments);
		if (!flag.lookingAt() || !text(flag).startsWith("--")) //$NON-NLS-1$
			return;
		Matcher choices = CHOICES.matcher(arguments);
		List<String> values = new ArrayList<>();
		if (choices.find()) {
			Matcher value = LITERAL.matcher(choices.group(1));
			while (value.find())
				values.add(text(value));
		}
		options.add(new Option(text(flag), help(arguments), !NO_VALUE.matcher(arguments).find(), values));
	}

	/** Literals that stand beside each other are one in Python. */
	private static String help(String arguments) {
		Matcher help = HELP.matcher(arguments);
		if (!help.find())
			return ""; //$NON-NLS-1$
		StringBuilder text = new StringBuilder();
		Matcher literal = LITERAL.matcher(arguments).region(help.end(), arguments.length());
		while (literal.lookingAt()) {
			text.append(text(literal));
			int next = literal.end();
			while (next < arguments.length() && Character.isWhitespace(arguments.charAt(next)))
				next++;
			literal.region(next, arguments.length());
		}
		String line = text.toString().replaceAll("\\\\n|\\s+", " ").replaceAll("\\\\(.)", "$1").replace("%%", "%").strip(); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
		return line.length() <= MAX_HELP ? line : line.substring(0, MAX_HELP) + "..."; //$NON-NLS-1$
	}

	private static String text(Matcher literal) {
		return literal.group(1) != null ? literal.group(1) : literal.group(2);
	}

	/** What stands between the parenthesis that ends before {@code begin} and the one that closes it. */
	private static String arguments(String source, int begin) {
		int depth = 1;
		Matcher literal = LITERAL.matcher(source);
		for (int i = begin; i < source.length(); i++) {
			char c = source.charAt(i);
			if ((c == '"' || c == '\'') && literal.region(i, source.length()).lookingAt())
				i = literal.end() - 1;
			else if (c == '(')
				depth++;
			else if (c == ')' && --depth == 0)
				return source.substring(begin, i).strip();
		}
		return source.substring(begin).strip();
	}
}
