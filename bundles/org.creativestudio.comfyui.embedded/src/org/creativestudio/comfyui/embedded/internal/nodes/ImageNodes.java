// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.nodes;

import java.util.List;

import org.creativestudio.comfyui.embedded.internal.image.Blend;
import org.creativestudio.comfyui.embedded.internal.image.Blur;
import org.creativestudio.comfyui.embedded.internal.image.Resampling;
import org.creativestudio.comfyui.embedded.internal.image.Tensor;

/** Nodes that make images from nothing or from other images. */
final class ImageNodes {

	private static final List<String> IMAGE = List.of("IMAGE");
	private static final List<String> METHODS = List.of("nearest-exact", "bilinear", "area", "bicubic", "lanczos");
	private static final int MAX = Tensor.MAX_SIDE;
	private static final String POST_PROCESSING = "comfy_extras.nodes_post_processing";
	private static final String IMAGES = "comfy_extras.nodes_images";

	private ImageNodes() {
	}

	static List<NodeType> all() {
		return List.of(emptyImage(), imageScale(), imageScaleBy(), imageInvert(), imageBatch(), imageBlend(), imageBlur(),
				imageCrop(), repeatImageBatch());
	}

	static InputSpec side(String name, long value, long min) {
		return InputSpec.integer(name, value, min, MAX).with("step", 1);
	}

	private static InputSpec image(String name) {
		return InputSpec.link(name, "IMAGE");
	}

	private static NodeType emptyImage() {
		return NodeType.of(
				NodeSchema.of("EmptyImage", "EmptyImage", "nodes", "image", IMAGE, side("width", 512, 1), side("height", 512, 1),
						InputSpec.integer("batch_size", 1, 1, 4096),
						InputSpec.integer("color", 0, 0, 0xFFFFFF).with("step", 1).with("display", "color")),
				(in, context) -> {
					Tensor image = Tensor.allocate(in.integer("batch_size"), in.integer("height"), in.integer("width"), 3);
					int color = in.integer("color");
					float[] pixel = { (color >> 16 & 0xff) / 255f, (color >> 8 & 0xff) / 255f, (color & 0xff) / 255f };
					if (color != 0) {
						for (int i = 0; i < image.data().length; i++) {
							image.data()[i] = pixel[i % 3];
						}
					}
					return NodeResult.of(image);
				});
	}

	private static NodeType imageScale() {
		return NodeType.of(NodeSchema.of("ImageScale", "Upscale Image", "nodes", "image/upscaling", IMAGE, image("image"),
				InputSpec.combo("upscale_method", METHODS), side("width", 512, 0), side("height", 512, 0),
				InputSpec.combo("crop", List.of("disabled", "center"))), (in, context) -> {
					Tensor image = in.image("image");
					int width = in.integer("width");
					int height = in.integer("height");
					if (width == 0 && height == 0) {
						return NodeResult.of(image);
					}
					if (width == 0) {
						width = (int) Math.max(1, Math.rint((double) image.width() * height / image.height()));
					} else if (height == 0) {
						height = (int) Math.max(1, Math.rint((double) image.height() * width / image.width()));
					}
					return NodeResult.of(Resampling.scale(image, width, height, in.string("upscale_method"),
							in.string("crop").equals("center")));
				});
	}

	private static NodeType imageScaleBy() {
		return NodeType.of(NodeSchema.of("ImageScaleBy", "Upscale Image By", "nodes", "image/upscaling", IMAGE, image("image"),
				InputSpec.combo("upscale_method", METHODS),
				InputSpec.decimal("scale_by", 1.0, 0.01, 8.0).with("step", 0.01)), (in, context) -> {
					Tensor image = in.image("image");
					double factor = in.decimal("scale_by");
					int width = (int) Math.rint(image.width() * factor);
					int height = (int) Math.rint(image.height() * factor);
					if (width == 0 || height == 0) {
						throw new NodeFailure("RuntimeError",
								"Input and output sizes should be greater than 0, but got output (H: " + height + ", W: " + width + ")");
					}
					return NodeResult.of(Resampling.scale(image, width, height, in.string("upscale_method"), false));
				});
	}

