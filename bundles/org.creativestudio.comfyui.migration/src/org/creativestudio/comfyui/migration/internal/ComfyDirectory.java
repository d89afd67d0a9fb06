// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.eclipse.osgi.util.NLS;

/** A ComfyUI as it is, and what it was told of further models. */
final class ComfyDirectory implements Source {

	/** The id of this kind. */
	static final String ID = "comfyui"; //$NON-NLS-1$

	@Override
	public String id() {
		return ID;
	}

	@Override
	public String name() {
		return "ComfyUI"; //$NON-NLS-1$
	}

	@Override
	public Collection<Path> places(Computer computer, Collection<Path> comfyDirectories) {
		return Installation.usualPlaces(computer);
	}

	@Override
	public Optional<FoundSetup> read(Path place, Computer computer) {
		Path directory = Texts.isFile(place) && place.toAbsolutePath().getParent() instanceof Path parent ? parent : place;
		if (directory != place && !ExtraPaths.FILE.equals(Texts.fileName(place)) && !Words.isMain(Texts.fileName(place)))
			return Optional.empty();
		return Installation.at(directory.toAbsolutePath().normalize()).map(found -> {
			Setup setup = new Setup(this, found.directory(), computer);
			Part part = setup.add("", "ComfyUI").installation(found); //$NON-NLS-1$ //$NON-NLS-2$
			Path extra = found.directory().resolve(ExtraPaths.FILE);
			boolean told = Texts.isFile(extra);
			if (told)
				ExtraPaths.read(extra, computer,
						setup.notes()).ifPresent(paths ->
						setup.note(NLS.bind(Messages.comfyDirectory_comfyuiGoesOnReading,
						new Object[] { extra, paths.roots().size(), paths.customNodes().size() })));
			// Without anything of the user's it is no set-up, only a program.
			boolean used = told || Texts.isDirectory(found.directory().resolve("user")); //$NON-NLS-1$
			if (used)
				setup.active(part);
			else
				setup.fleet();
			return setup.found();
		});
	}
}
