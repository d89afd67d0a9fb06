// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.creativestudio.comfyui.core.Secrets;
import org.creativestudio.comfyui.core.migration.FirstStudioServer;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * The first Creative Studio, a web application: a fleet in {@value #FILE}, or the one server of the program before it in
 * {@value #PREDECESSOR}. It asked servers and did not start them, so that an instance of this computer becomes a ComfyUI that is
 * started only where one is installed.
 */
final class FirstStudio implements Source {

	/** The id of this kind. */
	static final String ID = "creative-studio-1"; //$NON-NLS-1$
	private static final String FILE = "comfyui_instances.json"; //$NON-NLS-1$
	private static final String PREDECESSOR = "comfyui-config"; //$NON-NLS-1$
	private static final Set<String> KNOWN = Set.of("id", "name", "port", "host", "gpuDevice", "envVars", "customNodesPath", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$
			"maxConcurrentWorkflows", "timeoutMs", "enableQueueMonitoring", "autoStart", "description", "origin"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
	private static final int MAX_DESCRIPTION = 10_000;
	private static final int MAX_KEPT = 20;

	@Override
	public String id() {
		return ID;
	}

	@Override
	public String name() {
		return "Creative Studio 1"; //$NON-NLS-1$
	}

	@Override
	public Collection<Path> places(Computer computer, Collection<Path> comfyDirectories) {
		List<Path> places = new ArrayList<>();
		for (Path base : List.of(computer.applicationData(), computer.home(), computer.home().resolve("Documents"))) //$NON-NLS-1$
			for (String directory : List.of("creative-studio", "Creative Studio", "CreativeStudio", ".creative-studio")) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
				places.add(base.resolve(directory));
		places.add(computer.home());
		return places;
	}

	@Override
	public Optional<FoundSetup> read(Path place, Computer computer) {
		Optional<Path> fleet = Source.file(place, FILE);
		if (fleet.isPresent())
			return fleet.map(file -> {
				Setup setup = new Setup(this, file, computer);
				setup.fleet();
				Json.object(file, setup.notes()).ifPresent(content -> fleet(content, setup));
				return setup.found();
			});
		return Source.file(place, PREDECESSOR).or(() -> Source.file(place, PREDECESSOR + ".json")).map(file -> { //$NON-NLS-1$
			Setup setup = new Setup(this, file, computer);
			Json.object(file, setup.notes()).ifPresent(content -> setup.active(instance(content, PREDECESSOR, Messages.planner_legacyInstance, setup)));
			return setup.found();
		});
	}

	private static void fleet(JsonObject content, Setup setup) {
		String version = Json.text(content, "version"); //$NON-NLS-1$
		if (!version.equals("1.0")) //$NON-NLS-1$
			setup.note(NLS.bind(Messages.firstStudio_versionVersionKnownSo, Notes.quote(version)));
		String active = Json.text(content, "activeInstanceId"); //$NON-NLS-1$
		Set<String> ids = new HashSet<>();
		List<JsonObject> instances = Json.objects(content.get("instances")); //$NON-NLS-1$
		for (int i = 0; i < instances.size() && i < Setup.MOST_INSTANCES; i++) {
			JsonObject instance = instances.get(i);
			String id = Json.text(instance, "id"); //$NON-NLS-1$
			boolean usable = !id.isEmpty() && ids.add(id);
			if (!usable && !id.isEmpty())
				setup.note(NLS.bind(Messages.firstStudio_thereTwoInstancesId, Notes.quote(id)));
			Part part = instance(instance, usable ? id : "#" + i, Json.text(instance, "name"), setup); //$NON-NLS-1$ //$NON-NLS-2$
			if (usable)
				part.builder().id(id);
			if (usable && id.equals(active))
				setup.active(part);
		}
	}

	private static Part instance(JsonObject json, String key, String name, Setup setup) {
		Part part = setup.add(key, name.isBlank() ? key : name);
		String description = Json.text(json, "description"); //$NON-NLS-1$
		part.builder().description(description.length() > MAX_DESCRIPTION ? description.substring(0, MAX_DESCRIPTION) : description);
		server(json, part, setup);
		part.device(Json.text(json, "gpuDevice")); //$NON-NLS-1$
		part.environment(Json.map(json.get("envVars"))); //$NON-NLS-1$
		setup.path(Json.text(json, "customNodesPath"), null, //$NON-NLS-1$
				NLS.bind(Messages.firstStudio_customNodesPath, Notes.quote(part.name()))).ifPresent(part.builder()::customNodesPath);
		Json.whole(json, "maxConcurrentWorkflows").ifPresent(part::concurrent); //$NON-NLS-1$
		Json.whole(json, "timeoutMs").ifPresent(part::timeout); //$NON-NLS-1$
		part.builder().queueMonitoring(Json.flag(json, "enableQueueMonitoring", true)).autoStart(Json.flag(json, "autoStart", false)); //$NON-NLS-1$ //$NON-NLS-2$
		keepUnknown(json, part);
		return part;
	}

	private static void server(JsonObject json, Part part, Setup setup) {
		String host = Json.text(json, "host"); //$NON-NLS-1$
		Optional<Integer> port = Json.whole(json, "port"); //$NON-NLS-1$
		for (String member : List.of("url", "serverUrl", "baseUrl")) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			if (host.isEmpty() && !Json.text(json, member).isEmpty()) {
				Optional<Address> address = Address.parse(Json.text(json, member),
						NLS.bind(Messages.firstStudio_address, Notes.quote(part.name())), setup.notes());
				host = address.map(Address::host).orElse(""); //$NON-NLS-1$
				port = address.map(Address::port).or(() -> Json.whole(json, "port")); //$NON-NLS-1$
			}
		int number = port.filter(Address::isPort).orElse(8188);
		Optional<Installation> installed = Installation.usualPlaces(setup.computer()).stream().map(Installation::at).flatMap(Optional::stream).findFirst();
		if (FirstStudioServer.isStartedHere(host, installed.isPresent()))
			part.installation(installed.orElseThrow()).port(number);
		else
			Address.parse((host.isBlank() ? "localhost" : host.contains(":") && !host.startsWith("[") ? '[' + host + ']' : host) + ':' + number, //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
					NLS.bind(Messages.firstStudio_address, Notes.quote(part.name())), setup.notes()).ifPresentOrElse(part::attached,
							() -> part.attached(new Address("localhost", number))); //$NON-NLS-1$
		if (FirstStudioServer.lacksComfy(host, installed.isPresent()))
			part.note(FirstStudioServer.NOTHING_TO_START);
	}

	/** Simple values that this program has no field for stay with the instance. */
	private static void keepUnknown(JsonObject json, Part part) {
		int kept = 0;
		for (Map.Entry<String, JsonElement> member : json.entrySet()) {
			if (KNOWN.contains(member.getKey()) || !member.getValue().isJsonPrimitive())
				continue;
			if (Secrets.isSecret(member.getKey()))
				part.note(NLS.bind(Messages.firstStudio_secretDoesNotCome, Notes.quote(member.getKey())));
			else if (kept++ < MAX_KEPT && member.getValue().getAsString().length() <= MAX_DESCRIPTION && !isOurs(member.getKey()))
				part.keep(member.getKey(), member.getValue());
		}
	}

	/** Whether this version knows a member of that name, which would then stand there twice. */
	private static boolean isOurs(String member) {
		return Set.of("kind", "listen", "vramMode", "environment", "secrets", "confirmedVariables", "comfyuiDirectory", "python", "baseDirectory", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$ //$NON-NLS-8$ //$NON-NLS-9$
				"modelDirectories", "outputDirectory", "inputDirectory", "userDirectory", "extraArguments", "queueMonitoring", "restartPolicy", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$
				"startDeadlineMs", "freeMemoryAfterMs", "tags", "weight").contains(member); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	}
}
