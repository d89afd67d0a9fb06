// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.configuration.BoundedJson;
import org.creativestudio.comfyui.core.configuration.FileContents;
import org.creativestudio.comfyui.core.migration.FirstStudioServer;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** Reads instances from a file of this or another home, or of the first Creative Studio. What can't be used is told, not fatal. */
final class ImportFile {

	private final boolean first;
	private final Supplier<@Nullable InstanceConfiguration> installed;
	/** What {@link #installed} found; null until it was asked. */
	private @Nullable Optional<InstanceConfiguration> found;
	private final List<InstanceConfiguration> instances = new ArrayList<>();
	private final Map<String, List<String>> missing = new LinkedHashMap<>();
	private final List<String> leftOut = new ArrayList<>();
	private final Set<String> ids = new HashSet<>();

	private ImportFile(boolean first, Supplier<@Nullable InstanceConfiguration> installed) {
		this.first = first;
		this.installed = installed;
	}

	/**
	 * @param installed finds a ComfyUI of this computer, null for none; asked only where the file does not say what an instance runs
	 * @throws InstanceException when it is no such file
	 */
	static FileContents read(Path file, Supplier<@Nullable InstanceConfiguration> installed) {
		try {
			if (!(BoundedJson.read(file) instanceof JsonObject root))
				throw new Document.DocumentException(Messages.importFile_noJsonObject);
			return read(root, installed);
		} catch (NoSuchFileException e) {
			throw new InstanceException(Reason.NOT_FOUND, NLS.bind(Messages.importFile_thereNoFile, file), e);
		} catch (Document.DocumentException | BoundedJson.JsonException e) {
			throw new InstanceException(Reason.INVALID, NLS.bind(Messages.importFile_cannotReadNothingChanged, file, ConfigurationStore.why(e)), e);
		} catch (IOException e) {
			throw new InstanceException(Reason.FAILED, NLS.bind(Messages.importFile_cannotReadNothingChanged2, file, ConfigurationStore.why(e)), e);
		}
	}

	private static FileContents read(JsonObject root, Supplier<@Nullable InstanceConfiguration> installed) {
		if (!(root.get(Document.INSTANCES) instanceof JsonArray))
			throw new Document.DocumentException(Messages.importFile_noListInstances);
		int version = Members.integer(root, Document.SCHEMA, 0);
		if (version < 0 || version > Upgrades.CURRENT)
			throw new Document.DocumentException(NLS.bind(Messages.importFile_newerCreativeStudioSchema, version, Upgrades.CURRENT));
		Upgrades.apply(root, version);
		ImportFile reading = new ImportFile(version == 0, installed);
		int number = 0;
		for (JsonElement element : Members.array(root, Document.INSTANCES))
			reading.instance(element, ++number);
		String active = root.get(Document.ACTIVE) instanceof JsonPrimitive id && reading.ids.contains(id.getAsString()) ? id.getAsString() : null;
		return new FileContents(reading.source(root), reading.instances, active, reading.missing, reading.leftOut);
	}

	private String source(JsonObject root) {
		return first ? Messages.importFile_firstCreativeStudio : root.has(ExportFile.EXPORTED_AT) ? Messages.importFile_export
				: Messages.importFile_anotherHome;
	}

	private void instance(JsonElement element, int number) {
		try {
			if (element instanceof JsonObject json)
				add(json);
			else
				throw new Document.DocumentException(Messages.importFile_noJsonObject);
		} catch (Document.DocumentException e) {
			leftOut.add(NLS.bind(Messages.importFile_instanceFileLeftOut, number, e.getMessage()));
		}
	}

	private void add(JsonObject json) {
		List<String> lost = new ArrayList<>();
		useId(json);
		if (first)
			useName(json);
		List<String> omitted = Members.texts(json, ExportFile.OMITTED);
		json.remove(ExportFile.OMITTED);
		InstanceConfiguration read = ConfigurationJson.read(json);
		if (first && read.customNodesPath() instanceof Path nodes && !nodes.isAbsolute()) {
			lost.add(NLS.bind(Messages.importFile_customNodesPathNot, nodes));
			read = read.toBuilder().customNodesPath(null).build();
		}
		if (first)
			read = settled(read, lost);
		SecretFree free = SecretFree.of(read);
		Set<String> allOmitted = new LinkedHashSet<>(omitted);
		allOmitted.addAll(free.omitted());
		lost.addAll(ExportFile.missing(free.instance().secrets(), allOmitted));
		instances.add(free.instance().toBuilder().confirmedVariables(List.of()).build());
		ids.add(read.id());
		if (!lost.isEmpty())
			missing.put(read.id(), List.copyOf(lost));
	}

	private InstanceConfiguration settled(InstanceConfiguration read, List<String> lost) {
		Optional<InstanceConfiguration> comfyui = found;
		if (comfyui == null)
			found = comfyui = Optional.ofNullable(installed.get());
		InstanceConfiguration settled = FirstStudioServer.settle(read, comfyui.orElse(null));
		if (settled != read && FirstStudioServer.lacksComfy(read.host(), comfyui.isPresent()))
			lost.add(FirstStudioServer.NOTHING_TO_START);
		return settled;
	}

	/** An id that can't be used, or was used before in the file, is replaced. */
	private void useId(JsonObject json) {
		String id = idOf(json);
		if (id != null && InstanceValidator.isId(id) && !ids.contains(id)) {
			json.addProperty(ConfigurationJson.ID, id);
			return;
		}
		int number = 1;
		while (ids.contains(String.format(Locale.ROOT, "imported_%03d", number))) //$NON-NLS-1$
			number++;
		json.addProperty(ConfigurationJson.ID, String.format(Locale.ROOT, "imported_%03d", number)); //$NON-NLS-1$
	}

	private static @Nullable String idOf(JsonObject json) {
		return json.get(ConfigurationJson.ID) instanceof JsonPrimitive id ? id.getAsString() : null;
	}

	/** The first Creative Studio let a name be empty. */
	private static void useName(JsonObject json) {
		if (!(json.get(ConfigurationJson.NAME) instanceof JsonPrimitive name) || name.getAsString().isBlank())
			json.addProperty(ConfigurationJson.NAME, json.get(ConfigurationJson.ID).getAsString());
		else
			json.addProperty(ConfigurationJson.NAME, name.getAsString().strip());
	}
}
