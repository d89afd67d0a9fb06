// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** StabilityMatrix: a library with packages, some of which are a ComfyUI. */
final class StabilityMatrix implements Source {

	private static final String SETTINGS = "settings.json"; //$NON-NLS-1$
	private static final String POINTER = "library.json"; //$NON-NLS-1$
	private static final String PORTABLE = ".sm-portable"; //$NON-NLS-1$
	/** In the library. It is what the directory {@code output} of a ComfyUI is a link to that shares its images with other packages. */
	private static final String SHARED_OUTPUT = "Images/Text2Img"; //$NON-NLS-1$
	private static final List<String> USUAL = List.of("StabilityMatrix", "Documents/StabilityMatrix", "Downloads/StabilityMatrix", "Desktop/StabilityMatrix"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$

	@Override
	public String id() {
		return "stability-matrix"; //$NON-NLS-1$
	}

	@Override
	public String name() {
		return "StabilityMatrix"; //$NON-NLS-1$
	}

	@Override
	public Collection<Path> places(Computer computer, Collection<Path> comfyDirectories) {
		return libraries(computer);
	}

	/** Directories that are a library, as far as the pointer and usual places tell. */
	static List<Path> libraries(Computer computer) {
		List<Path> libraries = new ArrayList<>();
		pointed(computer.applicationData().resolve("StabilityMatrix"), computer, new Notes()).ifPresent(libraries::add); //$NON-NLS-1$
		for (String place : USUAL)
			portable(computer.home().resolve(place)).ifPresent(libraries::add);
		return libraries;
	}

	private static Optional<Path> pointed(Path place, Computer computer, Notes notes) {
		return Source.file(place, POINTER).flatMap(pointer -> Json.object(pointer, notes)
				.flatMap(content -> computer.path(Json.text(content, "LibraryPath"), pointer.getParent(), //$NON-NLS-1$
						Messages.stabilityMatrix_libraryPath, notes)));
	}

	private static Optional<Path> portable(Path program) {
		Path data = Texts.fileName(program).equals("Data") ? program : program.resolve("Data"); //$NON-NLS-1$ //$NON-NLS-2$
		return Texts.isFile(data.resolve(PORTABLE)) ? Optional.of(data) : Optional.empty();
	}

	@Override
	public Optional<FoundSetup> read(Path place, Computer computer) {
		Notes notes = new Notes();
		Path library = pointed(place, computer, notes).or(() -> portable(place)).orElse(place);
		Optional<Path> file = Source.file(library, SETTINGS);
		if (file.isEmpty()) {
			// A pointer that leads nowhere is worth a word.
			return Source.file(place, POINTER).flatMap(pointer -> {
				Setup setup = new Setup(this, pointer, computer);
				notes.list().forEach(setup::note);
				setup.note(Messages.stabilityMatrix_itsLibraryNotFound);
				return setup.done();
			});
		}
		Setup setup = new Setup(this, file.get(), computer);
		notes.list().forEach(setup::note);
		Optional<JsonObject> settings = Json.object(file.get(), setup.notes());
		if (settings.isPresent() && !settings.get().has("InstalledPackages")) //$NON-NLS-1$
			return Optional.empty(); // somebody else's
		Path root = file.get().getParent();
		settings.ifPresent(content -> read(content, root == null ? library : root, setup));
		return setup.done();
	}

	private static void read(JsonObject settings, Path library, Setup setup) {
		Map<String, String> environment = Json.map(settings.get("EnvironmentVariables")); //$NON-NLS-1$
		String active = Json.text(settings, "ActiveInstalledPackage"); //$NON-NLS-1$
		List<JsonObject> packages = Json.objects(settings.get("InstalledPackages")); //$NON-NLS-1$
		int others = 0;
		for (int i = 0; i < packages.size(); i++) {
			JsonObject installed = packages.get(i);
			String id = Json.text(installed, "Id"); //$NON-NLS-1$
			if (!List.of("ComfyUI", "ComfyUI-Zluda").contains(Json.text(installed, "PackageName"))) { //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				others++;
				continue;
			}
			String name = Json.text(installed, "DisplayName"); //$NON-NLS-1$
			Part part = setup.add(id.isEmpty() ? Integer.toString(i) : id, name.isBlank() ? "ComfyUI" : name); //$NON-NLS-1$
			String place = Json.text(installed, "LibraryPath"); //$NON-NLS-1$
			// Its older versions have the whole path.
			Optional<Path> directory = setup.path(place.isEmpty() ? Json.text(installed, "Path") : place, library, //$NON-NLS-1$
					NLS.bind(Messages.stabilityMatrix_directory, Notes.quote(name)));
			directory.ifPresent(path -> Installation.at(path).ifPresentOrElse(part::installation,
					() -> part.comfyui(path).note(NLS.bind(Messages.stabilityMatrix_thereNoComfyuiMain, path))));
			Path images = library.resolve(SHARED_OUTPUT);
			if (Json.flag(installed, "UseSharedOutputFolder", false) && Texts.isDirectory(images)) //$NON-NLS-1$
				part.builder().outputDirectory(images);
			part.environment(environment).arguments(arguments(installed.get("LaunchArgs"), setup.computer().os()), directory.orElse(null)); //$NON-NLS-1$
			String command = Json.text(installed, "LaunchCommand"); //$NON-NLS-1$
			if (!command.isEmpty() && !Words.isMain(command))
				part.note(NLS.bind(Messages.stabilityMatrix_startedThereMainPy, Notes.quote(command)));
			if (!id.isEmpty() && id.equals(active))
				setup.active(part);
		}
		if (others > 0)
			setup.note(NLS.bind(Messages.stabilityMatrix_itsPackagesNoComfyui, others));
	}

	/**
	 * Each a flag with its value, a text or a number; a switch has true or false, and may be a flag that has its value already. One that was
	 * not chosen has none, or a blank one. What the user typed beside the choices has no name, and is no single word.
	 */
	private static List<String> arguments(@Nullable JsonElement launchArgs, Os os) {
		List<String> words = new ArrayList<>();
		for (JsonObject argument : Json.objects(launchArgs)) {
			List<String> flag = Words.split(Json.text(argument, "Name"), os); //$NON-NLS-1$
			if (!(argument.get("OptionValue") instanceof JsonPrimitive value)) //$NON-NLS-1$
				continue;
			if (value.isBoolean()) {
				if (value.getAsBoolean())
					words.addAll(flag);
			} else if (flag.isEmpty()) {
				words.addAll(Words.split(value.getAsString(), os));
			} else if (!value.getAsString().isBlank()) {
				words.addAll(flag);
				words.add(value.getAsString());
			}
		}
		return words;
	}
}
