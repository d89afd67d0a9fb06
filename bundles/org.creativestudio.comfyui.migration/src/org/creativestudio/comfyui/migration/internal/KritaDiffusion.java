// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonObject;

/** Generative AI for Krita: a ComfyUI that it manages, or the address of one. */
final class KritaDiffusion implements Source {

	private static final String FILE = "settings.json"; //$NON-NLS-1$

	@Override
	public String id() {
		return "krita-ai-diffusion"; //$NON-NLS-1$
	}

	@Override
	public String name() {
		return "Krita AI Diffusion"; //$NON-NLS-1$
	}

	@Override
	public Collection<Path> places(Computer computer, Collection<Path> comfyDirectories) {
		Path data = computer.os() == Os.LINUX ? computer.variable("XDG_DATA_HOME", ".local", "share") : computer.applicationData(); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		return List.of(data.resolve("krita").resolve("ai_diffusion")); //$NON-NLS-1$ //$NON-NLS-2$
	}

	@Override
	public Optional<FoundSetup> read(Path place, Computer computer) {
		Optional<Path> file = Source.file(place, FILE);
		if (file.isEmpty())
			return Optional.empty();
		Setup setup = new Setup(this, file.get(), computer);
		Optional<JsonObject> settings = Json.object(file.get(), setup.notes());
		if (settings.isPresent() && !settings.get().has("server_mode") && !settings.get().has("server_path") && !settings.get().has("server_url")) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			return Optional.empty(); // somebody else's
		if (settings.filter(content -> Json.text(content, "server_mode").equals("undefined")).isPresent()) //$NON-NLS-1$ //$NON-NLS-2$
			return Optional.empty(); // nothing was chosen there yet
		settings.ifPresent(content -> read(content, file.get(), setup));
		return setup.done();
	}

	private static void read(JsonObject settings, Path file, Setup setup) {
		if (!Json.text(settings, "server_authorization").isEmpty()) //$NON-NLS-1$
			setup.note(Messages.kritaDiffusion_secretServerAuthorizationDoes);
		String mode = Json.text(settings, "server_mode"); //$NON-NLS-1$
		switch (mode) {
			case "external" -> Address.parse(Json.text(settings, "server_url"), Messages.kritaDiffusion_addressServer, setup.notes()) //$NON-NLS-1$ //$NON-NLS-2$
					.ifPresent(address -> setup.active(setup.add("external", Messages.kritaDiffusion_kritaServer).attached(address))); //$NON-NLS-1$
			case "managed", "" -> managed(settings, file, setup); //$NON-NLS-1$ //$NON-NLS-2$
			default -> setup.note(NLS.bind(Messages.kritaDiffusion_usesServerKindWhich, Notes.quote(mode)));
		}
	}

	private static void managed(JsonObject settings, Path file, Setup setup) {
		Path own = file.resolveSibling("server"); //$NON-NLS-1$
		String named = Json.text(settings, "server_path"); //$NON-NLS-1$
		Optional<Path> server = named.isBlank() ? Optional.of(own).filter(Texts::isDirectory)
				: setup.path(named, file.getParent(), Messages.kritaDiffusion_pathServer);
		if (server.isEmpty()) {
			setup.note(Messages.kritaDiffusion_itsServerNotFound);
			return;
		}
		Part part = setup.add("managed", Messages.kritaDiffusion_kritaServer); //$NON-NLS-1$
		Installation.at(server.get()).ifPresentOrElse(part::installation,
				() -> part.comfyui(server.get().resolve("ComfyUI")).note(NLS.bind(Messages.kritaDiffusion_thereNoComfyuiMain, server.get()))); //$NON-NLS-1$
		switch (Json.text(settings, "server_backend")) { //$NON-NLS-1$
			case "cpu" -> part.device("cpu"); //$NON-NLS-1$ //$NON-NLS-2$
			case "mps" -> part.device("mps"); //$NON-NLS-1$ //$NON-NLS-2$
			case "directml" -> part.device("directml"); //$NON-NLS-1$ //$NON-NLS-2$
			case "xpu" -> part.device("xpu"); //$NON-NLS-1$ //$NON-NLS-2$
			default -> {
				// what is there is chosen
			}
		}
		part.arguments(Words.split(Json.text(settings, "server_arguments"), setup.computer().os()), server.get()); //$NON-NLS-1$
		setup.active(part);
	}
}
