// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.creativestudio.comfyui.embedded.internal.image.ImageFiles;
import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.creativestudio.comfyui.embedded.internal.nodes.Folders;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;

/** /upload/image and /upload/mask: images in. */
final class UploadRoutes {

	private static final int MAX_IN_MEMORY = 1 << 20;
	private static final int MAX_PARTS = 32;
	private static final int MAX_SAME_NAME = 10_000;

	private final Folders folders;

	UploadRoutes(Folders folders) {
		this.folders = folders;
	}

	void addTo(Router router) {
		router.add("POST", "/upload/image", exchange -> upload(exchange, false));
		router.add("POST", "/upload/mask", exchange -> upload(exchange, true));
	}

	private void upload(Exchange exchange, boolean mask) throws IOException {
		long length = exchange.request().getLength();
		if (length > exchange.maxBody()) {
			try (InputStream in = Content.Source.asInputStream(exchange.takeRequest())) {
				throw Exchange.tooLarge(in, exchange.maxBody(), length);
			}
		}
		Path spool = Files.createTempDirectory("creative-studio-upload");
		try (MultiPartFormData.Parts parts = parse(exchange, spool)) {
			MultiPart.Part image = parts.getFirst("image");
			String filename = image == null ? null : image.getFileName();
			if (image == null || filename == null || filename.isEmpty()) {
				throw new HttpFailure(400, "");
			}
			String type = field(parts, "type", "input");
			Path known = folders.byType(type);
			Path root = known == null ? folders.input() : known;
			String subfolder = field(parts, "subfolder", "");
			Path directory = Folders.inside(root, subfolder);
			Path target = directory == null ? null : Folders.inside(directory, filename);
			if (target == null || target.equals(root) || target.equals(directory)) {
				throw new HttpFailure(400, "");
			}
			Path received = spool.resolve("received");
			image.writeTo(received);
			if (mask) {
				byte[] merged = withMask(field(parts, "original_ref", ""), received);
				Files.write(received, merged);
			}
			String overwrite = field(parts, "overwrite", "");
			String name = store(received, target, filename, overwrite.equals("true") || overwrite.equals("1"));
			JsonObject answer = new JsonObject();
			answer.addProperty("name", name);
			answer.addProperty("subfolder", subfolder);
			answer.addProperty("type", known == null ? "input" : type);
			exchange.json(answer);
		} finally {
			Directories.deleteTree(spool);
		}
	}

	private static MultiPartFormData.Parts parse(Exchange exchange, Path spool) {
		String contentType = exchange.request().getHeaders().get(HttpHeader.CONTENT_TYPE);
		if (contentType == null || !contentType.startsWith("multipart/form-data")) {
			throw new HttpFailure(400, "");
		}
		MultiPartConfig config = new MultiPartConfig.Builder().location(spool).maxParts(MAX_PARTS).maxSize(exchange.maxBody())
				.maxPartSize(exchange.maxBody()).maxMemoryPartSize(MAX_IN_MEMORY).build();
		try {
			return MultiPartFormData.getParts(exchange.takeRequest(), exchange.request(), contentType, config);
		} catch (RuntimeException e) {
			for (Throwable cause = e; cause != null; cause = cause.getCause()) {
				if (String.valueOf(cause.getMessage()).contains("max length exceeded")) {
					throw new HttpFailure(413, "Maximum request body size " + exchange.maxBody()
							+ " exceeded, actual body size " + (exchange.maxBody() + 1));
				}
			}
			throw HttpFailure.serverError(e);
		}
	}

	private static String field(MultiPartFormData.Parts parts, String name, String otherwise) {
		MultiPart.Part part = parts.getFirst(name);
		if (part == null) {
			return otherwise;
		}
		if (part.getLength() > MAX_IN_MEMORY) {
			throw new HttpFailure(400, "");
		}
		return part.getContentAsString(StandardCharsets.UTF_8);
	}

	/** Moves the file to its place; the same content keeps its name, other content gets "name (1).png". */
	private static String store(Path received, Path target, String filename, boolean overwrite) throws IOException {
		Path parent = target.getParent();
		Files.createDirectories(parent);
		if (overwrite) {
			Files.move(received, target, StandardCopyOption.REPLACE_EXISTING);
			return filename;
		}
		int dot = filename.lastIndexOf('.');
		String stem = dot > 0 ? filename.substring(0, dot) : filename;
		String extension = dot > 0 ? filename.substring(dot) : "";
		String name = filename;
		Path file = target;
		for (int i = 1; Files.exists(file); i++) {
			if (Files.isRegularFile(file) && Files.mismatch(file, received) < 0) {
				return name;
			}
			if (i > MAX_SAME_NAME) {
				throw new IOException("Too many files named like " + filename);
			}
			name = stem + " (" + i + ")" + extension;
			file = parent.resolve(target.getFileName().toString().equals(filename) ? name
					: name.substring(name.lastIndexOf('/') + 1));
		}
		Files.move(received, file);
		return name;
	}

	/** The original image with the alpha of the uploaded one. */
	private byte[] withMask(String reference, Path uploaded) throws IOException {
		BufferedImage original = ImageFiles.read(original(reference));
		BufferedImage mask = ImageFiles.read(uploaded);
		if (mask.getWidth() != original.getWidth() || mask.getHeight() != original.getHeight()) {
			throw HttpFailure.serverError(new IOException("image and mask differ in size"));
		}
		BufferedImage result = new BufferedImage(original.getWidth(), original.getHeight(), BufferedImage.TYPE_INT_ARGB);
		for (int y = 0; y < result.getHeight(); y++) {
			for (int x = 0; x < result.getWidth(); x++) {
				result.setRGB(x, y, original.getRGB(x, y) & 0xFFFFFF | mask.getRGB(x, y) & 0xFF000000);
			}
		}
		return ImageFiles.png(result);
	}

	private Path original(String reference) {
		JsonElement parsed;
		try {
			parsed = PythonJson.parse(reference.getBytes(StandardCharsets.UTF_8));
		} catch (JsonParseException e) {
			throw HttpFailure.serverError(e);
		}
		if (!(parsed instanceof JsonObject json) || !(json.get("filename") instanceof JsonPrimitive name)) {
			throw new HttpFailure(400, "");
		}
		String filename = name.getAsString();
		if (filename.isEmpty() || filename.startsWith("/") || filename.contains("..")) {
			throw new HttpFailure(400, "");
		}
		Path root = folders.byType(text(json, "type", "output"));
		if (root == null) {
			throw new HttpFailure(400, "");
		}
		Path directory = Folders.inside(root, text(json, "subfolder", ""));
		if (directory == null) {
			throw new HttpFailure(403, "");
		}
		Path file = Folders.inside(directory, filename.substring(filename.lastIndexOf('/') + 1));
		if (file == null || !Files.isRegularFile(file)) {
			throw new HttpFailure(400, "");
		}
		return file;
	}

	private static String text(JsonObject json, String name, String otherwise) {
		return json.get(name) instanceof JsonPrimitive p ? p.getAsString() : otherwise;
	}
}
