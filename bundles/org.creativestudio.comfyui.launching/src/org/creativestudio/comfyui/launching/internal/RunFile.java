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
import java.util.Locale;
import java.util.Optional;

import org.creativestudio.comfyui.core.launching.ProcessIdentity;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** {@code run/<id>.json}: who runs for an instance, so that every program on this home finds it again. */
final class RunFile {

	private static final long MAX_BYTES = 1L << 20;

	/**
	 * What is written down of a launch.
	 *
	 * @param identity pid 0: it was about to be launched
	 * @param token    marks its processes, see {@link ProcessTree}; empty in files of the first version
	 * @param state    what has become of it since
	 */
	record Entry(ProcessIdentity identity, String token, State state) {
		Entry with(State value) {
			return new Entry(identity, token, value);
		}
	}

	/** What has become of a process. */
	enum State {
		LAUNCHED,
		/** Somebody has begun to stop it. */
		STOPPING,
		/** It ended unasked; kept so that every program takes it for that. */
		CRASHED
	}

	private final Path file;

	RunFile(Path file) {
		this.file = file;
	}

	void write(Entry entry) throws IOException {
		ProcessIdentity identity = entry.identity;
		JsonObject json = new JsonObject();
		json.addProperty("pid", identity.pid()); //$NON-NLS-1$
		Instant start = identity.start();
		if (start != null)
			json.addProperty("start", start.toString()); //$NON-NLS-1$
		json.addProperty("port", identity.port()); //$NON-NLS-1$
		JsonArray command = new JsonArray();
		identity.command().forEach(command::add);
		json.add("command", command); //$NON-NLS-1$
		json.addProperty("token", entry.token); //$NON-NLS-1$
		json.addProperty("state", entry.state.name().toLowerCase(Locale.ROOT)); //$NON-NLS-1$
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
	Optional<Entry> read() {
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
			JsonElement token = json.get("token"); //$NON-NLS-1$
			ProcessIdentity identity = new ProcessIdentity(json.get("pid").getAsLong(), //$NON-NLS-1$
					start == null ? null : Instant.parse(start.getAsString()), command, json.get("port").getAsInt()); //$NON-NLS-1$
			JsonElement state = json.get("state"); //$NON-NLS-1$
			return Optional.of(new Entry(identity, token == null ? "" : token.getAsString(), //$NON-NLS-1$
					state == null ? State.LAUNCHED : State.valueOf(state.getAsString().toUpperCase(Locale.ROOT))));
		} catch (NoSuchFileException e) {
			return Optional.empty();
		} catch (IOException | JsonParseException | UnsupportedOperationException | IllegalStateException
				| IllegalArgumentException | NullPointerException | DateTimeException e) {
			System.getLogger(RunFile.class.getName()).log(System.Logger.Level.WARNING, file + " can't be understood", e); //$NON-NLS-1$
			return Optional.empty();
		}
	}

	/** Whether it says that the end of that process is wanted: by a word in it, or because it is gone or another's. */
	boolean isEndWanted(String token) {
		Optional<Entry> entry = read();
		return entry.isEmpty() || entry.get().state == State.STOPPING || !entry.get().token.equals(token);
	}

	/** Notes what has become of that launch, unless another one has followed or its end is wanted already. */
	void note(Entry entry, State state) throws IOException {
		if (!isEndWanted(entry.token))
			write(entry.with(state));
	}

	/** How long ago it was written, in milliseconds. */
	long age() throws IOException {
		return System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
	}

	/** Deletes it if it still tells of that launch. */
	void delete(String token) throws IOException {
		if (read().filter(entry -> entry.token.equals(token)).isPresent())
			Files.deleteIfExists(file);
	}
}
