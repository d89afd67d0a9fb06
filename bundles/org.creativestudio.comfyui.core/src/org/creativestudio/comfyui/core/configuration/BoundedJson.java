// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.configuration;

import java.io.EOFException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;

/**
 * Reads JSON that nobody vouches for. Takes what RFC 8259 allows, in UTF-8, and refuses with a {@link JsonException} what is
 * malformed, ambiguous (two members of one name) or beyond these bounds, which also bound the memory: less than 64 MiB for the largest
 * file. Numbers keep all their digits. Blocks for the disk; no state, safe for any thread.
 */
public final class BoundedJson {

	/** The largest file, in bytes. */
	public static final long MAX_BYTES = 10L << 20;
	/** How deep arrays and objects may stand in each other. */
	public static final int MAX_DEPTH = 64;
	/** How many values there may be in all, arrays and objects among them. */
	public static final int MAX_VALUES = 50_000;
	/** The longest text, name or gap between two values, in characters. */
	public static final int MAX_TEXT = 1 << 20;
	/** The longest number, in characters. */
	public static final int MAX_NUMBER = 100;

	private static final Pattern PLACE = Pattern.compile("at (line \\d+ column \\d+) path"); //$NON-NLS-1$

	/** Why something was not read: the end of a sentence that begins with "The file can't be read: ". */
	public static final class JsonException extends IOException {
		private static final long serialVersionUID = 1L;

		public JsonException(String message) {
			super(message);
		}
	}

	private final JsonReader reader;
	private final Meter meter;
	private int values;

	private BoundedJson(Reader source) {
		meter = new Meter(source);
		reader = new JsonReader(meter);
		reader.setStrictness(Strictness.STRICT);
		reader.setNestingLimit(MAX_DEPTH);
	}

	/**
	 * @throws NoSuchFileException when there is none
	 * @throws JsonException       when its content is refused
	 */
	public static JsonElement read(Path file) throws IOException {
		if (Files.exists(file) && !Files.isRegularFile(file))
			throw new JsonException(Messages.boundedJson_noFile);
		if (Files.size(file) > MAX_BYTES)
			throw tooLarge();
		try (InputStream in = Files.newInputStream(file)) {
			return read(in);
		}
	}

