// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes 8 bit PNG files with text chunks, where ComfyUI puts the prompt and the workflow. */
public final class PngWriter {

	private static final byte[] SIGNATURE = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
	private static final int CHUNK = 1 << 16;

	private PngWriter() {
	}

	/**
	 * @param text  keyword to ASCII text, in the order to write
	 * @param level compression from 0 to 9
	 */
	public static void write(Tensor tensor, int index, Map<String, String> text, int level, OutputStream target)
			throws IOException {
		DataOutputStream out = new DataOutputStream(target);
		out.write(SIGNATURE);
		chunk(out, "IHDR", header(tensor));
		for (Map.Entry<String, String> entry : text.entrySet()) {
			chunk(out, "tEXt", (entry.getKey() + '\0' + entry.getValue()).getBytes(StandardCharsets.ISO_8859_1));
		}
		pixels(out, tensor, index, level);
		chunk(out, "IEND", new byte[0]);
		out.flush();
	}

	private static byte[] header(Tensor tensor) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeInt(tensor.width());
			out.writeInt(tensor.height());
			out.writeByte(8);
			out.writeByte(switch (tensor.channels()) {
			case 1 -> 0;
			case 4 -> 6;
			default -> 2;
			});
			out.writeByte(0);
			out.writeByte(0);
			out.writeByte(0);
		}
		return bytes.toByteArray();
	}

	private static void pixels(DataOutputStream out, Tensor tensor, int index, int level) throws IOException {
		Deflater deflater = new Deflater(level);
		try {
			byte[] compressed = new byte[CHUNK];
			int line = tensor.width() * tensor.channels();
			byte[] previous = new byte[line];
			byte[] current = new byte[line];
			byte[] filtered = new byte[line + 1];
			for (int y = 0; y < tensor.height(); y++) {
				int from = tensor.offset(index, y, 0);
				for (int i = 0; i < line; i++) {
					current[i] = (byte) toByte(tensor.data()[from + i]);
					filtered[i + 1] = (byte) (current[i] - previous[i]);
				}
				filtered[0] = 2;
				byte[] swap = previous;
				previous = current;
				current = swap;
				deflater.setInput(filtered);
				drain(out, deflater, compressed);
			}
			deflater.finish();
			while (!deflater.finished()) {
				drain(out, deflater, compressed);
			}
		} finally {
			deflater.end();
		}
	}

	private static void drain(DataOutputStream out, Deflater deflater, byte[] buffer) throws IOException {
		for (int n = deflater.deflate(buffer); n > 0; n = deflater.deflate(buffer)) {
			byte[] data = new byte[n];
			System.arraycopy(buffer, 0, data, 0, n);
			chunk(out, "IDAT", data);
		}
	}

	/** As numpy does it for ComfyUI: clipped, then cut off, not rounded. */
	public static int toByte(float value) {
		float scaled = value * 255f;
		return scaled <= 0 ? 0 : scaled >= 255 ? 255 : (int) scaled;
	}

	private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
		byte[] name = type.getBytes(StandardCharsets.US_ASCII);
		CRC32 crc = new CRC32();
		crc.update(name);
		crc.update(data);
		out.writeInt(data.length);
		out.write(name);
		out.write(data);
		out.writeInt((int) crc.getValue());
	}
}
