// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.creativestudio.comfyui.core.StudioHome;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * {@code run/<id>.paused}: that an instance is paused, for the other programs on the home and for the next start of this one.
 *
 * @param suspended whether its process is stopped by the system
 */
record PauseMark(boolean suspended) {

	private static final long MAX_BYTES = 4096;
	private static final String SUFFIX = ".paused"; //$NON-NLS-1$
	private static final String SUSPENDED = "suspended"; //$NON-NLS-1$

	private static Path file(StudioHome home, String id) {
		return home.run().resolve(id + SUFFIX);
	}

	/** Which instances may have one. */
	static Predicate<String> marked(StudioHome home) {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(home.run(), '*' + SUFFIX)) {
			Set<String> names = new HashSet<>();
			files.forEach(file -> names.add(file.getFileName().toString()));
			return id -> names.contains(id + SUFFIX);
		} catch (NoSuchFileException e) {
			return id -> false;
		} catch (IOException | DirectoryIteratorException e) {
			return id -> true;
		}
	}

	static Optional<PauseMark> read(StudioHome home, String id) {
		Path file = file(home, id);
		try {
			if (Files.size(file) > MAX_BYTES)
				return Optional.of(new PauseMark(false));
			JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
			return Optional.of(new PauseMark(json.has(SUSPENDED) && json.get(SUSPENDED).getAsBoolean()));
		} catch (NoSuchFileException e) {
			return Optional.empty();
		} catch (IOException | JsonParseException | IllegalStateException | UnsupportedOperationException e) {
			// That it is there says enough.
			return Optional.of(new PauseMark(false));
		}
	}

	void write(StudioHome home, String id) throws IOException {
		JsonObject json = new JsonObject();
		json.addProperty(SUSPENDED, suspended);
		Files.createDirectories(home.run());
		AtomicFiles.write(file(home, id), json.toString().getBytes(StandardCharsets.UTF_8));
	}

	static void delete(StudioHome home, String id) {
		try {
			Files.deleteIfExists(file(home, id));
		} catch (IOException e) {
			System.getLogger(PauseMark.class.getName()).log(Level.WARNING, "The mark of a pause could not be deleted", e); //$NON-NLS-1$
		}
	}
}
