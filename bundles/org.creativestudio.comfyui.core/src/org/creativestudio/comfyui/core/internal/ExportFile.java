// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.StudioHome;
import org.eclipse.osgi.util.NLS;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** Instances in one file for other people and other computers. {@code schema/instances.schema.json} describes it. */
final class ExportFile {

	/** Names the schema in the file; it is in this bundle and in the SDK. */
	static final String SCHEMA_ID = "urn:creative-studio:schema:instances:" + Upgrades.CURRENT; //$NON-NLS-1$
	static final String SCHEMA = "$schema"; //$NON-NLS-1$
	static final String EXPORTED_AT = "exportedAt"; //$NON-NLS-1$
	/** What was left out of an instance because it held a secret. */
	static final String OMITTED = "omitted"; //$NON-NLS-1$

	private ExportFile() {
	}

	/** Those of a document with the given ids, in the user's order; all when none are given. */
	static List<InstanceConfiguration> choose(Document document, Collection<String> ids) {
		for (String id : ids)
			if (document.find(id).isEmpty())
				throw new InstanceException(Reason.NOT_FOUND, NLS.bind(Messages.exportFile_thereNoInstanceNothing, id));
		return document.instances().stream().filter(instance -> ids.isEmpty() || ids.contains(instance.id())).toList();
	}

	static JsonObject json(Document document, Collection<String> ids, Instant now) {
		JsonArray array = new JsonArray();
		boolean withActive = false;
		for (InstanceConfiguration instance : choose(document, ids)) {
			SecretFree free = SecretFree.of(instance);
			// A yes to foreign code is for this user and this computer.
			JsonObject json = ConfigurationJson.write(free.instance().toBuilder().confirmedVariables(List.of()).build());
			if (!free.omitted().isEmpty()) {
				JsonArray omitted = new JsonArray();
				free.omitted().forEach(omitted::add);
				json.add(OMITTED, omitted);
			}
			array.add(json);
			withActive |= instance.id().equals(document.active());
		}
		JsonObject root = new JsonObject();
		root.addProperty(SCHEMA, SCHEMA_ID);
		root.addProperty(Document.SCHEMA, Upgrades.CURRENT);
		root.addProperty(EXPORTED_AT, now.truncatedTo(ChronoUnit.SECONDS).toString());
		root.add(Document.INSTANCES, array);
		if (withActive)
			root.addProperty(Document.ACTIVE, document.active());
		return root;
	}

	/** Complete or not at all, for its owner alone. */
	static void write(Path file, JsonObject json, StudioHome home) {
		Path target = file.toAbsolutePath().normalize();
		Path parent = target.getParent();
		if (parent == null || Files.isDirectory(target) || !Files.isDirectory(parent))
			throw new InstanceException(Reason.FAILED,
					NLS.bind(Messages.exportFile_nothingExportedChooseAnother, target,
					Files.isDirectory(target) ? Messages.exportFile_directory : Messages.exportFile_directoryNotThere));
		try {
			if (target.equals(home.instancesFile()) || Files.exists(target) && Files.exists(home.instancesFile())
					&& Files.isSameFile(target, home.instancesFile()))
				throw new InstanceException(Reason.INVALID, NLS.bind(Messages.exportFile_nothingExportedConfigurationItself, target));
			String text = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create().toJson(json);
			AtomicFiles.write(target, (text + '\n').getBytes(StandardCharsets.UTF_8));
		} catch (IOException e) {
			throw new InstanceException(Reason.FAILED,
					NLS.bind(Messages.exportFile_nothingExportedCannotWritten, target, ConfigurationStore.why(e)), e);
		}
	}

	/** Sentences for what is not in the file, for who reads it. */
	static List<String> missing(Collection<String> secrets, Collection<String> omitted) {
		List<String> missing = new ArrayList<>();
		for (String name : secrets)
			missing.add(NLS.bind(Messages.exportFile_valueSecretDidNot, name));
		for (String name : omitted)
			missing.add(NLS.bind(Messages.exportFile_heldSecretDidNot, name));
		return missing;
	}
}
