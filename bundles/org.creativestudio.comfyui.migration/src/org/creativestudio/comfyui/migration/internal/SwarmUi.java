// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.creativestudio.comfyui.migration.internal.Fds.FdsException;
import org.eclipse.osgi.util.NLS;

/** SwarmUI: its back ends are ComfyUI servers, which it starts itself or finds somewhere. */
final class SwarmUi implements Source {

	private static final String FILE = "Backends.fds"; //$NON-NLS-1$
	private static final List<String> USUAL = List.of("SwarmUI", "Documents/SwarmUI", "Desktop/SwarmUI", "Downloads/SwarmUI", "StableSwarmUI"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$

	@Override
	public String id() {
		return "swarmui"; //$NON-NLS-1$
	}

	@Override
	public String name() {
		return "SwarmUI"; //$NON-NLS-1$
	}

	@Override
	public Collection<Path> places(Computer computer, Collection<Path> comfyDirectories) {
		List<Path> places = new ArrayList<>(USUAL.stream().map(computer.home()::resolve).toList());
		if (computer.os() == Os.WINDOWS)
			computer.path("C:\\SwarmUI", null, "SwarmUI", new Notes()).ifPresent(places::add); //$NON-NLS-1$ //$NON-NLS-2$
		// StabilityMatrix installs it, too.
		StabilityMatrix.libraries(computer).forEach(library -> places.add(library.resolve("Packages").resolve("SwarmUI"))); //$NON-NLS-1$ //$NON-NLS-2$
		return places;
	}

	@Override
	public Optional<FoundSetup> read(Path place, Computer computer) {
		return Source.file(place, FILE).or(() -> Source.file(place.resolve("Data"), FILE)).flatMap(file -> { //$NON-NLS-1$
			Setup setup = new Setup(this, file, computer);
			Optional<String> text = Texts.read(file, setup.notes());
			try {
				Path data = file.getParent();
				Path install = data == null || data.getParent() == null ? file : data.getParent();
				if (text.isPresent())
					backends(Fds.parse(text.get()), install, setup);
			} catch (FdsException e) {
				setup.note(NLS.bind(Messages.swarmUi_cannotRead, file, e.getMessage()));
			}
			return setup.done();
		});
	}

	private static void backends(Fds root, Path install, Setup setup) {
		for (Map.Entry<String, Fds> entry : root.sections().entrySet()) {
			Fds backend = entry.getValue();
			String type = backend.text("type"); //$NON-NLS-1$
			String title = backend.text("title"); //$NON-NLS-1$
			String name = title.isBlank() ? "SwarmUI " + entry.getKey() : title; //$NON-NLS-1$
			Fds settings = backend.section("settings"); //$NON-NLS-1$
			Optional<Part> part = switch (type) {
				case "comfyui_selfstart" -> selfStart(entry.getKey(), name, settings, install, setup); //$NON-NLS-1$
				case "comfyui_api" -> //$NON-NLS-1$
						Address.parse(settings.text("Address"), NLS.bind(Messages.swarmUi_addressBackEnd, Notes.quote(name)), setup.notes()) //$NON-NLS-1$
						.map(address -> setup.add(entry.getKey(), name).attached(address));
				default -> {
					setup.note(NLS.bind(Messages.swarmUi_backEndNoComfyui, Notes.quote(name), Notes.quote(type)));
					yield Optional.empty();
				}
			};
			part.ifPresent(added -> {
				Json.whole(settings.text("OverQueue")).ifPresent(more -> added.concurrent(more + 1)); //$NON-NLS-1$
				if (backend.text("enabled").equalsIgnoreCase("false")) //$NON-NLS-1$ //$NON-NLS-2$
					added.note(Messages.swarmUi_switchedOffSwarmui);
			});
		}
	}

	private static Optional<Part> selfStart(String key, String name, Fds settings, Path install, Setup setup) {
		String script = settings.text("StartScript"); //$NON-NLS-1$
		if (script.isBlank()) {
			setup.note(NLS.bind(Messages.swarmUi_backEndNamesNo, Notes.quote(name)));
			return Optional.empty();
		}
		Part part = setup.add(key, name);
		setup.path(script, install, Messages.swarmUi_startScript).ifPresent(path -> {
			Path directory = path.getParent();
			if (directory == null)
				return;
			Installation.at(directory).ifPresentOrElse(part::installation,
					() -> part.comfyui(directory).note(NLS.bind(Messages.swarmUi_thereNoComfyuiMain, directory)));
			if (!Texts.fileName(path).equals("main.py") && Texts.isFile(path)) //$NON-NLS-1$
				Texts.read(path, setup.notes()).flatMap(Bat::parse)
						.ifPresent(bat -> part.environment(bat.variables()).arguments(bat.arguments(), directory));
		});
		part.arguments(Words.split(settings.text("ExtraArgs"), setup.computer().os()), install); //$NON-NLS-1$
		gpu(settings.text("GPU_ID"), part); //$NON-NLS-1$
		if (settings.text("AutoRestart").equalsIgnoreCase("false")) //$NON-NLS-1$ //$NON-NLS-2$
			part.restart(RestartPolicy.NEVER);
		return Optional.of(part);
	}

	private static void gpu(String ids, Part part) {
		if (ids.matches("\\d{1,3}(,\\d{1,3})+")) //$NON-NLS-1$
			part.environment(Map.of("CUDA_VISIBLE_DEVICES", ids)); // several: there is no device for them //$NON-NLS-1$
		else if (ids.matches("-\\d+")) //$NON-NLS-1$
			part.device("cpu"); //$NON-NLS-1$
		else
			part.device(ids);
	}
}
