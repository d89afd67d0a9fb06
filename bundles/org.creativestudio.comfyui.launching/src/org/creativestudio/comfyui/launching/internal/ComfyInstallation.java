// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ComfyUI on this computer.
 *
 * @param directory where {@code main.py} is
 * @param python    the interpreter that belongs to it
 */
record ComfyInstallation(Path directory, Path python) {

	/** Where installers and people put it, see the documentation of each. */
	private static final List<String> USUAL = List.of("ComfyUI", "comfy/ComfyUI", "Documents/ComfyUI", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			"Documents/comfy/ComfyUI", "ComfyUI_windows_portable/ComfyUI"); //$NON-NLS-1$ //$NON-NLS-2$
	private static final List<String> PYTHONS = List.of("bin/python3", "bin/python", "Scripts/python.exe", "python.exe"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$

	/** Those found in the usual places, the one that the user named first. */
	static List<ComfyInstallation> find(Map<String, String> environment, Path userHome) {
		List<Path> places = new ArrayList<>();
		String named = environment.get("COMFYUI_PATH"); //$NON-NLS-1$
		if (named != null && !named.isBlank())
			try {
				places.add(Path.of(named));
			} catch (InvalidPathException e) {
				System.getLogger(ComfyInstallation.class.getName()).log(System.Logger.Level.WARNING,
						"COMFYUI_PATH is no path: {0}", named); //$NON-NLS-1$
			}
		USUAL.forEach(place -> places.add(userHome.resolve(place)));
		List<ComfyInstallation> found = new ArrayList<>();
		for (Path place : places)
			if (place.isAbsolute() && isComfy(place))
				python(place, environment).ifPresent(python -> found.add(new ComfyInstallation(place.normalize(), python)));
		return found;
	}

	static boolean isComfy(Path directory) {
		return Files.isRegularFile(directory.resolve("main.py")) && Files.isDirectory(directory.resolve("comfy")); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** The installation's own environment, in it or beside it, else an active conda or virtual environment, else PATH. */
	static Optional<Path> python(Path directory, Map<String, String> environment) {
		List<Path> roots = new ArrayList<>();
		for (String own : List.of("venv", ".venv", "python_embeded")) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			for (Path base : directory.getParent() == null ? List.of(directory) : List.of(directory, directory.getParent()))
				roots.add(base.resolve(own));
		for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) { //$NON-NLS-1$ //$NON-NLS-2$
			String value = environment.get(variable);
			if (value != null && !value.isBlank())
				path(value).ifPresent(roots::add);
		}
		for (Path root : roots)
			for (String python : PYTHONS)
				if (Files.isExecutable(root.resolve(python)))
					return Optional.of(root.resolve(python));
		for (String entry : environment.getOrDefault("PATH", "").split(java.io.File.pathSeparator)) //$NON-NLS-1$ //$NON-NLS-2$
			for (String name : List.of("python3", "python.exe", "python")) { //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				Optional<Path> python = entry.isBlank() ? Optional.empty() : path(entry).map(at -> at.resolve(name)).filter(Files::isExecutable);
				if (python.isPresent())
					return python;
			}
		return Optional.empty();
	}

	/** Empty for what is none: the environment may hold anything, as quotes on Windows. */
	private static Optional<Path> path(String text) {
		try {
			return Optional.of(Path.of(text));
		} catch (InvalidPathException e) {
			System.getLogger(ComfyInstallation.class.getName()).log(System.Logger.Level.DEBUG, "The environment names what is no path: {0}", text); //$NON-NLS-1$
			return Optional.empty();
		}
	}
}
