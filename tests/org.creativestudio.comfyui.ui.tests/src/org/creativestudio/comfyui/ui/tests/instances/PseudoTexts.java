// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.creativestudio.comfyui.testing.ui.UiThread;
import org.eclipse.core.runtime.Platform;
import org.osgi.framework.Bundle;

/**
 * Replaces every text of the workbench's message files by one in a language that nobody speaks: longer by a half, with marks above and
 * below its letters, and brackets that show where it was cut or put together.
 */
final class PseudoTexts implements AutoCloseable {

	static final String BEGIN = "\u27e6";
	static final String END = "\u27e7";
	private static final String PLAIN = "AaCcEeIiNnOoSsUuYyZz";
	private static final String MARKED = "\u00c5\u00e5\u00c7\u00e7\u00ca\u00ea\u00ce\u00ee\u00d1\u00f1\u00d8\u00f8\u0160\u0161\u00dc\u00fc\u00dd\u00fd\u017d\u017e";

	private record Original(Field field, String text) {
	}

	private final List<Original> originals = new ArrayList<>();

	PseudoTexts() {
		Bundle bundle = Platform.getBundle("org.creativestudio.comfyui.ui");
		List<URL> classes = Collections.list(bundle.findEntries("/", "Messages.class", true));
		for (URL found : classes) {
			String path = found.getPath();
			String name = path.substring(path.indexOf("org/creativestudio"), path.length() - ".class".length()).replace('/', '.');
			try {
				for (Field field : bundle.loadClass(name).getDeclaredFields())
					if (Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers()) && field.getType() == String.class) {
						// The classes are not public.
						field.setAccessible(true);
						originals.add(new Original(field, (String) field.get(null)));
					}
			} catch (ReflectiveOperationException e) {
				throw new IllegalStateException(name, e);
			}
		}
		UiThread.run(() -> originals.forEach(original -> set(original.field, of(original.text))));
	}

	int size() {
		return originals.size();
	}

	private static void set(Field field, String text) {
		try {
			field.set(null, text);
		} catch (IllegalAccessException e) {
			throw new IllegalStateException(e);
		}
	}

	/** The text in that language; places, links and mnemonics stay. */
	static String of(String text) {
		if (text.isBlank())
			return text;
		StringBuilder pseudo = new StringBuilder(BEGIN);
		int letters = 0;
		boolean kept = false;
		for (char c : text.toCharArray()) {
			kept = kept ? c != '}' && c != '>' : c == '{' || c == '<';
			int at = kept ? -1 : PLAIN.indexOf(c);
			pseudo.append(at < 0 ? c : MARKED.charAt(at));
			letters++;
		}
		return pseudo.append("~".repeat(letters / 2)).append(END).toString();
	}

	@Override
	public void close() {
		UiThread.run(() -> originals.forEach(original -> set(original.field, original.text)));
	}
}
