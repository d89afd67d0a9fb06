// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.image;

import java.util.Locale;

/**
 * A batch of images as ComfyUI holds them: batch, height, width, channels; values from 0 to 1. A mask has one channel.
 * Immutable by convention: a node writes only into tensors that it has allocated.
 */
public record Tensor(int batch, int height, int width, int channels, float[] data) {

	/** Largest side that ComfyUI's nodes take. */
	public static final int MAX_SIDE = 16384;

	/** Allocates zeros, or fails in words when the memory of this process isn't enough. */
	public static Tensor allocate(int batch, int height, int width, int channels) {
		long floats = (long) batch * height * width * channels;
		if (height > 2L * MAX_SIDE * 8 || width > 2L * MAX_SIDE * 8 || floats > Integer.MAX_VALUE - 16) {
			throw new OutOfMemory(batch, height, width, floats * Float.BYTES);
		}
		if (floats > 1_000_000 && !fits(floats * Float.BYTES)) {
			// what was dropped but not collected yet still counts as used
			System.gc();
			if (!fits(floats * Float.BYTES)) {
				throw new OutOfMemory(batch, height, width, floats * Float.BYTES);
			}
		}
		try {
			return new Tensor(batch, height, width, channels, new float[(int) floats]);
		} catch (OutOfMemoryError e) {
			throw new OutOfMemory(batch, height, width, floats * Float.BYTES);
		}
	}

	private static boolean fits(long bytes) {
		Runtime runtime = Runtime.getRuntime();
		long used = runtime.totalMemory() - runtime.freeMemory();
		return runtime.maxMemory() - used > bytes + bytes / 16 + (16 << 20);
	}

	public static Tensor mask(int batch, int height, int width) {
		return allocate(batch, height, width, 1);
	}

	public int offset(int b, int y, int x) {
		return ((b * height + y) * width + x) * channels;
	}

	public float get(int b, int y, int x, int c) {
		return data[offset(b, y, x) + c];
	}

	public boolean sameSize(Tensor other) {
		return height == other.height && width == other.width;
	}

	/** As torch prints a shape. */
	public String shape() {
		return channels == 1 ? "[" + batch + ", " + height + ", " + width + "]"
				: "[" + batch + ", " + height + ", " + width + ", " + channels + "]";
	}

	/** With this many channels: surplus ones dropped, a missing alpha filled with 1. */
	public Tensor withChannels(int wanted) {
		if (wanted == channels) {
			return this;
		}
		Tensor result = allocate(batch, height, width, wanted);
		int pixels = batch * height * width;
		for (int p = 0; p < pixels; p++) {
			for (int c = 0; c < wanted; c++) {
				result.data[p * wanted + c] = c < channels ? data[p * channels + c] : 1f;
			}
		}
		return result;
	}

	/** The batch repeated or cut to this many images. */
	public Tensor withBatch(int wanted) {
		if (wanted == batch) {
			return this;
		}
		Tensor result = allocate(wanted, height, width, channels);
		int image = height * width * channels;
		for (int b = 0; b < wanted; b++) {
			System.arraycopy(data, (b % batch) * image, result.data, b * image, image);
		}
		return result;
	}

	/** A rectangle of each image; it must lie inside. */
	public Tensor crop(int x, int y, int newWidth, int newHeight) {
		if (x == 0 && y == 0 && newWidth == width && newHeight == height) {
			return this;
		}
		Tensor result = allocate(batch, newHeight, newWidth, channels);
		for (int b = 0; b < batch; b++) {
			for (int row = 0; row < newHeight; row++) {
				System.arraycopy(data, offset(b, y + row, x), result.data, result.offset(b, row, 0), newWidth * channels);
			}
		}
		return result;
	}

	/** Thrown where torch would fail to allocate. */
	public static final class OutOfMemory extends RuntimeException {
		private static final long serialVersionUID = 1L;

		OutOfMemory(int batch, int height, int width, long bytes) {
			super(String.format(Locale.ROOT, "Not enough memory for %d image(s) of %d x %d: %d MiB are needed, %d MiB is all this process may use",
					batch, width, height, bytes >> 20, Runtime.getRuntime().maxMemory() >> 20));
		}
	}
}
