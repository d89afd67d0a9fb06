// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * What a path of a configuration may look like on a system, by its text alone.
 *
 * @param system whose rules hold
 */
public record PathRules(System system) {

	/** A family of systems. */
	public enum System {
		LINUX, MAC, WINDOWS
	}

	/** Of this computer. */
	static final PathRules HERE = new PathRules(java.io.File.separatorChar == '\\' ? System.WINDOWS
			: java.lang.System.getProperty("os.name", "").startsWith("Mac") ? System.MAC : System.LINUX); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$

	private static final int LONGEST = 4096;
	private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL); //$NON-NLS-1$
	/** Names that Windows takes for devices in every directory, whatever follows a dot. */
	private static final Pattern DEVICE = Pattern.compile("(?i)(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|COM[0-9¹²³]|LPT[0-9¹²³])\\s*(\\..*)?"); //$NON-NLS-1$
	/** Nothing of a user belongs there. */
	private static final List<String> UNIX = List.of("/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/proc", "/sbin", "/sys", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$ //$NON-NLS-8$ //$NON-NLS-9$ //$NON-NLS-10$ //$NON-NLS-11$
			"/usr", "/var/lib/dpkg", "/var/log", "/var/spool", "/var/run"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
	private static final List<String> MACOS = List.of("/System", "/Library", "/private/etc", "/private/var/db", "/cores"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
	private static final List<String> WINDOWS = List.of("/Windows", "/Program Files", "/Program Files (x86)", "/Progra~1", "/Progra~2", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
			"/System Volume Information", "/$Recycle.Bin", "/Recovery", "/Boot"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	/** Where a server could hand out or replace keys. */
	private static final Set<String> KEYS = Set.of(".ssh", ".gnupg", ".aws", ".kube"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	/** Files there are the kernel's, not anybody's. */
	private static final List<String> KERNEL = List.of("/dev", "/proc", "/sys"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$

	/** What is wrong with a path, the end of a sentence that begins with the path; null when nothing is. */
	@Nullable
	public String problem(String text) {
		if (text.length() > LONGEST)
			return NLS.bind(Messages.pathRules_longerThanCharacters, LONGEST);
		if (text.chars().anyMatch(Shown::isHidden))
			return Messages.pathRules_charactersCannotSeen;
		boolean likeWindows = DRIVE.matcher(text).matches() || text.startsWith("\\"); //$NON-NLS-1$
		if (system == System.WINDOWS || likeWindows) {
			String problem = windows(text.replace('/', '\\'));
			if (problem != null)
				return problem;
			if (system != System.WINDOWS)
				return Messages.pathRules_pathWindows;
		} else if (!text.startsWith("/")) { //$NON-NLS-1$
			return Messages.pathRules_notAbsolute;
		}
		String[] names = names(text);
		if (Stream.of(names).anyMatch(name -> name.equals("..") || name.equals("."))) //$NON-NLS-1$ //$NON-NLS-2$
			return Messages.pathRules_leadsThrough;
		if (text.startsWith("/") && KERNEL.stream().anyMatch(directory -> isIn(text, directory))) //$NON-NLS-1$
			return Messages.pathRules_deviceSystemOwnView;
		return null;
	}

	private static @Nullable String windows(String text) {
		if (text.startsWith("\\\\?\\") || text.startsWith("\\\\.\\") || text.startsWith("\\??\\")) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			return Messages.pathRules_devicePathWhichWindows;
		if (text.startsWith("\\\\")) //$NON-NLS-1$
			return Messages.pathRules_onAnotherComputerWhich;
		if (!DRIVE.matcher(text).matches() || text.length() < 3 || text.charAt(2) != '\\')
			return Messages.pathRules_notAbsoluteBeginDrive;
		if (text.indexOf(':', 2) >= 0)
			return Messages.pathRules_namesAlternateDataStream;
		if (text.chars().anyMatch(c -> "<>\"|?*".indexOf(c) >= 0)) //$NON-NLS-1$
			return Messages.pathRules_charactersWindowsDoesNot;
		for (String name : names(text.substring(2))) {
			if (DEVICE.matcher(name).matches())
				return NLS.bind(Messages.pathRules_nameDevice, name);
			if (!name.equals("..") && !name.equals(".") && (name.endsWith(".") || name.endsWith(" "))) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
				return Messages.pathRules_nameEndsDotBlank;
		}
		return null;
	}

	private static String[] names(String text) {
		return Stream.of(text.split("[/\\\\]")).filter(name -> !name.isEmpty()).toArray(String[]::new); //$NON-NLS-1$
	}

	boolean isSystem(Path path) {
		return isSystem(path.toString());
	}

	/** Whether an absolute path is one of the system's, holds it all, or holds keys. */
	public boolean isSystem(String text) {
		boolean windows = system == System.WINDOWS;
		String path = windows ? text.replace('\\', '/') : text;
		if (windows && DRIVE.matcher(path).matches())
			path = path.substring(2);
		String within = path;
		if (names(path).length == 0)
			return true;
		if (Stream.of(names(path)).anyMatch(name -> KEYS.contains(folded(name))))
			return true;
		Stream<String> directories = windows ? WINDOWS.stream() : system == System.MAC ? Stream.concat(UNIX.stream(), MACOS.stream()) : UNIX.stream();
		return directories.anyMatch(directory -> isIn(within, directory));
	}

	/** Whether a path is a directory or in it, as this system compares names. */
	boolean isIn(Path path, Path directory) {
		return isIn(path.toString(), directory.toString());
	}

	private boolean isIn(String path, String directory) {
		String one = folded(path.replace('\\', '/'));
		String other = folded(directory.replace('\\', '/'));
		return one.equals(other) || one.startsWith(other.endsWith("/") ? other : other + '/'); //$NON-NLS-1$
	}

	private String folded(String text) {
		return system == System.LINUX ? text : java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
	}
}
