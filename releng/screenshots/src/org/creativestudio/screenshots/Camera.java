// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.screenshots;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import javax.imageio.ImageIO;

import org.creativestudio.comfyui.testing.ui.UiThread;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;

/** Takes pictures of parts of the screen, as the user sees them, pop-ups and all. */
final class Camera {

	/** What is drawn with a delay, as hover colours and blinking carets are, has come to rest by then. */
	private static final int REST_MS = 700;
	private static final int ROUNDS = 5;

	private final Path directory;

	Camera(Path directory) throws IOException {
		this.directory = Files.createDirectories(directory);
	}

	/** Takes a picture of a part of the screen. */
	void take(String name, Rectangle part) {
		rest();
		ImageData data = UiThread.call(() -> capture(part));
		try {
			ImageIO.write(convert(data), "png", directory.resolve(name + ".png").toFile()); //$NON-NLS-1$ //$NON-NLS-2$
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Waits until nothing moves any more. */
	static void rest() {
		try {
			for (int round = 0; round < ROUNDS; round++) {
				UiThread.run(() -> Display.getDefault().update());
				TimeUnit.MILLISECONDS.sleep(REST_MS / ROUNDS);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private static ImageData capture(Rectangle part) {
		Display display = Display.getDefault();
		Rectangle visible = part.intersection(display.getBounds());
		Image image = new Image(display, visible.width, visible.height);
		GC gc = new GC(display);
		try {
			gc.copyArea(image, visible.x, visible.y);
			return image.getImageData(Integer.getInteger("creativestudio.zoom", 100).intValue()); //$NON-NLS-1$
		} finally {
			gc.dispose();
			image.dispose();
		}
	}

	private static BufferedImage convert(ImageData data) {
		BufferedImage image = new BufferedImage(data.width, data.height, BufferedImage.TYPE_INT_RGB);
		for (int y = 0; y < data.height; y++)
			for (int x = 0; x < data.width; x++) {
				RGB colour = data.palette.getRGB(data.getPixel(x, y));
				image.setRGB(x, y, colour.red << 16 | colour.green << 8 | colour.blue);
			}
		return image;
	}
}
