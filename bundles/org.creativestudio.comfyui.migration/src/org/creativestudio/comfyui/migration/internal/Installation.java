// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

/**
 * A ComfyUI in a directory.
 *
 * @param directory where {@code main.py} is
 * @param python    the interpreter that belongs to it; null: it is not known which
 */
record Installation(Path directory, @Nullable Path python) {

	/** Where installers and people put it, below the home. */
	private static final List<String> USUAL = List.of("ComfyUI", "comfy/ComfyUI", "Documents/ComfyUI", "Documents/comfy/ComfyUI"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	private static final List<String> ENVIRONMENTS = List.of("venv", ".venv", "python_embeded", "standalone-env", "env"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
	private static final List<String> PYTHONS = List.of("bin/python3", "bin/python", "Scripts/python.exe", "python.exe"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$

	static boolean isComfy(Path directory) {
		return Texts.isFile(directory.resolve("main.py")) && Texts.isDirectory(directory.resolve("comfy")); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** The one at a place: in the directory itself or in its {@code ComfyUI}. */
	static Optional<Installation> at(Path place) {
		for (Path directory : List.of(place, place.resolve("ComfyUI"))) //$NON-NLS-1$
			if (isComfy(directory))
				return Optional.of(new Installation(directory, pythonNear(directory)));
		return Optional.empty();
	}

	/** The interpreter of an installation: in it or beside it. */
	static @Nullable Path pythonNear(Path directory) {
		Path parent = directory.getParent();
		for (Path base : parent == null ? List.of(directory) : List.of(directory, parent))
			for (String environment : ENVIRONMENTS)
				if (pythonIn(base.resolve(environment)) instanceof Path python)
					return python;
		return null;
	}

	/** The interpreter of a Python environment; null when there is none. */
	static @Nullable Path pythonIn(Path environment) {
		for (String python : PYTHONS)
			if (Texts.isFile(environment.resolve(python)))
				return environment.resolve(python);
		return null;
	}

	/** Directories where a ComfyUI usually is, whether or not one is there. */
	static List<Path> usualPlaces(Computer computer) {
		Set<Path> places = new LinkedHashSet<>();
		String named = computer.environment().get("COMFYUI_PATH"); //$NON-NLS-1$
		if (named != null)
			computer.path(named, null, "COMFYUI_PATH", new Notes()).ifPresent(places::add); //$NON-NLS-1$
		USUAL.forEach(place -> places.add(computer.home().resolve(place)));
		return new ArrayList<>(places);
	}
}
