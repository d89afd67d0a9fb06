// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.nodes;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import org.creativestudio.comfyui.embedded.internal.image.PngWriter;
import org.creativestudio.comfyui.embedded.internal.image.Tensor;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** SaveImage and PreviewImage: PNG files with the prompt and the workflow inside. */
final class SaveNode implements NodeType {

	private final NodeSchema schema;
	private final Folders folders;
	private final boolean preview;
	private final String suffix;

	private SaveNode(NodeSchema schema, Folders folders, boolean preview, String suffix) {
		this.schema = schema;
		this.folders = folders;
		this.preview = preview;
		this.suffix = suffix;
	}

	static NodeType save(Folders folders) {
		return new SaveNode(NodeSchema.of("SaveImage", "Save Image", "nodes", "image", List.of(),
				InputSpec.link("images", "IMAGE").with("tooltip", "The images to save."),
				InputSpec.string("filename_prefix", "ComfyUI").with("tooltip",
						"The prefix for the file to save. This may include formatting information such as %date:yyyy-MM-dd% or %Empty Latent Image.width% to include values from nodes."))
				.saving("Saves the input images to your ComfyUI output directory."), folders, false, "");
	}

	static NodeType preview(Folders folders) {
		StringBuilder letters = new StringBuilder("_temp_");
		for (int i = 0; i < 5; i++) {
			letters.append((char) ('a' + ThreadLocalRandom.current().nextInt(26)));
		}
		return new SaveNode(NodeSchema.of("PreviewImage", "Preview Image", "nodes", "image", List.of(),
				InputSpec.link("images", "IMAGE")).saving("Saves the input images to your ComfyUI output directory."), folders, true,
				letters.toString());
	}

	@Override
	public NodeSchema schema() {
		return schema;
	}

	@Override
	public NodeResult execute(NodeInputs in, NodeContext context) throws NodeFailure {
		Tensor images = in.image("images");
		String prefix = (preview ? "ComfyUI" : in.string("filename_prefix")) + suffix;
		Path root = preview ? folders.temp() : folders.output();
		Path target = target(root, tokens(prefix, images));
		Path directory = target.getParent();
		String name = target.getFileName().toString();
		JsonArray files = new JsonArray();
		try {
			Files.createDirectories(directory);
			int counter = nextCounter(directory, name);
			for (int b = 0; b < images.batch(); b++) {
				String stem = name.replace("%batch_num%", String.valueOf(b));
				counter = write(images, b, directory, stem, counter, context) + 1;
				JsonObject file = new JsonObject();
				file.addProperty("filename", fileName(stem, counter - 1));
				file.addProperty("subfolder", directory.equals(root) ? "" : root.relativize(directory).toString());
				file.addProperty("type", preview ? "temp" : "output");
				files.add(file);
			}
		} catch (IOException e) {
			throw new NodeFailure("OSError", "Cannot save " + name + " in " + directory + ": " + e, e);
		}
		JsonObject ui = new JsonObject();
		ui.add("images", files);
		return new NodeResult(List.of(), ui);
	}

	private static String tokens(String prefix, Tensor images) {
		LocalDateTime now = LocalDateTime.now();
		return prefix.replace("%width%", String.valueOf(images.width())).replace("%height%", String.valueOf(images.height()))
				.replace("%year%", String.valueOf(now.getYear())).replace("%month%", two(now.getMonthValue()))
				.replace("%day%", two(now.getDayOfMonth())).replace("%hour%", two(now.getHour()))
				.replace("%minute%", two(now.getMinute())).replace("%second%", two(now.getSecond()));
	}

	private static String two(int value) {
		return String.format(Locale.ROOT, "%02d", value);
	}

	private static Path target(Path root, String prefix) throws NodeFailure {
		Path target = Folders.inside(root, prefix.isEmpty() || prefix.endsWith("/") ? prefix + "_" : prefix);
		if (target == null || target.equals(root)) {
			throw new NodeFailure("Exception", "Saving image outside the output folder is not allowed: the prefix '" + prefix
					+ "' does not lie in " + root);
		}
		return target;
	}

	/** One more than the highest number of a file with this prefix. */
	private static int nextCounter(Path directory, String name) throws IOException {
		String start = name + "_";
		int highest = 0;
		try (Stream<Path> files = Files.list(directory)) {
			for (Path file : (Iterable<Path>) files::iterator) {
				String existing = file.getFileName().toString();
				if (existing.startsWith(start)) {
					String digits = existing.substring(start.length()).split("_", 2)[0];
					if (digits.matches("\\d{1,9}")) {
						highest = Math.max(highest, Integer.parseInt(digits));
					}
				}
			}
		}
		return highest + 1;
	}

	private static String fileName(String stem, int counter) {
		return String.format(Locale.ROOT, "%s_%05d_.png", stem, counter);
	}

	/** Writes one image under the first free number and returns that: two servers may share an output directory. */
	private int write(Tensor images, int index, Path directory, String stem, int counter, NodeContext context)
			throws IOException {
		for (int number = counter;; number++) {
			Path file = directory.resolve(fileName(stem, number));
			OutputStream created;
			try {
				created = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
			} catch (FileAlreadyExistsException e) {
				continue;
			}
			boolean whole = false;
			try (OutputStream out = new BufferedOutputStream(created)) {
				PngWriter.write(images, index, context.imageText(), preview ? 1 : 4, out);
				out.flush();
				whole = true;
			} finally {
				// half an image is none, also where the memory or the disk ended
				if (!whole) {
					Files.deleteIfExists(file);
				}
			}
			return number;
		}
	}
}
