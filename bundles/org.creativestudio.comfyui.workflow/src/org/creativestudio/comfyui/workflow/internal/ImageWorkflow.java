// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The workflow that ComfyUI puts into its images: texts named {@code prompt} (API format) and {@code workflow} (the editor's), in PNG as
 * text chunks, in WebP as EXIF entries that begin with the name. By the PNG (ISO 15948), RIFF and TIFF 6.0 formats.
 */
final class ImageWorkflow {

	private static final long PNG = 0x89504E470D0A1A0AL;
	private static final int MAX_TEXT = 32 << 20;
	private static final int MAX_ENTRIES = 1000;
	private static final int ASCII = 2;

	private final Map<String, String> texts = new HashMap<>();

	private ImageWorkflow() {
	}

	/** Whether it begins as PNG or WebP does. */
	static boolean isImage(byte[] file) {
		return file.length >= 12 && (ByteBuffer.wrap(file).getLong(0) == PNG || isWebP(file));
	}

	private static boolean isWebP(byte[] file) {
		return name(file, 0).equals("RIFF") && name(file, 8).equals("WEBP"); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** The texts by {@code prompt} and {@code workflow}; empty when there are none, also when the file is damaged. */
	static Map<String, String> texts(byte[] file) {
		ImageWorkflow reading = new ImageWorkflow();
		try {
			if (isWebP(file))
				reading.webp(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
			else
				reading.png(ByteBuffer.wrap(file));
		} catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
			// What was found before the damage counts.
			return reading.texts;
		}
		return reading.texts;
	}

	private static String name(byte[] file, int at) {
		return new String(file, at, 4, StandardCharsets.ISO_8859_1);
	}

	private void png(ByteBuffer file) {
		file.position(8);
		while (file.remaining() >= 12) {
			int length = file.getInt();
			byte[] type = new byte[4];
			file.get(type);
			ByteBuffer data = file.slice(file.position(), length);
			file.position(file.position() + length + 4);
			switch (new String(type, StandardCharsets.ISO_8859_1)) {
			case "tEXt" -> { //$NON-NLS-1$
				String key = key(data);
				put(key, rest(data), false);
			}
			case "zTXt" -> { //$NON-NLS-1$
				String key = key(data);
				data.get();
				put(key, rest(data), true);
			}
			case "iTXt" -> { //$NON-NLS-1$
				String key = key(data);
				boolean packed = data.get() != 0;
				data.get();
				key(data);
				key(data);
				put(key, rest(data), packed);
			}
			case "IEND" -> { //$NON-NLS-1$
				return;
			}
			default -> {
				// pixels and the like
			}
			}
		}
	}

	/** Up to the next zero byte. */
	private static String key(ByteBuffer data) {
		StringBuilder key = new StringBuilder();
		for (byte next = data.get(); next != 0; next = data.get())
			key.append((char) (next & 0xff));
		return key.toString();
	}

	private static byte[] rest(ByteBuffer data) {
		byte[] rest = new byte[data.remaining()];
		data.get(rest);
		return rest;
	}

	/** ComfyUI escapes what is not ASCII, others write UTF-8 where the standard says Latin-1. */
	private void put(String key, byte[] text, boolean packed) {
		if (key.equals("prompt") || key.equals("workflow")) //$NON-NLS-1$ //$NON-NLS-2$
			texts.putIfAbsent(key, new String(packed ? unpack(text) : text, StandardCharsets.UTF_8));
	}

	private static byte[] unpack(byte[] packed) {
		Inflater inflater = new Inflater();
		try {
			inflater.setInput(packed);
			java.io.ByteArrayOutputStream plain = new java.io.ByteArrayOutputStream();
			byte[] part = new byte[8192];
			while (!inflater.finished()) {
				int count = inflater.inflate(part);
				if (count == 0 || plain.size() + count > MAX_TEXT)
					throw new IllegalArgumentException();
				plain.write(part, 0, count);
			}
			return plain.toByteArray();
		} catch (DataFormatException e) {
			throw new IllegalArgumentException(e);
		} finally {
			inflater.end();
		}
	}

	private void webp(ByteBuffer file) {
		file.position(12);
		while (file.remaining() >= 8) {
			String type = name(file.array(), file.position());
			file.position(file.position() + 4);
			int length = file.getInt();
			if (length < 0) // would lead back, and round and round
				return;
			if (type.equals("EXIF")) //$NON-NLS-1$
				exif(file.slice(file.position(), length));
			file.position(Math.addExact(file.position(), length + (length & 1)));
		}
	}

	private void exif(ByteBuffer data) {
		byte[] start = new byte[6];
		data.get(0, start);
		// Some writers keep the header that JPEG needs.
		ByteBuffer tiff = new String(start, StandardCharsets.ISO_8859_1).equals("Exif\0\0") ? data.slice(6, data.remaining() - 6) : data; //$NON-NLS-1$
		tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
		tiff.position(tiff.getInt(4));
		int entries = Math.min(tiff.getShort() & 0xffff, MAX_ENTRIES);
		for (int i = 0; i < entries; i++) {
			int entry = tiff.position();
			int type = tiff.getShort(entry + 2) & 0xffff;
			int count = tiff.getInt(entry + 4);
			tiff.position(entry + 12);
			if (type != ASCII || count <= 0)
				continue;
			byte[] text = new byte[Math.min(count, tiff.limit())];
			tiff.get(count <= 4 ? entry + 8 : tiff.getInt(entry + 8), text);
			String value = new String(text, StandardCharsets.UTF_8).replaceFirst("\0+$", ""); //$NON-NLS-1$ //$NON-NLS-2$
			int colon = value.indexOf(':');
			if (colon > 0)
				put(value.substring(0, colon), value.substring(colon + 1).getBytes(StandardCharsets.UTF_8), false);
		}
	}
}
