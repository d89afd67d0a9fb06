// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** The second Comfy Desktop: a list of installations, and a file for each server that runs. */
final class ComfyDesktop2 implements Source {

	private static final String FILE = "installations.json"; //$NON-NLS-1$
	private static final String LINUX_DIRECTORY = "comfyui-desktop-2"; //$NON-NLS-1$
	private static final String DIRECTORY = "Comfy Desktop"; //$NON-NLS-1$

	@Override
	public String id() {
		return "comfy-desktop-2"; //$NON-NLS-1$
	}

	@Override
	public String name() {
		return "Comfy Desktop"; //$NON-NLS-1$
	}

	@Override
	public Collection<Path> places(Computer computer, Collection<Path> comfyDirectories) {
		if (computer.os() != Os.LINUX)
			return List.of(computer.applicationData().resolve(DIRECTORY));
		return List.of(computer.variable("XDG_DATA_HOME", ".local", "share").resolve(LINUX_DIRECTORY), computer.applicationData().resolve(DIRECTORY)); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	@Override
	public Optional<FoundSetup> read(Path place, Computer computer) {
		return Source.file(place, FILE).map(file -> {
			Setup setup = new Setup(this, file, computer);
			Json.read(file, setup.notes()).ifPresent(content -> read(content, file, setup));
			return setup.found();
		});
	}

	private void read(JsonElement content, Path file, Setup setup) {
		if (!(content instanceof JsonArray)) {
			setup.note(NLS.bind(Messages.comfyDesktop2_holdsNoListInstallations, file));
			return;
		}
		Map<String, Integer> running = running(file, setup);
		TreeMap<Double, Part> launched = new TreeMap<>();
		List<JsonObject> installations = Json.objects(content);
		for (int i = 0; i < installations.size() && i < Setup.MOST_INSTANCES; i++) {
			JsonObject installation = installations.get(i);
			String given = Json.text(installation, "id"); //$NON-NLS-1$
			String id = given.isEmpty() ? Integer.toString(i) : given;
			installation(installation, id, setup).ifPresent(part -> {
				Integer port = running.get(id);
				if (port == null && installations.size() == 1 && running.size() == 1)
					port = running.values().iterator().next();
				if (port != null && !part.hasPort())
					part.port(port);
				launched.put(lastLaunched(installation), part);
				setup.active(launched.lastEntry().getValue());
			});
		}
	}

	/** Milliseconds, as a number or a text; 0 for never. */
	private static Double lastLaunched(JsonObject installation) {
		String at = Json.text(installation, "lastLaunchedAt"); //$NON-NLS-1$
		try {
			return at.isEmpty() || at.length() > 30 ? 0 : at.matches("[0-9.eE+]+") ? Double.parseDouble(at) : java.time.Instant.parse(at).toEpochMilli(); //$NON-NLS-1$
		} catch (NumberFormatException | java.time.DateTimeException | ArithmeticException e) {
			return 0.0;
		}
	}

	private static Optional<Part> installation(JsonObject installation, String id, Setup setup) {
		String name = Json.text(installation, "name"); //$NON-NLS-1$
		String shown = Notes.quote(name.isBlank() ? id : name);
		String status = Json.text(installation, "status"); //$NON-NLS-1$
		if (!status.isEmpty() && !status.equals("installed")) { //$NON-NLS-1$
			setup.note(NLS.bind(Messages.comfyDesktop2_installationNotCompleteDoes, shown, Notes.quote(status)));
			return Optional.empty();
		}
		String installPath = Json.text(installation, "installPath"); //$NON-NLS-1$
		if (installPath.isBlank()) {
			setup.note(NLS.bind(Messages.comfyDesktop2_installationNoDirectoryOn, shown, Notes.quote(Json.text(installation, "sourceId")))); //$NON-NLS-1$
			return Optional.empty();
		}
		Part part = setup.add(id, name.isBlank() ? "Comfy Desktop" : name); //$NON-NLS-1$
		Optional<Path> directory = setup.path(installPath, null, NLS.bind(Messages.comfyDesktop2_directory, shown));
		directory.ifPresent(path -> Installation.at(path).ifPresentOrElse(part::installation, () -> {
			part.comfyui(path.resolve("ComfyUI")).note(NLS.bind(Messages.comfyDesktop2_thereNoComfyuiMain, path)); //$NON-NLS-1$
		}));
		JsonElement launchArgs = installation.get("launchArgs"); //$NON-NLS-1$
		part.arguments(launchArgs instanceof JsonArray array ? Json.texts(array) : Words.split(Json.text(launchArgs), setup.computer().os()), directory.orElse(null));
		part.environment(Json.map(installation.get("envVars"))); //$NON-NLS-1$
		if (Json.flag(installation, "useSharedModels", true)) //$NON-NLS-1$
			part.models(models(installation, setup));
		setup.path(Json.text(installation, "inputDir"), null, //$NON-NLS-1$
				NLS.bind(Messages.comfyDesktop2_inputDirectory, shown)).ifPresent(part.builder()::inputDirectory);
		setup.path(Json.text(installation, "outputDir"), null, //$NON-NLS-1$
				NLS.bind(Messages.comfyDesktop2_outputDirectory, shown)).ifPresent(part.builder()::outputDirectory);
		return Optional.of(part);
	}

	/** The primary one first, for downloads go there. */
	private static List<Path> models(JsonObject installation, Setup setup) {
		List<String> named = new ArrayList<>(Json.texts(installation.get("modelDirs"))); //$NON-NLS-1$
		String primary = Json.text(installation, "modelDirsPrimary"); //$NON-NLS-1$
		Optional<Integer> index = Json.whole(primary);
		if (index.isPresent() && index.get() >= 0 && index.get() < named.size())
			named.add(0, named.remove((int) index.get()));
		else if (index.isEmpty() && !primary.isEmpty()) {
			named.remove(primary);
			named.add(0, primary);
		}
		return named.stream().limit(50).map(text ->
				setup.path(text, null, Messages.comfyDesktop2_directoryModels)).flatMap(Optional::stream).toList();
	}

	/** Ports of the servers that it runs, by installation where the file tells, else by the file's name. */
	private static Map<String, Integer> running(Path file, Setup setup) {
		Map<String, Integer> ports = new TreeMap<>();
		List<Path> states = new ArrayList<>();
		if (setup.computer().os() == Os.LINUX)
			states.add(setup.computer().variable("XDG_STATE_HOME", ".local", "state").resolve(LINUX_DIRECTORY)); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		if (file.getParent() instanceof Path parent)
			states.add(parent);
		for (Path state : states)
			for (Path process : Texts.children(state.resolve("comfy-procs"))) { //$NON-NLS-1$
				String name = Texts.fileName(process);
				if (!name.endsWith(".json") || !Texts.isFile(process)) //$NON-NLS-1$
					continue;
				Json.object(process, setup.notes()).filter(content -> isAlive(content, setup.computer())).ifPresent(content -> {
					String id = Json.text(content, "installationId"); //$NON-NLS-1$
					Json.whole(content, "port").filter(Address::isPort) //$NON-NLS-1$
							.ifPresent(port -> ports.put(id.isEmpty() ? name.substring(0, name.length() - ".json".length()) : id, port)); //$NON-NLS-1$
				});
			}
		return ports;
	}

	/** What it says of a process of another computer can't be checked. */
	private static boolean isAlive(JsonObject process, Computer computer) {
		Optional<Integer> pid = Json.whole(process, "childPid"); //$NON-NLS-1$
		return pid.isPresent() && pid.get() > 0 && (computer.root() != null || ProcessHandle.of(pid.get()).isPresent());
	}
}
