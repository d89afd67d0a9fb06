// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/** Image files for tests. */
final class Pictures {

	private Pictures() {
	}

	/** A PNG of one colour. */
	static Path png(Path folder, String name, int width, int height, int rgb) {
		BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				image.setRGB(x, y, rgb);
		Path file = folder.resolve(name);
		try {
			ImageIO.write(image, "png", file.toFile());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		return file;
	}
}
