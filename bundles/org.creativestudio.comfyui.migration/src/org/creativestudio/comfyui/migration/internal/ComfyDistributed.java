// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonObject;

/** ComfyUI-Distributed: custom nodes that share work with further servers, most of them of the same ComfyUI on other GPUs. */
final class ComfyDistributed implements Source {

	private static final String FILE = "gpu_config.json"; //$NON-NLS-1$
	private static final String NODES = "custom_nodes/ComfyUI-Distributed"; //$NON-NLS-1$

	@Override
	public String id() {
		return "comfyui-distributed"; //$NON-NLS-1$
	}

	@Override
	public String name() {
		return "ComfyUI-Distributed"; //$NON-NLS-1$
	}

	@Override
	public Collection<Path> places(Computer computer, Collection<Path> comfyDirectories) {
		Set<Path> places = new LinkedHashSet<>();
		comfyDirectories.forEach(directory -> places.add(directory.resolve(NODES)));
		Installation.usualPlaces(computer).forEach(directory -> places.add(directory.resolve(NODES)));
		return places;
	}

	@Override
	public Optional<FoundSetup> read(Path place, Computer computer) {
		return Source.file(place, FILE).or(() -> Source.file(place.resolve(NODES), FILE)).map(file -> {
			Setup setup = new Setup(this, file, computer);
			setup.fleet();
			Json.object(file, setup.notes()).ifPresent(config -> read(config, file, setup));
			return setup.found();
		});
	}

	private static void read(JsonObject config, Path file, Setup setup) {
		if (config.get("master") instanceof JsonObject master && !Json.text(master, "host").isBlank()) //$NON-NLS-1$ //$NON-NLS-2$
			setup.note(NLS.bind(Messages.comfyDistributed_itsWorkersReachFirst, Notes.quote(Json.text(master, "host")))); //$NON-NLS-1$
		List<JsonObject> workers = new ArrayList<>(Json.objects(config.get("workers"))); //$NON-NLS-1$
		for (int i = 0; i < workers.size() && i < Setup.MOST_INSTANCES; i++) {
			JsonObject worker = workers.get(i);
			String id = Json.text(worker, "id"); //$NON-NLS-1$
			String name = Json.text(worker, "name"); //$NON-NLS-1$
			Optional<Integer> port = Json.whole(worker, "port").filter(Address::isPort); //$NON-NLS-1$
			if (port.isEmpty()) {
				setup.note(NLS.bind(Messages.comfyDistributed_workerNoPortDoes, Notes.quote(name)));
				continue;
			}
			Part part = setup.add(id.isEmpty() ? Integer.toString(i) : id,
					name.isBlank() ? NLS.bind(Messages.comfyDistributed_worker, i + 1) : name);
			String host = Json.text(worker, "host"); //$NON-NLS-1$
			if (Address.isLoopback(host))
				local(worker, file, port.get(), part, setup);
			else
				Address.parse(host + ':' + port.get(), NLS.bind(Messages.comfyDistributed_address, Notes.quote(name)),
						setup.notes()).ifPresentOrElse(part::attached,
						() -> part.attached(new Address("localhost", port.get()))); //$NON-NLS-1$
			if (!Json.flag(worker, "enabled", true)) //$NON-NLS-1$
				part.note(Messages.comfyDistributed_switchedOffComfyuiDistributed);
		}
	}

	/** The nodes are in the ComfyUI, or the base directory, whose server starts the workers. */
	private static void local(JsonObject worker, Path file, int port, Part part, Setup setup) {
		Path comfy = file;
		for (int up = 0; up < 3 && comfy.getParent() instanceof Path parent; up++)
			comfy = parent;
		Path directory = comfy;
		Installation.at(directory).ifPresentOrElse(found -> part.comfyui(found.directory()).python(found.python()),
				() -> part.comfyui(directory).note(NLS.bind(Messages.comfyDistributed_thereNoComfyuiMain, directory)));
		Path input = directory.resolve("input"); // shared: each worker reads the same images //$NON-NLS-1$
		if (Texts.isDirectory(input))
			part.builder().inputDirectory(input);
		part.arguments(Words.split(Json.text(worker, "extra_args"), setup.computer().os()), directory); //$NON-NLS-1$
		part.port(port).device(Json.text(worker, "cuda_device")); //$NON-NLS-1$
	}
}
