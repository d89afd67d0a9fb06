// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.creativestudio.comfyui.core.migration.FoundSetup;

/**
 * A kind of set-up of which something can be taken over. Stateless; only reads; takes any content of the files: what it does not
 * understand is a note. Blocks for the disk.
 */
public interface Source {

	/** All kinds; where two tell of the same ComfyUI, the first of them knows more of it. */
	List<Source> ALL = List.of(new FirstStudio(), new ComfyDesktop2(), new ComfyDesktop(), new ComfyCli(), new StabilityMatrix(), new SwarmUi(),
			new WindowsPortable(), new KritaDiffusion(), new ComfyDistributed(), new ComfyDirectory());

	/** Stands in {@link FoundSetup#source()}. */
	String id();

	/** For the user. */
	String name();

	/**
	 * Where it may be, whether or not it is there.
	 *
	 * @param comfyDirectories where a ComfyUI was found already
	 */
	Collection<Path> places(Computer computer, Collection<Path> comfyDirectories);

	/**
	 * What is at one place: a file of this kind, or the directory that holds it.
	 *
	 * @return empty when it is none of this kind
	 */
	Optional<FoundSetup> read(Path place, Computer computer);

	/** The file of that name: the place itself, or in it; empty when there is none. */
	static Optional<Path> file(Path place, String name) {
		Path file = Texts.fileName(place).equals(name) ? place : place.resolve(name);
		return Texts.isFile(file) ? Optional.of(file.toAbsolutePath().normalize()) : Optional.empty();
	}
}
