// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;

import org.eclipse.jdt.annotation.Nullable;

/** Image files in and out; sizes are checked before pixels are decoded. */
public final class ImageFiles {

	static {
		ImageIO.setUseCache(false);
	}

	private ImageFiles() {
	}

	/** Decodes a file of a known format; one side is at most 16384 pixels. */
	public static BufferedImage read(Path file) throws IOException {
		try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
			Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
			if (!readers.hasNext()) {
				throw new IOException("cannot identify image file '" + file.getFileName() + "'");
			}
			ImageReader reader = readers.next();
			try {
				reader.setInput(in, true, true);
				int width = reader.getWidth(0);
				int height = reader.getHeight(0);
				if (width > Tensor.MAX_SIDE || height > Tensor.MAX_SIDE) {
					throw new IOException(
							"image file '" + file.getFileName() + "' is too large: " + width + " x " + height + " pixels");
				}
				Tensor.allocate(1, height, width, 1);
				return reader.read(0);
			} catch (RuntimeException e) {
				if (e instanceof Tensor.OutOfMemory) {
					throw e;
				}
				throw new IOException("image file '" + file.getFileName() + "' is damaged: " + e, e);
			} finally {
				reader.dispose();
			}
		}
	}

	public static Tensor toTensor(BufferedImage image) {
		Tensor tensor = Tensor.allocate(1, image.getHeight(), image.getWidth(), 3);
		int[] row = new int[image.getWidth()];
		for (int y = 0; y < image.getHeight(); y++) {
			image.getRGB(0, y, row.length, 1, row, 0, row.length);
			int target = tensor.offset(0, y, 0);
			for (int argb : row) {
				tensor.data()[target++] = (argb >> 16 & 0xff) / 255f;
				tensor.data()[target++] = (argb >> 8 & 0xff) / 255f;
				tensor.data()[target++] = (argb & 0xff) / 255f;
			}
		}
		return tensor;
	}

	/** One channel as a mask; shift 24 is alpha, 16 red, 8 green, 0 blue. Null when alpha is asked and there is none. */
	public static @Nullable Tensor channel(BufferedImage image, int shift) {
		if (shift == 24 && !image.getColorModel().hasAlpha()) {
			return null;
		}
		Tensor tensor = Tensor.mask(1, image.getHeight(), image.getWidth());
		int[] row = new int[image.getWidth()];
		for (int y = 0; y < image.getHeight(); y++) {
			image.getRGB(0, y, row.length, 1, row, 0, row.length);
			int target = tensor.offset(0, y, 0);
			for (int argb : row) {
				tensor.data()[target++] = (argb >>> shift & 0xff) / 255f;
			}
		}
		return tensor;
	}

	/** The first image, no side longer than {@code maxSide}, as a BufferedImage without alpha. */
	public static BufferedImage thumbnail(Tensor tensor, int maxSide) {
		BufferedImage full = new BufferedImage(tensor.width(), tensor.height(), BufferedImage.TYPE_INT_RGB);
		int colour = tensor.channels() >= 3 ? 1 : 0;
		for (int y = 0; y < tensor.height(); y++) {
			for (int x = 0; x < tensor.width(); x++) {
				int at = tensor.offset(0, y, x);
				full.setRGB(x, y, PngWriter.toByte(tensor.data()[at]) << 16 | PngWriter.toByte(tensor.data()[at + colour]) << 8
						| PngWriter.toByte(tensor.data()[at + 2 * colour]));
			}
		}
		int longest = Math.max(full.getWidth(), full.getHeight());
		if (longest <= maxSide) {
			return full;
		}
		double factor = (double) maxSide / longest;
		BufferedImage small = new BufferedImage(Math.max(1, (int) (full.getWidth() * factor)),
				Math.max(1, (int) (full.getHeight() * factor)), BufferedImage.TYPE_INT_RGB);
		Graphics2D g = small.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
		g.drawImage(full, 0, 0, small.getWidth(), small.getHeight(), null);
		g.dispose();
		return small;
	}

	public static byte[] jpeg(BufferedImage image, int quality) throws IOException {
		BufferedImage opaque = image;
		if (image.getType() != BufferedImage.TYPE_INT_RGB) {
			opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
			Graphics2D g = opaque.createGraphics();
			g.drawImage(image, 0, 0, null);
			g.dispose();
		}
		ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (var out = ImageIO.createImageOutputStream(bytes)) {
			ImageWriteParam parameters = writer.getDefaultWriteParam();
			parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			parameters.setCompressionQuality(Math.max(1, Math.min(100, quality)) / 100f);
			writer.setOutput(out);
			writer.write(null, new IIOImage(opaque, null, null), parameters);
		} finally {
			writer.dispose();
		}
		return bytes.toByteArray();
	}

	public static byte[] png(BufferedImage image) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		ImageIO.write(image, "png", bytes);
		return bytes.toByteArray();
	}
}
