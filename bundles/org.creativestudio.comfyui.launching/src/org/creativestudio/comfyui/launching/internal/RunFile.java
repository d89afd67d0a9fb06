// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.launching.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** {@code run/<id>.json}: who runs for an instance, so that every program on this home finds it again. */
final class RunFile {

	private static final long MAX_BYTES = 1L << 20;

	private final Path file;

	RunFile(Path file) {
		this.file = file;
	}

	void write(ProcessIdentity identity) throws IOException {
		JsonObject json = new JsonObject();
		json.addProperty("pid", identity.pid()); //$NON-NLS-1$
		Instant start = identity.start();
		if (start != null)
			json.addProperty("start", start.toString()); //$NON-NLS-1$
		json.addProperty("port", identity.port()); //$NON-NLS-1$
		JsonArray command = new JsonArray();
		identity.command().forEach(command::add);
		json.add("command", command); //$NON-NLS-1$
		Files.createDirectories(file.getParent());
		Path temporary = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp"); //$NON-NLS-1$
		try {
			Files.writeString(temporary, json.toString());
			Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		} finally {
			Files.deleteIfExists(temporary);
		}
	}

	/** Empty when there is none, or none that can be understood. */
	Optional<ProcessIdentity> read() {
		try {
			if (Files.size(file) > MAX_BYTES)
				return Optional.empty();
			if (!(JsonParser.parseString(Files.readString(file)) instanceof JsonObject json))
				return Optional.empty();
			List<String> command = new ArrayList<>();
			if (json.get("command") instanceof JsonArray array) //$NON-NLS-1$
				for (JsonElement element : array)
					command.add(element.getAsString());
			JsonElement start = json.get("start"); //$NON-NLS-1$
			return Optional.of(new ProcessIdentity(json.get("pid").getAsLong(), start == null ? null : instant(start.getAsString()), //$NON-NLS-1$
					command, json.get("port").getAsInt())); //$NON-NLS-1$
		} catch (NoSuchFileException e) {
			return Optional.empty();
		} catch (IOException | JsonParseException | UnsupportedOperationException | IllegalStateException | NumberFormatException
				| NullPointerException | DateTimeException e) {
			System.getLogger(RunFile.class.getName()).log(System.Logger.Level.WARNING, file + " can't be understood", e); //$NON-NLS-1$
			return Optional.empty();
		}
	}

	private static @Nullable Instant instant(String text) {
		return Instant.parse(text);
	}

	boolean exists() {
		return Files.exists(file);
	}

	/** Deletes it if it still tells of that process. */
	void delete(ProcessIdentity identity) throws IOException {
		if (read().map(ProcessIdentity::pid).filter(pid -> pid == identity.pid()).isPresent())
			Files.deleteIfExists(file);
	}
}
