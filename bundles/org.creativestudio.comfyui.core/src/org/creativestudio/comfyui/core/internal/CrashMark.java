// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.StudioHome;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * {@code run/<id>.crash}: that an instance went down unasked, for the other programs on the home. Who stops or starts the instance
 * deletes it, and so takes back the restart that the supervising program has planned.
 *
 * @param why     in the words of the program that saw it
 * @param restart what is planned; null: nothing more
 * @param givenUp that it was started too often; null: it was not
 */
record CrashMark(String why, @Nullable PendingRestart restart, @Nullable GivenUp givenUp) {

	/** So many starts within so many minutes did not help. */
	record GivenUp(int starts, int minutes) {
	}

	private static final long MAX_BYTES = 1 << 20;

	private static final String GIVEN_UP = "givenUp"; //$NON-NLS-1$

	private static Path file(StudioHome home, String id) {
		return home.run().resolve(id + ".crash"); //$NON-NLS-1$
	}

	static Optional<CrashMark> read(StudioHome home, String id) {
		Path file = file(home, id);
		try {
			if (Files.size(file) > MAX_BYTES)
				return Optional.empty();
			JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
			PendingRestart restart = !json.has("at") ? null //$NON-NLS-1$
					: new PendingRestart(json.get("attempt").getAsInt(), json.get("limit").getAsInt(), //$NON-NLS-1$ //$NON-NLS-2$
							Instant.parse(json.get("at").getAsString())); //$NON-NLS-1$
			return Optional.of(new CrashMark(json.get("why").getAsString(), restart, givenUp(json.get(GIVEN_UP)))); //$NON-NLS-1$
		} catch (NoSuchFileException e) {
			return Optional.empty();
		} catch (IOException | JsonParseException | IllegalStateException | UnsupportedOperationException | NullPointerException
				| NumberFormatException | DateTimeException e) {
			System.getLogger(CrashMark.class.getName()).log(Level.WARNING, file + " can't be understood", e); //$NON-NLS-1$
			return Optional.empty();
		}
	}

	private static @Nullable GivenUp givenUp(@Nullable JsonElement json) {
		return json instanceof JsonObject object ? new GivenUp(object.get("starts").getAsInt(), object.get("minutes").getAsInt()) : null; //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** What is said of the instance, in the language of this program. */
	String told() {
		GivenUp end = givenUp;
		return end == null ? why : NLS.bind(Messages.crashes_givenUp, new Object[] { end.starts, end.minutes, why });
	}

	/** @param replace whether it counts more than what another program has written */
	void write(StudioHome home, String id, boolean replace) {
		JsonObject json = new JsonObject();
		json.addProperty("why", why); //$NON-NLS-1$
		if (restart != null) {
			json.addProperty("attempt", restart.attempt()); //$NON-NLS-1$
			json.addProperty("limit", restart.limit()); //$NON-NLS-1$
			json.addProperty("at", restart.at().toString()); //$NON-NLS-1$
		}
		if (givenUp != null) {
			JsonObject end = new JsonObject();
			end.addProperty("starts", givenUp.starts); //$NON-NLS-1$
			end.addProperty("minutes", givenUp.minutes); //$NON-NLS-1$
			json.add(GIVEN_UP, end);
		}
		Path file = file(home, id);
		try {
			Files.createDirectories(file.getParent());
			if (replace || !Files.exists(file))
				AtomicFiles.write(file, json.toString().getBytes(StandardCharsets.UTF_8));
		} catch (IOException e) {
			System.getLogger(CrashMark.class.getName()).log(Level.WARNING, "That " + id + " crashed could not be written down", e); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	static void delete(StudioHome home, String id) {
		try {
			Files.deleteIfExists(file(home, id));
		} catch (IOException e) {
			System.getLogger(CrashMark.class.getName()).log(Level.WARNING, "The mark of a crash could not be deleted", e); //$NON-NLS-1$
		}
	}
}
