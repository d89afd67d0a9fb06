// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.creativestudio.comfyui.migration.internal.Yaml.YamlException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** The first ComfyUI Desktop: ComfyUI is part of the application, all that is the user's is in one base directory. */
final class ComfyDesktop implements Source {

	private static final String FILE = "config.json"; //$NON-NLS-1$
	private static final String EXTRA = "extra_models_config.yaml"; //$NON-NLS-1$
	private static final int DEFAULT_PORT = 8000;

	@Override
	public String id() {
		return "comfyui-desktop"; //$NON-NLS-1$
	}

	@Override
	public String name() {
		return "ComfyUI Desktop"; //$NON-NLS-1$
	}

	@Override
	public Collection<Path> places(Computer computer, Collection<Path> comfyDirectories) {
		return List.of(computer.applicationData().resolve("ComfyUI")); //$NON-NLS-1$
	}

	@Override
	public Optional<FoundSetup> read(Path place, Computer computer) {
		Optional<Path> file = Source.file(place, FILE);
		if (file.isEmpty())
			return Optional.empty();
		Setup setup = new Setup(this, file.get(), computer);
		Optional<JsonObject> config = Json.object(file.get(), setup.notes());
		// Other programs have a config.json, too.
		if (config.isPresent() && !config.get().has("basePath") && !config.get().has("installState")) //$NON-NLS-1$ //$NON-NLS-2$
			return Optional.empty();
		config.ifPresent(content -> read(content, file.get(), setup));
		return setup.done();
	}

	private static void read(JsonObject config, Path file, Setup setup) {
		Path extra = file.resolveSibling(EXTRA);
		Optional<Path> base = setup.path(Json.text(config, "basePath"), null, Messages.comfyDesktop_basePath) //$NON-NLS-1$
				.or(() -> Texts.isFile(extra) ? basePath(extra, setup) : Optional.empty());
		if (base.isEmpty()) {
			setup.note(Messages.comfyDesktop_noBasePathIts);
			return;
		}
		if (Texts.exists(base.get().resolve(".comfyui-desktop-2"))) { //$NON-NLS-1$
			setup.note(NLS.bind(Messages.comfyDesktop_belongsComfyDesktopNow, base.get()));
			return;
		}
		String state = Json.text(config, "installState"); //$NON-NLS-1$
		if (!state.isEmpty() && !List.of("installed", "upgraded").contains(state)) //$NON-NLS-1$ //$NON-NLS-2$
			setup.note(NLS.bind(Messages.comfyDesktop_itsInstallationNotCompleted, Notes.quote(state)));
		String before = Json.text(config, "migrateCustomNodesFrom"); //$NON-NLS-1$
		if (!before.isEmpty())
			setup.note(NLS.bind(Messages.comfyDesktop_itsCustomNodesCame, Notes.quote(before)));
		Part part = setup.add("", "ComfyUI Desktop"); //$NON-NLS-1$ //$NON-NLS-2$
		part.builder().port(DEFAULT_PORT);
		part.comfyui(application(base.get(), setup.computer())).python(Installation.pythonIn(base.get().resolve(".venv"))).directories(base.get()); //$NON-NLS-1$
		part.builder().baseDirectory(base.get());
		device(Json.text(config, "selectedDevice"), Json.text(config, "detectedGpu"), part); //$NON-NLS-1$ //$NON-NLS-2$
		if (Texts.isFile(extra))
			part.extraPaths(extra, base.get());
		Path settings = base.get().resolve("user").resolve("default").resolve("comfy.settings.json"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		if (Texts.isFile(settings))
			Json.object(settings, setup.notes())
					.ifPresent(content -> part.arguments(arguments(content.get("Comfy.Server.LaunchArgs"), setup.computer().os()), base.get())); //$NON-NLS-1$
		if (application(base.get(), setup.computer()) == null)
			part.note(Messages.comfyDesktop_comfyuiApplicationNotFound);
		setup.active(part);
	}

	private static Optional<Path> basePath(Path extra, Setup setup) {
		return Texts.read(extra, setup.notes()).flatMap(text -> {
			try {
				Map<String, Map<String, String>> sections = Yaml.sections(text);
				Map<String, String> own = sections.getOrDefault("comfyui_desktop", sections.getOrDefault("comfyui", Map.of())); //$NON-NLS-1$ //$NON-NLS-2$
				return setup.path(own.getOrDefault("base_path", ""), null, NLS.bind(Messages.comfyDesktop_basePath2, EXTRA)); //$NON-NLS-1$ //$NON-NLS-2$
			} catch (YamlException e) {
				return Texts.unreadable(extra, String.valueOf(e.getMessage()), setup.notes());
			}
		});
	}

	/** The ComfyUI that the application brings along; where it is installed is not in its settings. */
	private static @Nullable Path application(Path base, Computer computer) {
		List<Path> places = new ArrayList<>();
		switch (computer.os()) {
			case WINDOWS -> {
				Path programs = computer.localData().resolve("Programs"); //$NON-NLS-1$
				places.add(programs.resolve("@comfyorgcomfyui-electron").resolve("resources").resolve("ComfyUI")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				places.add(programs.resolve("ComfyUI").resolve("resources").resolve("ComfyUI")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			}
			case MACOS -> computer.path("/Applications/ComfyUI.app/Contents/Resources/ComfyUI", null, "application", new Notes()).ifPresent(places::add); //$NON-NLS-1$ //$NON-NLS-2$
			case LINUX -> computer.path("/opt/ComfyUI/resources/ComfyUI", null, "application", new Notes()).ifPresent(places::add); //$NON-NLS-1$ //$NON-NLS-2$
		}
		places.add(base);
		places.add(base.resolve("ComfyUI")); //$NON-NLS-1$
		return places.stream().filter(Installation::isComfy).findFirst().orElse(null);
	}

	private static void device(String selected, String detected, Part part) {
		switch (selected.isEmpty() ? detected : selected) {
			case "cpu" -> part.device("cpu"); //$NON-NLS-1$ //$NON-NLS-2$
			case "mps" -> part.device("mps"); //$NON-NLS-1$ //$NON-NLS-2$
			default -> {
				// what is there is chosen, as it was
			}
		}
	}

	/** Names of flags without their hyphens, with their values; a flag without one has an empty text or true. */
	private static List<String> arguments(@Nullable JsonElement launchArgs, Os os) {
		if (launchArgs instanceof JsonArray array)
			return Json.texts(array);
		List<String> words = new ArrayList<>();
		if (launchArgs instanceof JsonObject object)
			object.entrySet().forEach(argument -> {
				if (!(argument.getValue() instanceof JsonPrimitive value) || value.isBoolean() && !value.getAsBoolean())
					return;
				words.add("--" + argument.getKey().replaceFirst("^-+", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				if (!value.isBoolean() && !value.getAsString().isEmpty())
					words.add(value.getAsString());
			});
		else
			words.addAll(Words.split(Json.text(launchArgs), os));
		return words;
	}
}