	/** Reads to the end of a stream, which is not closed. */
	public static JsonElement read(InputStream in) throws IOException {
		return new BoundedJson(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
				.onUnmappableCharacter(CodingErrorAction.REPORT))).document();
	}

	public static JsonElement parse(String text) throws JsonException {
		try {
			return new BoundedJson(new StringReader(text)).document();
		} catch (JsonException e) {
			throw e;
		} catch (IOException e) {
			throw new JsonException(String.valueOf(e.getMessage()));
		}
	}

	private static JsonException tooLarge() {
		return new JsonException(NLS.bind(Messages.boundedJson_largerThanMib, MAX_BYTES >> 20));
	}

	private JsonElement document() throws IOException {
		try {
			JsonElement document = tree();
			meter.begin();
			if (reader.peek() != JsonToken.END_DOCUMENT)
				throw new JsonException(NLS.bind(Messages.boundedJson_somethingFollowsEndJson, place()));
			return document;
		} catch (JsonException e) {
			throw e;
		} catch (MalformedJsonException e) {
			Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
			String where = place.find() ? NLS.bind(Messages.boundedJson_at, place.group(1)) : place();
			boolean deep = e.getMessage() != null && e.getMessage().contains("Nesting limit"); //$NON-NLS-1$
			throw new JsonException((deep ? NLS.bind(Messages.boundedJson_nestedDeeperThanLevels, MAX_DEPTH)
					: Messages.boundedJson_noValidJson) + where);
		} catch (EOFException e) {
			throw new JsonException(values == 0 ? Messages.boundedJson_empty : NLS.bind(Messages.boundedJson_endsMiddle, place()));
		} catch (CharacterCodingException e) {
			throw new JsonException(Messages.boundedJson_noUtfText);
		} catch (IllegalStateException | NumberFormatException e) {
			throw new JsonException(NLS.bind(Messages.boundedJson_noValidJson2, place()));
		}
	}

	/** Without recursion, so that no depth is too much for the stack of whoever calls. */
	private JsonElement tree() throws IOException {
		Deque<JsonElement> open = new ArrayDeque<>();
		while (true) {
			meter.begin();
			JsonElement parent = open.peek();
			if (parent != null && !reader.hasNext()) {
				close(parent);
				open.pop();
				if (open.isEmpty())
					return parent;
				continue;
			}
			String name = parent instanceof JsonObject ? name() : ""; //$NON-NLS-1$
			JsonElement value = value();
			if (parent instanceof JsonObject object) {
				if (object.has(name))
					throw new JsonException(NLS.bind(Messages.boundedJson_memberStandsThereTwice, shortened(name), place()));
				object.add(name, value);
			} else if (parent instanceof JsonArray array) {
				array.add(value);
			}
			if (value instanceof JsonObject || value instanceof JsonArray)
				open.push(value);
			else if (parent == null)
				return value;
		}
	}

	private void close(JsonElement parent) throws IOException {
		if (parent instanceof JsonObject)
			reader.endObject();
		else
			reader.endArray();
	}

	/** A value; of an array or object only its beginning. */
	private JsonElement value() throws IOException {
		meter.begin();
		JsonToken token = reader.peek();
		if (++values > MAX_VALUES)
			throw new JsonException(NLS.bind(Messages.boundedJson_moreThanValues, MAX_VALUES));
		switch (token) {
			case BEGIN_OBJECT -> {
				reader.beginObject();
				return new JsonObject();
			}
			case BEGIN_ARRAY -> {
				reader.beginArray();
				return new JsonArray();
			}
			case STRING -> {
				return new JsonPrimitive(whole(reader.nextString()));
			}
			case NUMBER -> {
				Number number = ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(reader);
				if (number.toString().length() > MAX_NUMBER)
					throw new JsonException(NLS.bind(Messages.boundedJson_numberMoreThanDigits, MAX_NUMBER, place()));
				return new JsonPrimitive(number);
			}
			case BOOLEAN -> {
				return new JsonPrimitive(reader.nextBoolean());
			}
			case NULL -> {
				reader.nextNull();
				return JsonNull.INSTANCE;
			}
			default -> throw new JsonException(NLS.bind(Messages.boundedJson_noValidJson2, place()));
		}
	}

	private String name() throws IOException {
		return whole(reader.nextName());
	}

	/** Half a character could not be written again. */
	private String whole(String text) throws JsonException {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (!Character.isSurrogate(c))
				continue;
			if (Character.isLowSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1)))
				throw new JsonException(NLS.bind(Messages.boundedJson_textHalfCharacterLone, place()));
			i++;
		}
		return text;
	}

	private String place() {
		Matcher place = PLACE.matcher(reader.toString());
		return place.find() ? NLS.bind(Messages.boundedJson_at, place.group(1)) : ""; //$NON-NLS-1$
	}

	private static String shortened(String name) {
		return name.length() > 60 ? name.substring(0, 60) + "..." : name; //$NON-NLS-1$
	}

	/** Ends what is too long while it is read: the JSON reader would collect it first. */
	private static final class Meter extends FilterReader {
		private static final int BUFFER = 8192;
		private long total;
		private long sinceBegin;

		Meter(Reader in) {
			super(in);
		}

		/** A new text, name or value begins. */
		void begin() {
			sinceBegin = 0;
		}

		@Override
		public int read(char[] buffer, int offset, int length) throws IOException {
			int count = super.read(buffer, offset, length);
			if (count > 0) {
				total += count;
				sinceBegin += count;
			}
			if (total > MAX_BYTES)
				throw tooLarge();
			if (sinceBegin > MAX_TEXT + BUFFER)
				throw new JsonException(NLS.bind(Messages.boundedJson_textGapMoreThan, MAX_TEXT));
			return count;
		}
	}
}