	private static NodeType imageInvert() {
		return NodeType.of(NodeSchema.of("ImageInvert", "Invert Image", "nodes", "image", IMAGE, image("image")),
				(in, context) -> {
					Tensor image = in.image("image");
					Tensor out = Tensor.allocate(image.batch(), image.height(), image.width(), image.channels());
					for (int i = 0; i < image.data().length; i++) {
						out.data()[i] = 1f - image.data()[i];
					}
					return NodeResult.of(out);
				});
	}

	private static NodeType imageBatch() {
		return NodeType.of(
				NodeSchema.of("ImageBatch", "Batch Images", "nodes", "image", IMAGE, image("image1"), image("image2")),
				(in, context) -> {
					Tensor first = in.image("image1");
					Tensor second = in.image("image2");
					int channels = Math.max(first.channels(), second.channels());
					first = first.withChannels(channels);
					second = second.withChannels(channels);
					if (!first.sameSize(second)) {
						second = Resampling.scale(second, first.width(), first.height(), "bilinear", true);
					}
					Tensor out = Tensor.allocate(first.batch() + second.batch(), first.height(), first.width(), channels);
					System.arraycopy(first.data(), 0, out.data(), 0, first.data().length);
					System.arraycopy(second.data(), 0, out.data(), first.data().length, second.data().length);
					return NodeResult.of(out);
				});
	}

	private static NodeType imageBlend() {
		return NodeType.of(NodeSchema.of("ImageBlend", "ImageBlend", POST_PROCESSING, "image/postprocessing", IMAGE,
				image("image1").withEmptyExtra(), image("image2").withEmptyExtra(),
				InputSpec.decimal("blend_factor", 0.5, 0.0, 1.0).with("step", 0.01),
				InputSpec.namedCombo("blend_mode", Blend.NAMES)).newStyled(), (in, context) -> {
					Tensor first = in.image("image1");
					Tensor second = in.image("image2").withChannels(first.channels());
					if (!first.sameSize(second)) {
						second = Resampling.scale(second, first.width(), first.height(), "bicubic", true);
					}
					return NodeResult.of(Blend.valueOf(in.string("blend_mode")).apply(first, second,
							(float) in.decimal("blend_factor")));
				});
	}

	private static NodeType imageBlur() {
		return NodeType.of(NodeSchema.of("ImageBlur", "ImageBlur", POST_PROCESSING, "image/postprocessing", IMAGE,
				image("image").withEmptyExtra(), InputSpec.integer("blur_radius", 1, 1, 31).with("step", 1),
				InputSpec.decimal("sigma", 1.0, 0.1, 10.0).with("step", 0.1)).newStyled(), (in, context) -> {
					Tensor image = in.image("image");
					return NodeResult.of(Blur.gaussian(image, in.integer("blur_radius"), in.decimal("sigma")));
				});
	}

	private static NodeType imageCrop() {
		return NodeType.of(NodeSchema.of("ImageCrop", "Image Crop", IMAGES, "image/transform", IMAGE, image("image"),
				side("width", 512, 1), side("height", 512, 1), side("x", 0, 0), side("y", 0, 0)), (in, context) -> {
					Tensor image = in.image("image");
					int x = Math.min(in.integer("x"), image.width() - 1);
					int y = Math.min(in.integer("y"), image.height() - 1);
					return NodeResult.of(image.crop(x, y, Math.min(in.integer("width"), image.width() - x),
							Math.min(in.integer("height"), image.height() - y)));
				});
	}

	private static NodeType repeatImageBatch() {
		return NodeType.of(NodeSchema.of("RepeatImageBatch", "RepeatImageBatch", IMAGES, "image/batch", IMAGE, image("image"),
				InputSpec.integer("amount", 1, 1, 4096)), (in, context) -> {
					Tensor image = in.image("image");
					// More than there can be has no memory either.
					return NodeResult.of(image.withBatch(Math.clamp((long) image.batch() * in.integer("amount"), 1, Integer.MAX_VALUE)));
				});
	}
}
