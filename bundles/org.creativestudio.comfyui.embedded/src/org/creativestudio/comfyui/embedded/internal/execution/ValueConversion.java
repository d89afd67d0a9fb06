// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;

/** Python's int(), float(), str() and bool() on JSON values. */
final class ValueConversion {

	private static final int MAX_DIGITS = 100;
	/** What Python takes as a number; Java takes more, {@code 1f} for example. */
	private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d++)?");

	private ValueConversion() {
	}

	/** A value that can't be converted; the message is Python's. */
	static final class NotConvertible extends Exception {
		private static final long serialVersionUID = 1L;

		NotConvertible(String message) {
			super(message);
		}
	}

	static JsonElement convert(JsonElement value, String type) throws NotConvertible {
		return switch (type) {
		case "INT" -> new JsonPrimitive(toInt(value));
		case "FLOAT" -> new JsonPrimitive(toFloat(value));
		case "STRING" -> new JsonPrimitive(toStr(value));
		case "BOOLEAN" -> new JsonPrimitive(toBool(value));
		default -> value;
		};
	}

	/** The value for a node: Long or BigInteger, Double, String or Boolean. */
	static Object toJava(JsonElement value) {
		if (!(value instanceof JsonPrimitive primitive)) {
			return value;
		}
		if (primitive.isBoolean()) {
			return primitive.getAsBoolean();
		}
		if (primitive.isString()) {
			return primitive.getAsString();
		}
		Number number = primitive.getAsNumber();
		return number instanceof Double || number instanceof Long || number instanceof BigInteger ? number
				: Double.valueOf(number.doubleValue());
	}

	private static Number toInt(JsonElement value) throws NotConvertible {
		if (value instanceof JsonPrimitive p && p.isBoolean()) {
			return p.getAsBoolean() ? 1L : 0L;
		}
		if (value instanceof JsonPrimitive p) {
			String text = p.getAsString().strip();
			if (text.length() <= MAX_DIGITS && text.matches("[+-]?\\d+")) {
				BigInteger integer = new BigInteger(text);
				return integer.bitLength() < 64 ? (Number) integer.longValue() : integer;
			}
			if (p.isNumber()) {
				double number = parse(text);
				if (Double.isNaN(number) || Double.isInfinite(number)) {
					throw new NotConvertible("cannot convert float infinity to integer");
				}
				BigInteger integer = new BigDecimal(number).toBigInteger();
				return integer.bitLength() < 64 ? (Number) integer.longValue() : integer;
			}
			throw new NotConvertible("invalid literal for int() with base 10: '" + shorten(text) + "'");
		}
		throw new NotConvertible(
				"int() argument must be a string, a bytes-like object or a real number, not '" + pythonType(value) + "'");
	}

	private static double toFloat(JsonElement value) throws NotConvertible {
		if (value instanceof JsonPrimitive p) {
			if (p.isBoolean()) {
				return p.getAsBoolean() ? 1 : 0;
			}
			String text = p.getAsString().strip();
			double number = parse(text);
			if (Double.isNaN(number) || p.isString() && !DECIMAL.matcher(text).matches()) {
				throw new NotConvertible("could not convert string to float: '" + shorten(p.getAsString()) + "'");
			}
			if (Double.isInfinite(number)) {
				throw new NotConvertible("the number is too large");
			}
			return number;
		}
		throw new NotConvertible("float() argument must be a string or a real number, not '" + pythonType(value) + "'");
	}

	private static double parse(String text) {
		try {
			return Double.parseDouble(text);
		} catch (NumberFormatException e) {
			return Double.NaN;
		}
	}

	private static String toStr(JsonElement value) {
		return value instanceof JsonPrimitive p
				? p.isBoolean() ? p.getAsBoolean() ? "True" : "False" : p.getAsString()
				: value.isJsonNull() ? "None" : PythonJson.dumps(value);
	}

	private static boolean toBool(JsonElement value) {
		if (value instanceof JsonPrimitive p) {
			return p.isBoolean() ? p.getAsBoolean()
					: p.isString() ? !p.getAsString().isEmpty() : parse(p.getAsString()) != 0;
		}
		return !value.isJsonNull() && (!value.isJsonObject() || !value.getAsJsonObject().isEmpty());
	}

	private static String pythonType(JsonElement value) {
		return value.isJsonNull() ? "NoneType" : value.isJsonArray() ? "list" : "dict";
	}

	private static String shorten(String text) {
		return text.length() <= 200 ? text : text.substring(0, 200) + "...";
	}
}
