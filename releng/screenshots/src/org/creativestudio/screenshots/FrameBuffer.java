// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.screenshots;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The screen of Xvfb, which it keeps in a file in the format of xwd (XWDFile.h of the X Window System: a header of 32 bit numbers, of
 * which the first is its length, the colours, the pixels). What a toolkit says of the screen may be older.
 */
final class FrameBuffer {

	private static final int VERSION = 1;
	private static final int WIDTH = 4;
	private static final int HEIGHT = 5;
	private static final int BYTE_ORDER = 7;
	private static final int BITS_PER_PIXEL = 11;
	private static final int BYTES_PER_LINE = 12;
	private static final int COLOURS = 19;
	private static final int BYTES_PER_COLOUR = 12;

	private FrameBuffer() {
	}

	/** @throws IOException also if the file is of another format than Xvfb's with 24 bits */
	static BufferedImage read(Path file) throws IOException {
		ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
		if (bytes.capacity() < (COLOURS + 1) * Integer.BYTES || number(bytes, VERSION) != 7 || number(bytes, BITS_PER_PIXEL) != 32)
			throw new IOException(file + " is no screen of Xvfb with 24 bits"); //$NON-NLS-1$
		int first = number(bytes, 0) + number(bytes, COLOURS) * BYTES_PER_COLOUR;
		int line = number(bytes, BYTES_PER_LINE);
		BufferedImage image = new BufferedImage(number(bytes, WIDTH), number(bytes, HEIGHT), BufferedImage.TYPE_INT_RGB);
		bytes.order(number(bytes, BYTE_ORDER) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
		for (int y = 0; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++)
				image.setRGB(x, y, bytes.getInt(first + y * line + x * Integer.BYTES));
		return image;
	}

	private static int number(ByteBuffer bytes, int index) {
		return bytes.getInt(index * Integer.BYTES);
	}
}
