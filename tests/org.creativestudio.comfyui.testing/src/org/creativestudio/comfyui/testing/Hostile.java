// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Paths and environment entries that are refused in every way in which they can come in; {@code hostile.json} holds them. */
public final class Hostile {

	private static final JsonObject CORPUS = read();

	/** A variable of an environment. */
	public record Entry(String name, String value) {
	}

	private Hostile() {
	}

	private static JsonObject read() {
		try (InputStream in = Hostile.class.getResourceAsStream("hostile.json")) { //$NON-NLS-1$
			return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8)).getAsJsonObject();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static Stream<String> texts(String name) {
		return CORPUS.getAsJsonArray(name).asList().stream().map(JsonElement::getAsString);
	}

	/** No instance may write there, whatever the system. */
	public static List<String> paths() {
		return Stream.concat(texts("paths"), Stream.of("/home/me/" + "x".repeat(5000))).toList(); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	/** Refused, too; but on the command line they are meant from where the user is. */
	public static List<String> relativePaths() {
		return texts("relative").toList(); //$NON-NLS-1$
	}

	/** No instance may have it without an explicit yes. */
	public static List<Entry> environment() {
		return Stream.concat(CORPUS.getAsJsonArray("environment").asList().stream() //$NON-NLS-1$
				.map(entry -> new Entry(entry.getAsJsonArray().get(0).getAsString(), entry.getAsJsonArray().get(1).getAsString())),
				Stream.of(new Entry("A", "x".repeat(20_000)), new Entry("A".repeat(20_000), "x"))).toList(); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	}
}
