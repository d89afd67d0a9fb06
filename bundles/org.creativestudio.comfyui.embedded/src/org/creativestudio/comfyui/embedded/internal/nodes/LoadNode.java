// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.nodes;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import org.creativestudio.comfyui.embedded.internal.image.ImageFiles;
import org.creativestudio.comfyui.embedded.internal.image.Tensor;
import org.eclipse.jdt.annotation.Nullable;

/** LoadImage and LoadImageMask: a file of the input directory, or of another when annotated so. */
final class LoadNode implements NodeType {

	private static final List<String> CHANNELS = List.of("alpha", "red", "green", "blue");

	private final Folders folders;
	private final boolean mask;
	private final NodeSchema schema;

	private LoadNode(Folders folders, boolean mask, NodeSchema schema) {
		this.folders = folders;
		this.mask = mask;
		this.schema = schema;
	}

	static NodeType image(Folders folders) {
		return new LoadNode(folders, false, NodeSchema.of("LoadImage", "Load Image", "nodes", "image",
				List.of("IMAGE", "MASK"), InputSpec.combo("image", folders::inputFiles).with("image_upload", true)));
	}

	static NodeType mask(Folders folders) {
		return new LoadNode(folders, true,
				NodeSchema.of("LoadImageMask", "Load Image (as Mask)", "nodes", "mask", List.of("MASK"),
						InputSpec.combo("image", folders::inputFiles).with("image_upload", true),
						InputSpec.combo("channel", CHANNELS)));
	}

	@Override
	public NodeSchema schema() {
		return schema;
	}

	@Override
	public boolean checksItself(String input) {
		return input.equals("image");
	}

	@Override
	public @Nullable String checkInput(String input, String value) {
		Path file = folders.annotated(value);
		return file != null && Files.isRegularFile(file) ? null : "Invalid image file: " + value;
	}

	@Override
	public @Nullable String changeToken(NodeInputs inputs) {
		if (!(inputs.values().get("image") instanceof String name)) {
			return null;
		}
		Path file = folders.annotated(name);
		if (file == null || !Files.isRegularFile(file)) {
			return null;
		}
		try (InputStream in = Files.newInputStream(file)) {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
			return HexFormat.of().formatHex(digest.digest());
		} catch (IOException e) {
			// unreadable now: run the node, which then says why
			return null;
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	@Override
	public NodeResult execute(NodeInputs in, NodeContext context) throws NodeFailure {
		String name = in.string("image");
		Path file = folders.annotated(name);
		if (file == null) {
			throw new NodeFailure("FileNotFoundError", "[Errno 2] No such file or directory: '" + name + "'");
		}
		try {
			BufferedImage image = ImageFiles.read(file);
			return mask ? NodeResult.of(maskOf(image, CHANNELS.indexOf(in.string("channel"))))
					: NodeResult.of(ImageFiles.toTensor(image), maskOf(image, 0));
		} catch (IOException e) {
			throw new NodeFailure("PIL.UnidentifiedImageError", String.valueOf(e.getMessage()), e);
		}
	}

	/** Alpha is inverted, as ComfyUI does; without alpha the mask is 64 x 64 of zeros. */
	private static Tensor maskOf(BufferedImage image, int channel) {
		Tensor values = ImageFiles.channel(image, 24 - 8 * channel);
		if (values == null) {
			return Tensor.mask(1, 64, 64);
		}
		if (channel == 0) {
			for (int i = 0; i < values.data().length; i++) {
				values.data()[i] = 1f - values.data()[i];
			}
		}
		return values;
	}
}
