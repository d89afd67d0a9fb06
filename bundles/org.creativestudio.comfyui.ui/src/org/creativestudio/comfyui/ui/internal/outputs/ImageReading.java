// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outputs;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;

import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;

/**
 * Reads images into bounded memory: the size is taken from the header, and what is larger than asked for is thinned out while it
 * is decoded. Blocks; not for the UI thread.
 */
public final class ImageReading {

	private static final long MAX_BYTES = 512L << 20;
	/** PNG is decoded line by line, so that only the thinned image is in memory. */
	private static final long MAX_PNG_PIXELS = 400_000_000L;
	/** Decoders of other formats may hold the whole image. */
	private static final long MAX_PIXELS = 64_000_000L;

	/**
	 * @param data   at most as large as asked for
	 * @param width  of the file's image in pixels
	 * @param height of the file's image in pixels
	 */
	public record Picture(ImageData data, int width, int height) {
	}

	private ImageReading() {
	}

	/** @throws IOException with a message for the user when it is no image, damaged, or out of bounds */
	public static Picture read(Path file, int maxEdge) throws IOException {
		String name = String.valueOf(file.getFileName());
		long size;
		try {
			size = Files.size(file);
		} catch (NoSuchFileException e) {
			throw new IOException(NLS.bind(Messages.image_gone, name, file.getParent()), e);
		}
		if (size > MAX_BYTES)
			throw new IOException(NLS.bind(Messages.image_tooLarge, name));
		try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
			return read(stream, name, maxEdge);
		} catch (FileNotFoundException e) { // deleted in this moment, or not to be read
			throw new IOException(NLS.bind(Messages.image_failed, name, e.getMessage()), e);
		}
	}

	/** @throws IOException with a message for the user when it is no image, damaged, or out of bounds */
	public static Picture read(byte[] bytes, String name, int maxEdge) throws IOException {
		// By default a file would be written for each.
		try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
			return read(stream, name, maxEdge);
		}
	}

	private static Picture read(ImageInputStream stream, String name, int maxEdge) throws IOException {
		Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
		if (!readers.hasNext())
			throw new IOException(NLS.bind(Messages.image_unknown, name));
		ImageReader reader = readers.next();
		try {
			reader.setInput(stream, true, true);
			int width = reader.getWidth(0);
			int height = reader.getHeight(0);
			boolean png = "png".equalsIgnoreCase(reader.getFormatName()); //$NON-NLS-1$
			if ((long) width * height > (png ? MAX_PNG_PIXELS : MAX_PIXELS))
				throw new IOException(NLS.bind(Messages.image_tooLarge, name));
			int step = Math.max(1, Math.ceilDiv(Math.max(width, height), maxEdge));
			ImageReadParam parameters = reader.getDefaultReadParam();
			parameters.setSourceSubsampling(step, step, 0, 0);
			return new Picture(convert(reader.read(0, parameters)), width, height);
		} catch (IIOException | EOFException | RuntimeException e) { // decoders answer damaged files with all kinds of them
			throw new IOException(NLS.bind(Messages.image_failed, name, e.getMessage()), e);
		} finally {
			reader.dispose();
		}
	}

	private static ImageData convert(BufferedImage image) {
		int width = image.getWidth();
		int height = image.getHeight();
		ImageData data = new ImageData(width, height, 24, new PaletteData(0xff0000, 0xff00, 0xff));
		boolean transparent = image.getColorModel().hasAlpha();
		if (transparent)
			data.alphaData = new byte[width * height];
		int[] line = new int[width];
		for (int y = 0; y < height; y++) {
			image.getRGB(0, y, width, 1, line, 0, width);
			int at = y * data.bytesPerLine;
			for (int x = 0; x < width; x++) {
				int pixel = line[x];
				data.data[at++] = (byte) (pixel >> 16);
				data.data[at++] = (byte) (pixel >> 8);
				data.data[at++] = (byte) pixel;
				if (transparent)
					data.alphaData[y * width + x] = (byte) (pixel >> 24);
			}
		}
		return data;
	}
}
