// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the sections of an INI file as Python's {@code configparser} writes it. */
final class Ini {

	private Ini() {
	}

	/** The members of one section; names in small letters, as Python reads them. Takes any text. */
	static Map<String, String> section(String text, String name) {
		Map<String, String> members = new LinkedHashMap<>();
		boolean inside = false;
		for (String line : Texts.lines(text)) {
			String content = line.strip();
			if (content.isEmpty() || content.startsWith("#") || content.startsWith(";")) //$NON-NLS-1$ //$NON-NLS-2$
				continue;
			if (content.startsWith("[") && content.endsWith("]")) { //$NON-NLS-1$ //$NON-NLS-2$
				inside = content.substring(1, content.length() - 1).strip().equals(name);
				continue;
			}
			int separator = separator(content);
			if (inside && separator > 0 && !Character.isWhitespace(line.charAt(0)))
				members.put(content.substring(0, separator).strip().toLowerCase(Locale.ROOT),
						content.substring(separator + 1).strip().replace("%%", "%")); //$NON-NLS-1$ //$NON-NLS-2$
		}
		return members;
	}

	private static int separator(String line) {
		int equals = line.indexOf('=');
		int colon = line.indexOf(':');
		return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
	}
}
