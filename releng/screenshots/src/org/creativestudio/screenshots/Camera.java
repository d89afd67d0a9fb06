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
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;

/** Takes pictures of parts of the screen, as the user sees them, pop-ups and all. */
final class Camera {

	/** What is drawn with a delay, as hover colours and blinking carets are, has come to rest by then. */
	private static final int REST_MS = 700;
	private static final int ROUNDS = 5;
	private static final int ZOOM = Integer.getInteger("creativestudio.zoom", 100).intValue(); //$NON-NLS-1$
	private static final Path SCREEN = Path.of(System.getProperty("creativestudio.screen")); //$NON-NLS-1$

	private final Path directory;

	Camera(Path directory) throws IOException {
		this.directory = Files.createDirectories(directory);
	}

	/**
	 * Takes a picture of a part of the screen.
	 *
	 * @param part in points, of which a pixel may be a half or a third
	 */
	void take(String name, Rectangle part) {
		rest();
		Rectangle visible = UiThread.call(() -> part.intersection(Display.getDefault().getBounds()));
		try {
			BufferedImage image = FrameBuffer.read(SCREEN).getSubimage(visible.x * ZOOM / 100, visible.y * ZOOM / 100, visible.width * ZOOM / 100,
					visible.height * ZOOM / 100);
			ImageIO.write(image, "png", directory.resolve(name + ".png").toFile()); //$NON-NLS-1$ //$NON-NLS-2$
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
}
