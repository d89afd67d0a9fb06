// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All processes of one instance: the server, what it started, and what of that outlives it. They are known by their parents, by
 * the session that the server leads, and where the system shows it by a mark in their environment.
 *
 * @param root  the server
 * @param token value of the mark, unlike any other launch's; empty when there is none
 */
public record ProcessTree(ProcessHandle root, String token) {

	/** The variable that marks the processes of a launch. */
	static final String MARK = "CREATIVE_STUDIO_INSTANCE"; //$NON-NLS-1$

	private static final Path PROC = Path.of("/proc"); //$NON-NLS-1$
	private static final boolean HAS_PROC = Files.exists(PROC.resolve("self/environ")); //$NON-NLS-1$

	/** Those that live now, the server first. */
	public List<ProcessHandle> alive() {
		Set<ProcessHandle> found = new LinkedHashSet<>();
		boolean served = isAlive(root);
		if (served) {
			found.add(root);
			root.descendants().filter(ProcessTree::isAlive).forEach(found::add);
		}
		// Where there is no mark, a session without its leader may be a stranger's by now.
		if (isReadable(token) || served)
			ProcessHandle.allProcesses().filter(process -> !found.contains(process) && isMember(process) && isAlive(process))
					.forEach(found::add);
		return List.copyOf(found);
	}

	/** What lives of a launch whose server has ended. */
	static List<ProcessHandle> leftovers(String token) {
		return isReadable(token) ? ProcessHandle.allProcesses().filter(process -> isMarked(process.pid(), token) && isAlive(process)).toList()
				: List.of();
	}

	private static boolean isReadable(String token) {
		return HAS_PROC && !token.isEmpty();
	}

	boolean owns(long pid) {
		return pid == root.pid() || ProcessHandle.of(pid).filter(process -> isMember(process) || isDescendant(process)).isPresent();
	}

	private boolean isDescendant(ProcessHandle process) {
		for (Optional<ProcessHandle> parent = process.parent(); parent.isPresent(); parent = parent.get().parent())
			if (parent.get().equals(root))
				return true;
		return false;
	}

	private boolean isMember(ProcessHandle process) {
		return isReadable(token) ? isMarked(process.pid(), token) : Signals.session(process.pid()) == root.pid();
	}

	/** The server of a launch whose pid was not written down any more: the marked process whose parent is not. */
	static Optional<ProcessHandle> find(String token) {
		if (!isReadable(token))
			return Optional.empty();
		return ProcessHandle.allProcesses().filter(process -> isAlive(process) && isMarked(process.pid(), token)
				&& process.parent().filter(parent -> isMarked(parent.pid(), token)).isEmpty()
				&& Signals.session(process.pid()) == process.pid()).findFirst();
	}

	static boolean isMarked(long pid, String token) {
		try {
			String environment = Files.readString(PROC.resolve(Long.toString(pid)).resolve("environ"), StandardCharsets.ISO_8859_1); //$NON-NLS-1$
			String mark = MARK + '=' + token + '\0';
			return environment.startsWith(mark) || environment.contains('\0' + mark);
		} catch (IOException e) {
			return false; // gone, or another user's
		}
	}

	/** A dead process that nobody has waited for yet is not alive: in a container it may stay so for ever. */
	static boolean isAlive(ProcessHandle process) {
		if (!process.isAlive())
			return false;
		if (!HAS_PROC)
			return true;
		try {
			String stat = Files.readString(PROC.resolve(Long.toString(process.pid())).resolve("stat"), StandardCharsets.ISO_8859_1); //$NON-NLS-1$
			int name = stat.lastIndexOf(')');
			return name < 0 || name + 2 >= stat.length() || stat.charAt(name + 2) != 'Z';
		} catch (IOException e) {
			return false;
		}
	}
}
