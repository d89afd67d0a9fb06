// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * The computer whose set-ups are looked for: this one, or a tree of files that was made on another system.
 *
 * @param environment its variables, on Windows whatever the case of their names; paths in them are written as on that system
 * @param home        the user's home directory, as a path of the system that this program runs on
 * @param root        where a tree of another computer begins: there {@code /a} is {@code root/a} and {@code C:\a} is
 *                    {@code root/C/a}; null: paths are those of this system, and a path of another one leads nowhere
 */
public record Computer(Os os, Map<String, String> environment, Path home, @Nullable Path root) {

	private static final int MAX_PATH = 4096;
	private static final Pattern DRIVE = Pattern.compile("([A-Za-z]):[\\\\/](.*)", Pattern.DOTALL); //$NON-NLS-1$
	private static final Pattern WINDOWS_VARIABLE = Pattern.compile("%([A-Za-z_][A-Za-z0-9_()]{0,60})%"); //$NON-NLS-1$
	private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([A-Za-z_]\\w{0,60})\\}|([A-Za-z_]\\w{0,60}))"); //$NON-NLS-1$

	public Computer {
		Map<String, String> variables = os == Os.WINDOWS ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new TreeMap<>();
		variables.putAll(environment);
		environment = Collections.unmodifiableMap(variables);
	}

	/** This computer and the user who runs this program. */
	public static Computer current() {
		return new Computer(Os.of(System.getProperty("os.name", "")), System.getenv(), Path.of(System.getProperty("user.home", "")).toAbsolutePath(), null); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	}

	/** Where programs keep the settings of a user: {@code %APPDATA%}, {@code ~/Library/Application Support}, {@code ~/.config}. */
	Path applicationData() {
		return switch (os) {
			case WINDOWS -> variable("APPDATA", "AppData", "Roaming"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			case MACOS -> home.resolve("Library").resolve("Application Support"); //$NON-NLS-1$ //$NON-NLS-2$
			case LINUX -> variable("XDG_CONFIG_HOME", ".config"); //$NON-NLS-1$ //$NON-NLS-2$
		};
	}

	/** Where programs of a user keep what belongs to this computer: {@code %LOCALAPPDATA%}; else as {@link #applicationData()}. */
	Path localData() {
		return os == Os.WINDOWS ? variable("LOCALAPPDATA", "AppData", "Local") : applicationData(); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	/** The directory that a variable names, else one in the home. */
	Path variable(String name, String... otherwise) {
		String value = environment.get(name);
		Optional<Path> named = value == null || value.isBlank() ? Optional.empty() : path(value, null, name, new Notes());
		return named.orElseGet(() -> {
			Path path = home;
			for (String part : otherwise)
				path = path.resolve(part);
			return path;
		});
	}

	/**
	 * The path that a text of a set-up means.
	 *
	 * @param base that a relative one begins at; null: relative ones are of no use
	 * @param what it is, for the note: "output directory"
	 * @return absolute and without {@code ..}; empty, with a note, when it is no path, or one of another system
	 */
	Optional<Path> path(String text, @Nullable Path base, String what, Notes notes) {
		String trimmed = unquoted(text.strip());
		if (trimmed.isEmpty())
			return Optional.empty();
		if (trimmed.length() > MAX_PATH || trimmed.chars().anyMatch(Character::isISOControl)) {
			notes.add(NLS.bind(Messages.computer_noPath, what, Notes.quote(trimmed)));
			return Optional.empty();
		}
		String expanded = expand(trimmed);
		if ((os == Os.WINDOWS ? WINDOWS_VARIABLE : VARIABLE).matcher(expanded).find()) {
			notes.add(NLS.bind(Messages.computer_refersVariableNotSet, what, Notes.quote(trimmed)));
			return Optional.empty();
		}
		try {
			Path path = resolve(expanded, base);
			if (path != null)
				return Optional.of(path);
			notes.add(NLS.bind(Messages.computer_the,
					new Object[] { what, Notes.quote(trimmed),
					isAbsolute(expanded) ? Messages.computer_pathAnotherSystem : Messages.computer_notAbsoluteLeadsNowhere }));
		} catch (InvalidPathException e) {
			notes.add(NLS.bind(Messages.computer_noPathHere, what, Notes.quote(trimmed)));
		}
		return Optional.empty();
	}

	private static String unquoted(String text) {
		boolean quoted = text.length() > 1 && text.charAt(0) == text.charAt(text.length() - 1) && (text.charAt(0) == '"' || text.charAt(0) == '\'');
		return quoted ? text.substring(1, text.length() - 1) : text;
	}

	/** With the variables that are known; others stay as they stand. */
	private String expand(String text) {
		Matcher variable = (os == Os.WINDOWS ? WINDOWS_VARIABLE : VARIABLE).matcher(text);
		return variable.replaceAll(found -> {
			String name = found.group(1) != null ? found.group(1) : found.group(2);
			return Matcher.quoteReplacement(environment.getOrDefault(name, found.group()));
		});
	}

	private static boolean isAbsolute(String text) {
		return text.startsWith("/") || text.startsWith("\\\\") || DRIVE.matcher(text).matches(); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private @Nullable Path resolve(String text, @Nullable Path base) {
		boolean windowsHere = File.separatorChar == '\\';
		Matcher drive = DRIVE.matcher(text);
		if (drive.matches()) {
			if (os != Os.WINDOWS)
				return null;
			if (root instanceof Path mounted)
				return below(mounted, mounted.resolve(drive.group(1).toUpperCase(java.util.Locale.ROOT)), drive.group(2));
			return windowsHere ? Path.of(text).normalize() : null;
		}
		if (text.startsWith("\\\\") || text.startsWith("//")) // a share of another computer //$NON-NLS-1$ //$NON-NLS-2$
			return root == null && windowsHere ? Path.of(text).normalize() : null;
		if (text.startsWith("/")) { //$NON-NLS-1$
			if (os == Os.WINDOWS)
				return null;
			if (root instanceof Path mounted)
				return below(mounted, mounted, text);
			return windowsHere ? null : Path.of(text).normalize();
		}
		if (text.equals("~") || text.startsWith("~/") || text.startsWith("~\\")) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			return below(root, home, text.substring(1));
		return base == null ? null : below(root, base, text);
	}

	/** @param bound that must not be left; null for none */
	private static @Nullable Path below(@Nullable Path bound, Path base, String relative) {
		Path path = base;
		for (String part : relative.split("[\\\\/]+")) //$NON-NLS-1$
			if (!part.isEmpty())
				path = path.resolve(part);
		Path normal = path.toAbsolutePath().normalize();
		return bound == null || normal.startsWith(bound) ? normal : null;
	}
}
