// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import org.creativestudio.comfyui.embedded.internal.image.ImageFiles;
import org.creativestudio.comfyui.embedded.internal.nodes.Folders;
import org.eclipse.jdt.annotation.Nullable;

/** /view: images out. */
final class ImageRoutes {

	private static final int PREVIEW_QUALITY = 90;
	private static final Map<String, String> TYPES = Map.of("png", "image/png", "jpg", "image/jpeg", "jpeg", "image/jpeg", "gif",
			"image/gif", "webp", "image/webp", "bmp", "image/bmp", "json", "application/json", "txt", "text/plain");

	private final Folders folders;

	ImageRoutes(Folders folders) {
		this.folders = folders;
	}

	void addTo(Router router) {
		router.add("GET", "/view", this::view);
	}

	private void view(Exchange exchange) throws IOException {
		String filename = exchange.query("filename");
		if (filename == null) {
			throw new HttpFailure(404, "");
		}
		String type = exchange.query("type", "output");
		for (String annotated : new String[] { "output", "input", "temp" }) {
			String suffix = "[" + annotated + "]";
			if (filename.endsWith(suffix)) {
				filename = filename.substring(0, filename.length() - suffix.length()).stripTrailing();
				type = annotated;
			}
		}
		if (filename.isEmpty() || filename.startsWith("/") || filename.contains("..")) {
			throw new HttpFailure(400, "");
		}
		Path root = folders.byType(type);
		if (root == null) {
			throw new HttpFailure(400, "");
		}
		Path directory = Folders.inside(root, exchange.query("subfolder", ""));
		if (directory == null) {
			throw new HttpFailure(403, "");
		}
		// only the last part counts, as ComfyUI takes the base name
		String base = filename.substring(filename.lastIndexOf('/') + 1);
		Path file = Folders.inside(directory, base);
		if (file == null || !Files.isRegularFile(file)) {
			throw new HttpFailure(404, "");
		}
		exchange.setHeader("Content-Disposition", "filename=\"" + base.replaceAll("[\"\\\\\\p{Cntrl}]", "_") + "\"");
		send(exchange, file, exchange.query("preview"), exchange.query("channel", "rgba"));
	}

	private void send(Exchange exchange, Path file, @Nullable String preview, String channel) throws IOException {
		if (preview != null) {
			String[] parts = preview.split(";", 2);
			int quality = parts.length > 1 && parts[1].matches("\\d{1,3}") ? Integer.parseInt(parts[1]) : PREVIEW_QUALITY;
			// no WebP in the JDK: a preview is a JPEG whatever was asked for
			exchange.send(200, "image/jpeg", ImageFiles.jpeg(ImageFiles.read(file), quality));
		} else if (channel.equals("rgb") || channel.equals("a")) {
			exchange.send(200, "image/png", ImageFiles.png(channel(ImageFiles.read(file), channel.equals("a"))));
		} else {
			String name = file.getFileName().toString();
			String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
			exchange.file(file, TYPES.getOrDefault(extension, "application/octet-stream"));
		}
	}

	/** The colours without alpha, or alpha alone in a transparent image. */
	private static BufferedImage channel(BufferedImage image, boolean alphaOnly) {
		BufferedImage result = new BufferedImage(image.getWidth(), image.getHeight(),
				alphaOnly ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
		int[] row = new int[image.getWidth()];
		for (int y = 0; y < image.getHeight(); y++) {
			image.getRGB(0, y, row.length, 1, row, 0, row.length);
			for (int x = 0; x < row.length; x++) {
				row[x] = alphaOnly ? row[x] & 0xFF000000 : row[x] | 0xFF000000;
			}
			result.setRGB(0, y, row.length, 1, row, 0, row.length);
		}
		return result;
	}
}
